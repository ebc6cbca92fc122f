import { HANDOVER_STATES } from '../../responsibility/handover.ts'
import { LEADER_PARTS } from '../../responsibility/leader-record.ts'
import { STUDY_KINDS } from '../../responsibility/study-record.ts'
import { field, type Fields } from './field.ts'

/** Studies, leaders’ own records, duties and handovers. */
export const RESPONSIBILITY_FIELDS: Fields = {
  'study.kind': field('形式', 'Form', STUDY_KINDS),
  'study.heldOn': field('学习日期', 'Held on'),
  'study.topic': field('学习主题', 'Topic'),
  documents: field('学习内容', 'Documents'),
  minutes: field('学习情况', 'Minutes'),
  chairId: field('主持人账号', 'Account of the chair'),
  chairName: field('主持人', 'Chair'),
  attendees: field('参加人员', 'Who took part'),
  madeByName: field('记录人', 'Recorded by'),
  madeAt: field('登记时间', 'Recorded at'),
  accountId: field('账号', 'Account'),
  measureId: field('督办措施', 'Measure'),
  part: field('类别', 'Part', LEADER_PARTS),
  'leader-record.on': field('日期', 'Day'),
  'duty.on': field('日期', 'Day'),
  'handover.state': field('状态', 'State', HANDOVER_STATES),
  fromId: field('移交人账号', 'Account of whom'),
  fromName: field('移交人', 'From'),
  untilOn: field('离任日期', 'Last day in office'),
  toId: field('接收人账号', 'Account to whom'),
  toName: field('接收人', 'To'),
  'handover.items': field('交接清单', 'List'),
  passedOver: field('未接收即离任的人员', 'Passed over'),
  handedOn: field('移交日期', 'Handed over on'),
  handedFor: field('代签', 'Signed in his place'),
  receivedOn: field('接收日期', 'Taken over on'),
  steps: field('办理过程', 'What happened'),
}
