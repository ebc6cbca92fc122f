import { AREA_LABELS } from '../../areas/area-id.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import { sayDay } from '../../kernel/label.ts'
import { basisText } from '../../kernel/rule.ts'
import { paragraphsOfPaper, type OfficialPaper } from '../../papers/official-paper.ts'
import { HAZARD_GRADES } from '../hazard.ts'
import type { OrderItem } from './order.ts'
import { ROUND_KINDS, TEAM_PARTS, type Round, type TeamPart } from './round.ts'
import type { Visit } from './visit.ts'

export interface VisitPaperFacts {
  readonly visit: Pick<
    Visit,
    'kind' | 'arrivedAt' | 'record' | 'recordedAt' | 'signatures' | 'signedAt' | 'objections'
  >
  readonly round: Pick<Round, 'title' | 'areas'>
  readonly unit: string
  readonly bureau: string
}

const dayOrNull = (at: Visit['arrivedAt']): Day | null => (at === null ? null : dayOf(at))

/** The rectification order of a visit (责令整改通知书): what was found against which document, and by when it is put right. */
export function writeOrderPaper(
  { visit, round, unit, bureau }: VisitPaperFacts,
  items: readonly OrderItem[],
): OfficialPaper {
  const arrived = dayOrNull(visit.arrivedAt)
  const { demands = '' } = visit.record ?? {}
  return {
    ...{ mark: bureau, number: null, title: '责令整改通知书', addressee: unit, attachments: [] },
    body: [
      {
        kind: 'text',
        text: `${arrived ? `${sayDay(arrived).zh}，` : ''}检查组按照“${round.title}”到你单位检查，发现${items.length}项不符合要求。现责令你单位按下列要求和期限整改。`,
      },
      {
        ...{ kind: 'table', caption: null },
        columns: [
          { heading: '序号', share: 3 },
          { heading: '部位和问题', share: 9 },
          { heading: '依据', share: 7 },
          { heading: '隐患编号', share: 5 },
          { heading: '整改期限', share: 6 },
        ],
        rows: items.map(rowOf),
      },
      ...(demands === ''
        ? []
        : [{ kind: 'heading', level: 1, text: '整改要求' } as const, ...paragraphsOfPaper(demands)]),
      {
        kind: 'text',
        text: '请逐项落实整改责任人、措施、资金、期限和应急预案，整改完成前采取临时防控措施；整改结果在系统中逐条提请验收。对本通知有异议的，可在本次检查中提出。',
      },
      {
        kind: 'signatures',
        places: [
          {
            label: '检查人员签字',
            name: visit.signatures?.inspector.name ?? null,
            day: dayOrNull(visit.signedAt),
          },
          { label: '学校签收人签字', name: null, day: null },
        ],
      },
    ],
    signature: { issuer: bureau, day: dayOrNull(visit.signedAt ?? visit.recordedAt) },
    note: '依据栏列明各项所依据的文件；未注明条款的，条款待核实',
  }
}

function rowOf({ area, text, place, note, basis, hazard, dueOn }: OrderItem, at: number): string[] {
  const grade = hazard?.grade ? HAZARD_GRADES[hazard.grade].zh : '尚未定级'
  return [
    String(at + 1),
    [place, text.zh, note, AREA_LABELS[area].zh].filter(Boolean).join('\n'),
    basis.map(each => basisText(each).zh).join('\n'),
    hazard ? `${hazard.number}\n${grade}` : '尚未登记为隐患',
    dueOn ? sayDay(dueOn).zh : '按整改方案确定',
  ]
}

interface RecordPaperFacts extends VisitPaperFacts {
  readonly team: readonly { readonly name: string; readonly parts: readonly TeamPart[] }[]
  readonly hazards: readonly {
    readonly number: string
    readonly place: string
    readonly description: string
  }[]
}

/** The record of a visit on site (学校安全检查现场记录表), to be signed by both sides or as it was signed. */
export function writeVisitRecord({ visit, round, unit, team, hazards }: RecordPaperFacts): OfficialPaper {
  const { record, signatures } = visit
  const [arrived, signed] = [dayOrNull(visit.arrivedAt), dayOrNull(visit.signedAt)]
  const rows: readonly (readonly [string, string])[] = [
    ['受检学校', unit],
    ['检查方式', `${ROUND_KINDS[visit.kind].label.zh}（${round.title}）`],
    ['到校时间', arrived ? sayDay(arrived).zh : ''],
    ['检查领域', round.areas.map(area => AREA_LABELS[area].zh).join('、')],
    [
      '检查组',
      team
        .map(({ name, parts }) => `${name}（${parts.map(part => TEAM_PARTS[part].zh).join('、')}）`)
        .join('、'),
    ],
    ['学校陪同人员', record?.schoolSide ?? ''],
    ['检查情况和发现的问题', record?.findings ?? ''],
    ['登记的隐患', hazards.map(each => `${each.number} ${each.place} ${each.description}`).join('\n')],
    ['整改要求', record?.demands ?? ''],
    ['整改期限', record?.dueOn ? sayDay(record.dueOn).zh : ''],
    ['学校异议', visit.objections.map(({ text, byName }) => `${text}（${byName}）`).join('\n')],
  ]
  return {
    ...{ mark: null, number: null, title: '学校安全检查现场记录表', addressee: null, attachments: [] },
    body: [
      { kind: 'form', rows: rows.map(([label, text]) => ({ label, text })) },
      {
        kind: 'signatures',
        places: [
          { label: '检查人员签字', name: signatures?.inspector.name ?? null, day: signed },
          { label: '学校负责人签字', name: signatures?.school.name ?? null, day: signed },
        ],
      },
    ],
    ...{ signature: null, note: null },
  }
}
