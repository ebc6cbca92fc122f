import {
  addDays,
  daysBetween,
  mechanismNumbers,
  MECHANISMS,
  sayCadence,
  sayDay,
  type Day,
  type Mechanism,
  type MechanismNumbers,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { distance, reminderFor } from '../jobs/reminder-days.ts'
import { listPeople } from '../jobs/reminder-people.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'

interface Held {
  readonly mechanism: Exclude<Mechanism, 'sharing' | 'inquiry'>
  /** When it was held last; where it never was, the day on which the first running campaign went out. */
  readonly last: Day
  readonly never: boolean
}

const WITHIN = {
  consultation: 'consultation-days',
  bulletin: 'bulletin-days',
  'joint-action': 'joint-action-days',
} as const satisfies Record<Held['mechanism'], keyof MechanismNumbers>

const PATHS: Readonly<Record<Held['mechanism'], string>> = {
  ...{ consultation: '/consultations', bulletin: '/bulletins', 'joint-action': '/joint-actions' },
}

/**
 * Reminds the safety section of a mechanism whose cycle runs out: a week, three days and a day before, and once for each whole
 * cycle in which it was left out. The cycles are the county's to set. A county without a running campaign that never held one
 * owes none.
 */
export async function remindOfCadence(tx: Tx, today: Day): Promise<Notice[]> {
  const [{ value: overrides }, held, section] = await Promise.all([
    readRuleLimits(tx),
    listHeld(tx, today),
    listPeople(tx, ['section-officer'], 'safety-section'),
  ])
  const numbers = mechanismNumbers(overrides, today)
  return held.flatMap(each => {
    const reminder = remind(each, numbers[WITHIN[each.mechanism]], today)
    return reminder ? section.map(({ accountId }) => ({ accountId, ...reminder })) : []
  })
}

function remind({ mechanism, last, never }: Held, within: number, today: Day) {
  const dueOn = addDays(last, within)
  const reminder = reminderFor(dueOn, today)
  if (reminder === null) return null
  const { zh, en } = MECHANISMS[mechanism]
  const left = distance(dueOn, today)
  const cycle = reminder === 'overdue' ? Math.floor(daysBetween(dueOn, today) / within) : reminder
  const since = never
    ? { zh: '专项行动开展以来还没有记录', en: 'None is on record since the campaign began' }
    : { zh: `上一次是${sayDay(last).zh}`, en: `The last one was on ${sayDay(last).en}` }
  return {
    kind: reminder === 'overdue' ? ('overdue' as const) : ('due' as const),
    link: PATHS[mechanism],
    title: { zh: `${zh}${left.zh}`, en: `${en}: ${left.en}` },
    body: {
      zh: `${since.zh}，按${sayCadence(within).zh}，应在${sayDay(dueOn).zh}前完成。`,
      en: `${since.en}; one is expected ${sayCadence(within).en.replace(/^A/, 'a')}, by ${sayDay(dueOn).en}.`,
    },
    dedupeKey: `mechanism ${mechanism} ${dueOn} ${reminder} ${cycle}`,
  }
}

async function listHeld(tx: Tx, today: Day): Promise<Held[]> {
  const { rows } = await sql<{ mechanism: Held['mechanism']; last: Day | null; begun: Day | null }>`
    with held as (
      select kind as mechanism, held_on as day from mechanism_records where held_on <= ${today}::date
      union all
      select 'bulletin', (issued_at at time zone interval '8 hours')::date from bulletins where state = 'issued')
    select m.mechanism, max(held.day) as last,
      (select min((dispatched_at at time zone interval '8 hours')::date) from campaigns where state = 'running') as begun
    from unnest(${Object.keys(WITHIN)}::text[]) as m (mechanism) left join held using (mechanism)
    group by m.mechanism`.execute(tx)
  return rows.flatMap(({ mechanism, last, begun }) => {
    const from = last ?? begun
    return from ? [{ mechanism, last: from, never: last === null }] : []
  })
}
