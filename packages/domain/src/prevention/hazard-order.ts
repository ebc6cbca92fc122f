import { AREA_LABELS } from '../areas/area-id.ts'
import { sayDay } from '../kernel/label.ts'
import { isBlank } from '../kernel/human-text.ts'
import type { OfficialPaper } from '../papers/official-paper.ts'
import { dueOnOf, HAZARD_GRADES, HAZARD_SOURCES, type Hazard } from './hazard.ts'

interface HazardOrderFacts {
  readonly hazard: Pick<
    Hazard,
    | 'number'
    | 'area'
    | 'source'
    | 'place'
    | 'description'
    | 'discoveredOn'
    | 'grade'
    | 'basis'
    | 'interimControl'
    | 'stopUse'
    | 'plan'
    | 'state'
    | 'transfer'
  >
  readonly unit: string
  readonly bureau: string
}

/** The rectification order for a single hazard (责令整改通知书); number and day are put in when it is numbered. */
export function writeHazardOrder({ hazard, unit, bureau }: HazardOrderFacts): OfficialPaper {
  const due = dueOnOf(hazard)
  const control = [
    isBlank(hazard.interimControl) ? '' : hazard.interimControl,
    hazard.stopUse ? '整改完成前停止使用。' : '',
  ]
  const rows: readonly (readonly [string, string])[] = [
    ['隐患编号', hazard.number],
    ['部位', hazard.place],
    ['隐患情况', hazard.description],
    ['领域', AREA_LABELS[hazard.area].zh],
    ['发现', `${sayDay(hazard.discoveredOn).zh}，${HAZARD_SOURCES[hazard.source].zh}`],
    [
      '等级和依据',
      [hazard.grade ? HAZARD_GRADES[hazard.grade].zh : '', hazard.basis].filter(Boolean).join('\n'),
    ],
    ['整改措施', hazard.plan?.measures ?? '按整改方案确定'],
    ['整改期限', due ? sayDay(due).zh : '按整改方案确定'],
    ['临时防控措施', control.filter(Boolean).join('\n')],
  ]
  return {
    ...{ mark: bureau, number: null, title: '责令整改通知书', addressee: unit, attachments: [] },
    body: [
      { kind: 'text', text: '经查，你单位存在下列安全隐患。现责令你单位按要求和期限整改。' },
      {
        kind: 'form',
        rows: rows.filter(([, text]) => text !== '').map(([label, text]) => ({ label, text })),
      },
      {
        kind: 'text',
        text: '请落实整改责任人、措施、资金、期限和应急预案，整改完成前采取临时防控措施；整改结果在系统中提请验收。对本通知有异议的，可书面提出。',
      },
      {
        kind: 'signatures',
        places: [{ label: '学校签收人签字', name: null, day: null }],
      },
    ],
    signature: { issuer: bureau, day: null },
    note: null,
  }
}
