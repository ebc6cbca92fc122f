import {
  listTeam,
  MAY,
  ROUND_KINDS,
  sayPeriod,
  VISIT_EVENTS,
  type Label,
  type NewRound,
  type Round,
  type Visit,
  type VisitEvent,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { sendNotices, type Notice } from '../inbox/send-notice.ts'
import type { Context } from '../trpc.ts'
import type { PlannedVisit } from './plan-round.ts'
import type { Person } from './round.queries.ts'

const told = (accountId: string, visit: string, turn: string, title: Label, body: Label): Notice => ({
  ...{ accountId, kind: 'inspection', title, body, link: `/visits/${visit}` },
  dedupeKey: `visit ${visit} ${turn}`,
})

/** Tells the team of a round that it is to go, and the schools, unless the round is not announced. */
export async function tellPlanned(
  tx: Tx,
  { actor }: Context,
  round: NewRound,
  visits: readonly PlannedVisit[],
  team: readonly Person[],
): Promise<void> {
  const [kind, when] = [ROUND_KINDS[round.kind], sayPeriod(round.from, round.until)]
  const goes: Label = {
    zh: `${round.title}：共${visits.length}所学校，${when.zh}。`,
    en: `${round.title}: ${visits.length} schools, ${when.en}.`,
  }
  const [first] = visits
  const toTeam = team
    .filter(({ id }) => id !== actor.accountId)
    .map(({ id }) => ({
      ...{ accountId: id, kind: 'inspection' as const, link: '/visits' },
      title: { zh: '您已编入检查组', en: 'You are on an inspection team' },
      body: goes,
      dedupeKey: `round ${round.id}`,
    }))
  if (!first || !kind.isAnnounced) return void (await sendNotices(tx, toTeam))
  const heads = await listHeads(
    tx,
    visits.map(visit => visit.unitId),
  )
  const toSchools = heads.flatMap(head =>
    visits
      .filter(({ unitId }) => unitId === head.unitId && head.id !== actor.accountId)
      .map(({ id }) =>
        told(
          ...([head.id, id, 'planned'] as const),
          { zh: `检查通知：${kind.label.zh}`, en: `Notice of inspection: ${kind.label.en}` },
          { zh: `${round.title}，${when.zh}到校检查，请做好准备。`, en: `${round.title}, ${when.en}.` },
        ),
      ),
  )
  await sendNotices(tx, [...toTeam, ...toSchools])
}

/** Who is told what of a turn a visit takes: the school of what concerns it, the team of what the school says. */
export async function tellTurn(
  tx: Tx,
  { actor }: Context,
  round: Pick<Round, 'title' | 'team'>,
  visit: Visit,
  event: VisitEvent,
): Promise<void> {
  // Of a visit it never knew of a school hears nothing, not even that it was cancelled.
  const people =
    event === 'object'
      ? listTeam(round.team)
      : visit.announced
        ? (await listHeads(tx, [visit.unitId])).map(({ id }) => id)
        : []
  const title = { zh: `检查${VISIT_EVENTS[event].zh}`, en: `Inspection: ${VISIT_EVENTS[event].en}` }
  const body = { zh: round.title, en: round.title }
  await sendNotices(
    tx,
    people
      .filter(id => id !== actor.accountId)
      .map(id => told(id, visit.id, `${event} ${visit.revision}`, title, body)),
  )
}

/** Whoever answers for these schools. */
async function listHeads(tx: Tx, units: readonly string[]) {
  const rows = await tx
    .selectFrom('accounts')
    .select(['id', 'unit_id'])
    .where('unit_id', 'in', units)
    .where('role', 'in', [...MAY['supervision.answer']])
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(row => ({ id: row.id, unitId: row.unit_id }))
}
