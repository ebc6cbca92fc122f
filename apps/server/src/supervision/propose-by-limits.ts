import {
  countOf,
  SUPERVISION_KINDS,
  rungOf,
  supervisionNumbers,
  type Day,
  type Matter,
  type MatterId,
  type SupervisionKind,
  type NamedFact,
  type NewMeasure,
  type SupervisionNumbers,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { frozenFacts } from './fact-words.ts'
import { listLateItems, type LateItem } from './late-items.ts'
import { findMatterForUpdate } from './matter.queries.ts'
import { openMatterIn, proposeMeasureIn } from './propose-measure.ts'

/** Facts of one proposal at most: whoever reads it opens the unit's list for the rest. */
const MOST_FACTS = 20
const OCCASION = { actor: SYSTEM, requestId: null } as const

/**
 * Proposes a reminder for what is a day overdue, and a supervision notice for what is a week overdue or was sent back twice, by
 * the county's numbers (FACTS 6, practice). It proposes and no more: nothing goes out before a leader has approved it. What
 * has been proposed once for the same facts is not proposed again, whatever became of it.
 * @returns how many proposals were made
 */
export function proposeByLimits(app: App): Promise<number> {
  const [today, now] = [app.clock.today(), app.clock.now()]
  return app.db.transaction(SYSTEM, async tx => {
    // Two servers at once: the second finds what the first has proposed.
    await sql`select pg_advisory_xact_lock(hashtext('anlan.propose-measures'))`.execute(tx)
    const numbers = supervisionNumbers((await readRuleLimits(tx)).value, today)
    const items = await listLateItems(tx, today, numbers)
    const taken = await listTaken(tx, items)
    let proposed = 0
    for (const group of Map.groupBy(items, ({ unitId, source }) => `${unitId} ${source}`).values())
      if (await proposeFor(tx, { ...OCCASION, now }, group, taken, numbers)) proposed += 1
    if (proposed > 0) await tellLeaders(tx, today)
    return proposed
  })
}

type Taken = ReadonlyMap<string, readonly SupervisionKind[]>

/** Kinds of measures that have been proposed in the matters of some items, whatever became of them. */
async function listTaken(tx: Tx, items: readonly LateItem[]): Promise<Taken> {
  const ids = [...new Set(items.flatMap(({ matters }) => matters))]
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('supervision_measures')
    .select(['matter_id', 'kind'])
    .where('matter_id', 'in', ids)
    .execute()
  const byMatter = Map.groupBy(rows, row => row.matter_id)
  return new Map([...byMatter].map(([id, of]) => [id, of.map(({ kind }) => kind)]))
}

const wantedFor = (item: LateItem, numbers: SupervisionNumbers): SupervisionKind =>
  item.days >= numbers['notice-after'] || item.returns >= numbers.refusals ? 'supervision-notice' : 'reminder'

/** The first item of one unit's late ones that has not been taken so far; graver before milder, and one proposal a day. */
async function proposeFor(
  tx: Tx,
  occasion: typeof OCCASION & { now: Matter['openedAt'] },
  items: readonly LateItem[],
  taken: Taken,
  numbers: SupervisionNumbers,
): Promise<boolean> {
  const reached = ({ matters }: LateItem): number =>
    Math.max(0, ...matters.flatMap(id => taken.get(id) ?? []).map(kind => rungOf(kind) ?? 0))
  for (const kind of ['supervision-notice', 'reminder'] as const) {
    const wanted = items.filter(
      item => wantedFor(item, numbers) === kind && reached(item) < SUPERVISION_KINDS[kind].rung,
    )
    const [first] = wanted
    if (!first) continue
    const shown = wanted.slice(0, MOST_FACTS)
    const measure = measureOf(kind, wanted, numbers)
    const known = wanted.flatMap(({ matters }) => matters).at(-1)
    const matter = known === undefined ? undefined : await findMatterForUpdate(tx, known as MatterId)
    if (matter && (await goOn(tx, occasion, matter, shown, measure))) return true
    // What is proposed, approved or appealed in the matter has to be settled first.
    if (matter && (await isBusy(tx, matter.id))) return false
    const facts = await frozenFacts(tx, first.unitId, shown.map(factOf))
    if (!facts.ok) return false
    const opened = await openMatterIn(tx, occasion, {
      ...{ unitId: first.unitId, title: titleOf(wanted), facts: facts.value, measure },
    })
    return opened.ok
  }
  return false
}

/** The next measure in a matter that is known, with what has come to it since. */
async function goOn(
  tx: Tx,
  occasion: typeof OCCASION & { now: Matter['openedAt'] },
  matter: Matter,
  items: readonly LateItem[],
  measure: NewMeasure,
): Promise<boolean> {
  const fresh = items.filter(({ matters }) => !matters.includes(matter.id))
  const facts = await frozenFacts(tx, matter.unitId, fresh.map(factOf))
  if (!facts.ok) return false
  const proposed = await proposeMeasureIn(tx, occasion, matter, {
    ...{ measure: { ...measure, skipReason: null }, facts: facts.value },
  })
  return proposed.ok
}

async function isBusy(tx: Tx, id: MatterId): Promise<boolean> {
  const found = await tx
    .selectFrom('supervision_measures')
    .select('id')
    .where('matter_id', '=', id)
    .where('state', 'in', ['proposed', 'approved', 'appealed'])
    .executeTakeFirst()
  return found !== undefined
}

const factOf = ({ kind, id }: LateItem): NamedFact => ({ kind, id })
const nounOf = ({ kind }: LateItem): string => (kind === 'hazard' ? '条隐患整改' : '项任务')

const titleOf = (items: readonly LateItem[]): string => {
  const [first] = items
  if (!first) return ''
  const late = items.some(({ days }) => days > 0)
  const what = `${items.length}${nounOf(first)}${late ? '逾期' : '材料多次退回'}`
  return first.title === null ? what : `${what}（${first.title.slice(0, 60)}）`
}

function measureOf(
  kind: 'supervision-notice' | 'reminder',
  items: readonly LateItem[],
  numbers: SupervisionNumbers,
): NewMeasure {
  const most = Math.max(...items.map(({ days }) => days))
  const returned = items.filter(({ returns }) => returns >= numbers.refusals).length
  const why = [
    ...(most > 0 ? [`最长已逾期${most}天`] : []),
    ...(returned > 0 ? [`${returned}项材料退回满${numbers.refusals}次`] : []),
  ].join('，')
  return {
    kind,
    reason: `系统按县定期限提出：${why}。`,
    demand: `请对所列事项逐项说明原因，明确完成时间和责任人，尽快办结并反馈。`,
    skipReason: kind === 'supervision-notice' ? `${why}，已达到督办期限。` : null,
  }
}

/** One notice a day for whoever decides, however many proposals there are. */
async function tellLeaders(tx: Tx, today: Day): Promise<void> {
  const [{ count }, leaders] = await Promise.all([
    tx
      .selectFrom('supervision_measures')
      .select(sql<number>`count(*)`.as('count'))
      .where('state', '=', 'proposed')
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('accounts')
      .select('id')
      .where('role', '=', 'bureau-leader')
      .where('disabled_at', 'is', null)
      .execute(),
  ])
  await sendNotices(
    tx,
    leaders.map(({ id }) => ({
      ...{ accountId: id, kind: 'supervision', link: '/supervision?wait=proposed' },
      title: {
        zh: `${count}项督办建议待审批`,
        en: `${countOf(count, 'measure')} of supervision to approve`,
      },
      body: {
        zh: '系统按县定期限提出建议，是否采取、采取哪项措施由局领导决定。',
        en: 'The system proposes by the county’s limits; whether anything is done is the leaders’ decision.',
      },
      dedupeKey: `measures proposed ${today}`,
    })),
  )
}
