import type { Label } from '@anlan/domain'

/** Words of the school's public list of hazards on stand-by. */
export const LIST_TEXTS = {
  title: { zh: '隐患公示', en: 'Hazards being put right' },
  none: { zh: '目前没有未销号的隐患。', en: 'No hazard is open.' },
  keptBack: { zh: '部位不公示', en: 'Place not shown' },
  listed: { zh: '挂牌督办', en: 'listed supervision' },
  general: { zh: '一般隐患', en: 'general' },
  major: { zh: '重大隐患', en: 'major' },
  ungraded: { zh: '未定级', en: 'not graded' },
  reported: { zh: '待核实', en: 'reported' },
  rectifying: { zh: '整改中', en: 'under rectification' },
  transferred: { zh: '已移交部门', en: 'with another department' },
  'awaiting-acceptance': { zh: '待验收', en: 'awaiting acceptance' },
  closed: { zh: '已销号', en: 'closed' },
  dismissed: { zh: '核实不属实', en: 'dismissed' },
  due: { zh: '期限 {day}', en: 'due {day}' },
  asOf: { zh: '{time} 的清单', en: 'List of {time}' },
} as const satisfies Record<string, Label>
