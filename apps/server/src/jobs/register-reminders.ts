import {
  AREA_LABELS,
  findingKey,
  REGISTERS,
  sayDay,
  SETTLED_HAZARD_STATES,
  type AreaId,
  type Day,
  type Finding,
  type Label,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { distance, FARTHEST, monthDay, reminderFor } from './reminder-days.ts'

/** Head and safety officer; whoever else writes in registers is told by them. */
const TOLD = ['principal', 'safety-officer'] as const
/** What few may read is nobody's notice. */
const OPEN_REGISTERS = new Map(
  REGISTERS.filter(({ readsAreLogged }) => !readsAreLogged).map(register => [
    register.key as string,
    register,
  ]),
)
/** The clocks of a log run for hours or days and would remind every day. */
const LEDGERS = [...OPEN_REGISTERS.values()].filter(({ kind }) => kind === 'ledger').map(({ key }) => key)

/**
 * What a school is told of its registers on a day: the clock that runs out next in each ledger, and rules that found
 * something major of which no hazard is being dealt with. A person decides; told once, and again when more is found.
 */
export async function remindOfRegisters(tx: Tx, today: Day): Promise<Notice[]> {
  const [clocks, majors] = await Promise.all([listClocks(tx, today), listMajors(tx)])
  return [...clocks.flatMap(clock => noticeOfClock(clock, today)), ...noticesOfMajors(majors)]
}

interface Clock {
  readonly account_id: string
  readonly unit_id: string
  readonly register: string
  readonly due: Day
  readonly label: Label
}

async function listClocks(tx: Tx, today: Day): Promise<Clock[]> {
  const { rows } = await sql<Clock>`
    select accounts.id as account_id, s.unit_id, s.register, s.next ->> 'due' as due, s.next -> 'label' as label
    from register_standings s
    join accounts on accounts.unit_id = s.unit_id and accounts.disabled_at is null
      and accounts.role = any (${[...TOLD]})
    where s.register = any (${LEDGERS}) and s.next ->> 'due' between ${today}::text and
      (${today}::date + ${FARTHEST}::int)::text`.execute(tx)
  return rows
}

function noticeOfClock({ account_id, unit_id, register, due, label }: Clock, today: Day): Notice[] {
  const [reminder, declared] = [reminderFor(due, today), OPEN_REGISTERS.get(register)]
  if (reminder === null || !declared) return []
  const when = distance(due, today)
  return [
    {
      ...{ accountId: account_id, kind: 'due', link: `/registers/${register}?unit=${unit_id}` },
      title: { zh: `${declared.label.zh}${when.zh}`, en: `${declared.label.en}: ${when.en}` },
      body: {
        zh: `最近一项在${monthDay(due)}到期，逾期将列为“${label.zh}”。请提前办理并登记。`,
        en: `The next clock runs out ${sayDay(due).en}; after that it is “${label.en}”. Please see to it and write it down.`,
      },
      dedupeKey: `clock ${unit_id} ${register} ${due} ${reminder}`,
    },
  ]
}

interface Major {
  readonly account_id: string
  readonly unit_id: string
  readonly area: AreaId
  readonly day: Day
  readonly finding: Finding
  /** Names of this rule's findings of which a hazard is being dealt with. */
  readonly followed: readonly string[]
}

async function listMajors(tx: Tx): Promise<Major[]> {
  const { rows } = await sql<Major>`
    select accounts.id as account_id, s.unit_id, s.area, s.day, f as finding,
      array(select made.finding from finding_hazards made join hazards on hazards.id = made.hazard_id
        where made.unit_id = s.unit_id and made.rule = f ->> 'rule'
          and not hazards.state = any (${[...SETTLED_HAZARD_STATES]})) as followed
    from register_standings s cross join lateral jsonb_array_elements(s.findings) as f
    join accounts on accounts.unit_id = s.unit_id and accounts.disabled_at is null
      and accounts.role = any (${[...TOLD]})
    where f ->> 'severity' = 'major' and s.register = any (${['', ...OPEN_REGISTERS.keys()]})`.execute(tx)
  return rows
}

/** One notice for a rule, and another when it finds something new; nothing of what is a hazard already. */
function noticesOfMajors(all: readonly Major[]): Notice[] {
  const open = all.filter(({ finding, day, followed }) => !followed.includes(findingKey(finding, day)))
  const byRule = Map.groupBy(open, ({ account_id, finding }) => `${account_id} ${finding.rule}`)
  return [...byRule.values()].flatMap(([first, ...more]) => {
    if (!first) return []
    const { account_id, unit_id, area, finding } = first
    const newest = more.reduce(
      (since, each) => (each.finding.since > since ? each.finding.since : since),
      finding.since,
    )
    return [
      {
        ...{ accountId: account_id, kind: 'hazard', link: `/areas/${area}/${unit_id}` },
        title: {
          zh: `重大问题待核实：${finding.label.zh}`,
          en: `Major, to be looked into: ${finding.label.en}`,
        },
        body: {
          zh: `${AREA_LABELS[area].zh}。请到现场核实，情况属实的登记为隐患。`,
          en: `${AREA_LABELS[area].en}. Please look on the spot, and report a hazard where it is so.`,
        },
        dedupeKey: `major ${unit_id} ${finding.rule} ${newest}`,
      },
    ]
  })
}
