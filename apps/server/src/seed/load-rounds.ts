import {
  addDays,
  dayOf,
  drawLots,
  drawPointsOf,
  isSchool,
  listTeam,
  roundLimitsOn,
  sha256,
  type Day,
  type Instant,
  type RoundKind,
  type Team,
  type Unit,
  type UnitId,
  type VisitRecord,
} from '@anlan/domain'
import { idFrom, type Person } from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import { listCandidates } from '../rounds/draw-candidates.ts'
import { bulkInsert } from './bulk-insert.ts'

const VISITED = 6
const DRAWN = 3
/** Rounds that are done, each at other schools. */
const PAST = [
  { kind: 'special', title: '学校消防安全专项检查', daysAgo: 30, offset: 0 },
  { kind: 'joint', title: '消防安全联合检查', daysAgo: 150, offset: 3 },
  { kind: 'look-back', title: '隐患整改回头看', daysAgo: 430, offset: 7 },
] as const
const RECORD: VisitRecord = {
  findings: '消防设施完好，疏散通道畅通；个别灭火器放置位置不显眼。',
  demands: '在灭火器旁张贴标识。',
  ...{ dueOn: null, schoolSide: '学校分管安全副校长' },
}

/** Rounds of the demonstration county: some that are done, and one of this week that its schools do not know of. */
export async function loadRounds(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const byName = new Map(people.map(person => [person.username, person]))
  const team = [byName.get('anquangu'), byName.get('ducha'), byName.get('ducha2')]
  const [leader, recorder, member] = team
  if (!leader || !recorder || !member) throw new Error('the demonstration county has lost its inspectors')
  const going = { leader, recorder, member }
  const schools = units.filter(unit => isSchool(unit.kind) && unit.openUntil === null)
  const every = Math.ceil(schools.length / VISITED)
  const at = (offset: number) => schools.filter((_, place) => place % every === offset).map(({ id }) => id)
  // One of this term, one of this year, and one so long ago that it is time again.
  for (const { kind, title, daysAgo, offset } of PAST) {
    const from = addDays(today, -daysAgo)
    const round = await insertRound(tx, going, kind, title, from, addDays(from, 4))
    await insertVisits(tx, round, at(offset), from)
  }
  const hidden = await insertRound(tx, going, 'unannounced', '消防安全随机抽查', today, addDays(today, 4))
  const everywhere = { by: 'draw' as const, count: DRAWN, townships: [], kinds: [] }
  const on = dayOf(hidden.at)
  const points = drawPointsOf(roundLimitsOn([], on))
  const candidates = await listCandidates(tx, { kind: 'county' }, everywhere, points, on)
  const draw = { seed: sha256('anlan demo draw').slice(0, 32), count: DRAWN, candidates }
  await bulkInsert(tx, 'inspection_draws', [
    {
      ...{ round_id: hidden.id, seed: draw.seed, count: DRAWN, drawn_at: hidden.at },
      ...{ candidates: candidates as never, points: points as never },
    },
  ])
  const drawn = drawLots(draw).filter(lot => lot.drawn)
  await insertVisits(
    tx,
    hidden,
    drawn.map(({ candidate }) => candidate.unitId),
    null,
  )
  return PAST.reduce((sum, { offset }) => sum + at(offset).length, drawn.length)
}

interface Loaded {
  readonly id: string
  readonly kind: RoundKind
  readonly team: Team
  readonly at: Instant
}

async function insertRound(
  tx: Tx,
  { leader, recorder, member }: Record<'leader' | 'recorder' | 'member', Person>,
  kind: RoundKind,
  title: string,
  from: Day,
  until: Day,
): Promise<Loaded> {
  const team: Team = {
    ...{ leaderId: leader.id, convenorId: member.id, recorderId: recorder.id, memberIds: [] },
  }
  const [id, at] = [idFrom<string>(`round ${kind}`), `${addDays(from, -1)}T02:00:00.000Z` as Instant]
  await tx
    .insertInto('inspection_rounds')
    .values({
      ...{ id, kind, title, areas: JSON.stringify(['fire']), from_on: from, until_on: until, note: '' },
      ...{
        team: JSON.stringify(team),
        members: listTeam(team),
        departments: JSON.stringify(kind === 'joint' ? ['县消防救援大队'] : []),
      },
      names: JSON.stringify(
        Object.fromEntries([leader, recorder, member].map(person => [person.id, person.name])),
      ),
      ...{ planned_by: leader.id, planned_by_name: leader.name, planned_at: at },
      revealed: kind !== 'unannounced',
    })
    .execute()
  return { id, kind, team, at }
}

/** Visits of a round: made on a day and closed, or still to come. */
async function insertVisits(
  tx: Tx,
  { id, kind, team }: Loaded,
  unitIds: readonly UnitId[],
  on: Day | null,
): Promise<void> {
  const at = on === null ? null : (`${on}T02:00:00.000Z` as Instant)
  const typed = (name: string) => ({ way: 'typed', name, confirmed: true }) as const
  await tx
    .insertInto('inspection_visits')
    .values(
      unitIds.map(unit => ({
        ...{ id: idFrom<string>(`visit ${kind} ${unit}`), round_id: id, unit_id: unit, kind },
        ...{ state: at === null ? ('planned' as const) : ('closed' as const), members: listTeam(team) },
        ...{ announced: kind !== 'unannounced', planned_by: team.leaderId },
        ...{ arrived_at: at, recorded_at: at, signed_at: at, closed_at: at, cancel_reason: null },
        record: at === null ? null : JSON.stringify(RECORD),
        signatures:
          at === null ? null : JSON.stringify({ inspector: typed('督查组'), school: typed('学校负责人') }),
      })),
    )
    .execute()
}
