import { AREA_LABELS, countOf, REGISTERS, sayDay, type AreaId, type Day, type Label } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { distance, FARTHEST, monthDay, reminderFor } from './reminder-days.ts'

/** Head and safety officer; whoever else writes in registers is told by them. */
const TOLD = ['principal', 'safety-officer'] as const
const LISTED = 5
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
 * something major of which nobody has made a hazard yet. A person decides; told once, and again when another rule does.
 */
export async function remindOfRegisters(tx: Tx, today: Day): Promise<Notice[]> {
  const [clocks, majors] = await Promise.all([listClocks(tx, today), listMajors(tx)])
  return [...clocks.flatMap(clock => noticeOfClock(clock, today)), ...majors.map(noticeOfMajors)]
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
        zh: `最近一项在${monthDay(due)}到期，过期即为“${label.zh}”。请提前办理并登记。`,
        en: `The next clock runs out ${sayDay(due).en}; after that it is “${label.en}”. Please see to it and write it down.`,
      },
      dedupeKey: `clock ${unit_id} ${register} ${due} ${reminder}`,
    },
  ]
}

interface Majors {
  readonly account_id: string
  readonly unit_id: string
  readonly area: AreaId
  readonly rules: readonly string[]
  readonly labels: readonly Label[]
}

async function listMajors(tx: Tx): Promise<Majors[]> {
  const { rows } = await sql<Majors>`
    with found as (
      select distinct on (s.unit_id, f ->> 'rule') s.unit_id, s.area, f ->> 'rule' as rule, f -> 'label' as label
      from register_standings s cross join lateral jsonb_array_elements(s.findings) as f
      where f ->> 'severity' = 'major' and s.register = any (${['', ...OPEN_REGISTERS.keys()]})
        and not exists (select from finding_hazards h where h.unit_id = s.unit_id and h.rule = f ->> 'rule'))
    select accounts.id as account_id, found.unit_id, found.area, array_agg(found.rule order by found.rule) as rules,
      jsonb_agg(found.label order by found.rule) as labels
    from found join accounts on accounts.unit_id = found.unit_id and accounts.disabled_at is null
      and accounts.role = any (${[...TOLD]})
    group by accounts.id, found.unit_id, found.area`.execute(tx)
  return rows
}

function noticeOfMajors({ account_id, unit_id, area, rules, labels }: Majors): Notice {
  const [count, more] = [labels.length, labels.length > LISTED]
  const name = AREA_LABELS[area]
  const say = (language: 'zh' | 'en', mark: string): string =>
    labels
      .slice(0, LISTED)
      .map(label => label[language])
      .join(mark)
  return {
    ...{ accountId: account_id, kind: 'hazard', link: `/areas/${area}/${unit_id}` },
    title: {
      zh: `${name.zh}：${count}项重大问题待确认`,
      en: `${name.en}: ${countOf(count, 'major finding')} to be confirmed`,
    },
    body: {
      zh: `${say('zh', '；')}${more ? '等' : ''}。请核实，属实的报为隐患。`,
      en: `${say('en', '; ')}${more ? ' and more' : ''}. Please look, and report a hazard where it is so.`,
    },
    dedupeKey: `major ${unit_id} ${rules.join(' ')}`.slice(0, 500),
  }
}
