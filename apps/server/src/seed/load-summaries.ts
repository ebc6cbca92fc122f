import {
  addDays,
  draftSummary,
  isSchool,
  type CampaignId,
  type Day,
  type Instant,
  type Rate,
  type SummaryEvent,
  type SummarySection,
  type SummaryState,
  type Unit,
} from '@anlan/domain'
import { idFrom, Random, type DemoCampaign, type Person } from '@anlan/seed'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { countLoopFigures } from '../summaries/unit-figures.ts'
import { bulkInsert } from './bulk-insert.ts'

/** What schools wrote where no data tell it, by the heading it stands under. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  organisation: [
    '学校及时召开动员部署会，成立由校长任组长的工作专班，制定实施方案，逐项明确责任人和完成时限。',
    '学校召开全体教职工会议传达部署，成立工作专班，将各项任务分解到处室和年级。',
  ],
  responsibility: [
    '按照“党政同责、一岗双责”要求，逐级明确安全职责，中层以上干部分片包干。',
    '修订岗位安全职责清单，班子成员每周带队巡查，发现问题当日交办。',
  ],
  areas: ['对照七个重点领域逐项自查，发现的问题全部记入台账，边查边改。'],
  training: [
    '组织教职工安全培训和学生安全教育课，开展应急疏散演练，演练后及时复盘。',
    '利用升旗仪式、主题班会和家长会开展安全教育，并组织了全校应急疏散演练。',
  ],
  problems: [
    '部分教职工对自查标准掌握不够熟练，台账填写不够及时。',
    '校门口上下学时段交通秩序仍需加强，个别老旧设施更新较慢。',
    '夜间值班巡查记录不够完整，个别班级安全教育流于形式。',
  ],
  next: [
    '继续开展隐患排查，落实整改责任，健全长效机制。',
    '加强培训和演练，压实岗位责任，做好下一阶段排查整治。',
  ],
}
const RETURNS = ['存在问题部分过于笼统，请补充具体情况和整改措施。', '缺少培训演练情况，请补充后重报。']
const DUE_AFTER = 5

interface Story {
  readonly state: SummaryState
  /** Days from the day it was due until it came in; none while it has not. */
  readonly offset: number | null
  readonly returned: boolean
}

/** Most were in time and are accepted; some wait, some were late, some came back, a few are still being written. */
function storyOf(random: Random): Story {
  const draw = random.next()
  if (draw < 0.05) return { state: 'draft', offset: null, returned: false }
  if (draw < 0.1) return { state: 'returned', offset: random.between(-4, 2), returned: true }
  if (draw < 0.16) return { state: 'submitted', offset: random.between(1, 9), returned: false }
  return {
    ...{ state: 'accepted', offset: random.chance(0.12) ? random.between(1, 6) : random.between(-6, 0) },
    returned: false,
  }
}

/** Loads the schools' summaries of the campaign's first phase, which is over; gives how many. */
export async function loadSummaries(
  tx: Tx,
  campaign: DemoCampaign,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const phase = campaign.phases[0]
  const officer = people.find(({ username }) => username === 'anquangu')
  if (!phase?.to || !officer) return 0
  const due = addDays(phase.to, DUE_AFTER)
  const schools = units.filter(({ kind }) => isSchool(kind))
  const figures = await countLoopFigures(
    tx,
    { today, accountId: SYSTEM.accountId, scope: SYSTEM.scope },
    campaign.id,
    schools.map(({ id }) => id),
  )
  const made = schools.flatMap(unit => {
    const random = new Random(`summary ${unit.name}`)
    const [head, writer] = (['principal', 'safety-officer'] as const).map(role =>
      people.find(person => person.unitId === unit.id && person.role === role),
    )
    // Some have not begun.
    if (!head || !writer || random.chance(0.06)) return []
    const of = { id: campaign.id, title: campaign.title, phase: phase.name }
    const draft = write(of, unit, figures.get(unit.id) ?? new Map<string, Rate>(), random)
    return [{ unit, head, writer, ...draft, ...storyOf(random), note: random.pick(RETURNS) }]
  })
  const idOf = (unit: Unit): string => idFrom<string>(`summary ${unit.name}`)
  const at = (offset: number, hour: number): Instant =>
    `${addDays(due, offset)}T0${hour}:00:00.000Z` as Instant
  await bulkInsert(
    tx,
    'summaries',
    made.map(({ unit, head, writer, title, sections, state, offset }) => ({
      ...{ id: idOf(unit), campaign_id: campaign.id, phase_id: phase.id, unit_id: unit.id, state, title },
      ...{ sections: sections as never, taken_at: at((offset ?? 0) - 2, 1), due_on: due, version: 1 },
      ...{ begun_by: writer.id, prepared_by: offset === null ? null : writer.id },
      ...{ signed_by: offset === null ? null : head.id, signed_at: offset === null ? null : at(offset, 3) },
      handed_in_at: offset === null ? null : at(offset, 3),
      accepted_at: offset !== null && state === 'accepted' ? at(offset + 2, 2) : null,
      revision: 3,
    })),
  )
  await bulkInsert(
    tx,
    'summary_versions',
    made.flatMap(({ unit, head, title, sections, offset }) =>
      offset === null
        ? []
        : [
            {
              ...{ id: idFrom<string>(`summary version ${unit.name}`), summary_id: idOf(unit) },
              ...{ unit_id: unit.id, version: 1, title, sections: sections as never },
              ...{ taken_at: at(offset - 2, 1), signed_by: head.id, signed_by_name: head.name },
              ...{ signed_at: at(offset, 3), document_number: null, standing: null, changed: [] as never },
            },
          ],
    ),
  )
  await bulkInsert(
    tx,
    'summary_events',
    made.flatMap(({ unit, head, writer, state, offset, returned, note }) => {
      const steps: [SummaryEvent | 'begin', Person, Instant, string | null][] = [
        ['begin', writer, at((offset ?? 0) - 2, 1), null],
      ]
      if (offset !== null)
        steps.push(['prepare', writer, at(offset, 2), null], ['sign', head, at(offset, 3), null])
      if (offset !== null && returned) steps.push(['return', officer, at(offset + 2, 2), note])
      if (offset !== null && state === 'accepted') steps.push(['accept', officer, at(offset + 2, 2), null])
      return steps.map(([event, by, moment, words], index) => ({
        id: idFrom<string>(`summary event ${unit.name} ${index}`).replace(/^.{8}/, `0000000${index}`),
        ...{ summary_id: idOf(unit), unit_id: unit.id, version: 1, at: moment, event, note: words },
        ...{ actor_id: by.id, actor_name: by.name, actor_role: by.role },
      }))
    }),
  )
  return made.length
}

/** A draft out of the data, with what a school would have put in the places that are left to it. */
function write(
  campaign: { readonly id: CampaignId; readonly title: string; readonly phase: string },
  unit: Unit,
  figures: ReadonlyMap<string, Rate>,
  random: Random,
): { title: string; sections: SummarySection[] } {
  const draft = draftSummary({
    ...{ campaign: campaign.title, phase: campaign.phase, unit: unit.name, figures, areaRates: [] },
  })
  return {
    title: draft.title,
    sections: draft.sections.map(section => {
      const words = WRITTEN[section.part]
      const sentence = words ? random.pick(words) : ''
      const text = section.text.replace(/（请补充：[^）]*）/, sentence)
      return { ...section, text: text === '' ? sentence : text }
    }),
  }
}
