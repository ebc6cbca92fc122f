import { BULLETIN_STATES } from '../../mechanisms/bulletin-flow.ts'
import { RANKED_BY } from '../../mechanisms/bulletin.ts'
import { CONCLUSION_WORK } from '../../mechanisms/conclusion.ts'
import { MECHANISMS } from '../../mechanisms/mechanism.ts'
import { RECORD_STATES } from '../../mechanisms/record-flow.ts'
import { INQUIRY_CAUSES } from '../../mechanisms/record.ts'
import { DEPARTMENTS } from '../../organisation/department.ts'
import { field, type Fields } from './field.ts'

/** Consultations, shared information, joint actions, inquiries and bulletins. */
export const MECHANISM_FIELDS: Fields = {
  'mechanism.state': field('状态', 'State', RECORD_STATES),
  'mechanism.number': field('编号', 'Number'),
  'mechanism.kind': field('机制', 'Mechanism', MECHANISMS),
  'mechanism.place': field('地点', 'Place'),
  'mechanism.on': field('日期', 'Day'),
  'mechanism.plan': field('整治方案', 'Plan'),
  'mechanism.lead': field('牵头单位', 'Lead'),
  'mechanism.department': field('来源部门', 'Department', DEPARTMENTS),
  'mechanism.members': field('参加部门', 'Departments that take part', DEPARTMENTS),
  'mechanism.figures': field('会议数据', 'Figures on the table'),
  'mechanism.why': field('不转办的理由', 'Why there is no work'),
  chair: field('主持人', 'Chair'),
  attending: field('参加人员', 'Attending'),
  topic: field('议题', 'Topic'),
  judgement: field('研判意见', 'Judgement'),
  via: field('来文方式', 'Came by'),
  'mechanism.cause': field('查究事由', 'Cause', INQUIRY_CAUSES),
  dutyId: field('职责清单', 'Duty list'),
  linked: field('关联的事实', 'Facts it rests on'),
  answerable: field('责任人和职责', 'Who answers for which duty'),
  items: field('事项', 'Items'),
  target: field('整治对象', 'Target'),
  works: field('转办', 'Led to'),
  work: field('转为', 'Led to', CONCLUSION_WORK),
  'bulletin.state': field('状态', 'State', BULLETIN_STATES),
  'bulletin.by': field('排名范围', 'Ranked by', RANKED_BY),
  indicators: field('指标', 'Rates'),
  'bulletin.figures': field('数据', 'Figures'),
  praise: field('表扬', 'Praise'),
  criticism: field('批评', 'Criticism'),
  practice: field('经验做法', 'Good practice'),
  takenAt: field('数据时点', 'Figures taken'),
  keptFigures: field('数据已变化，仍按原数据印发', 'Figures left as they were though they had changed'),
  receipts: field('发送单位数', 'Units it went to'),
}
