import { DEPARTMENTS } from '../../organisation/department.ts'
import { MEASURE_STATES } from '../../supervision/measure-flow.ts'
import { REFERRAL_STATES } from '../../supervision/referral/referral-flow.ts'
import { REPLY_OUTCOMES } from '../../supervision/referral/referral.ts'
import { SUPERVISION_KINDS } from '../../supervision/supervision-kind.ts'
import { field, labelsOf, type Fields } from './field.ts'

/** Letters to other departments and measures of supervision. */
export const SUPERVISION_FIELDS: Fields = {
  'referral.state': field('状态', 'State', REFERRAL_STATES),
  'referral.number': field('移送编号', 'Number'),
  'referral.department': field('主办部门', 'Department', DEPARTMENTS),
  addressee: field('收函单位', 'Addressee'),
  'referral.matter': field('移送事项', 'Matter'),
  'referral.evidence': field('证据', 'Evidence'),
  'referral.basis': field('依据', 'Basis'),
  previousId: field('前次移送', 'The letter before'),
  drafted: field('草拟', 'Drafted'),
  sent: field('发出', 'Sent'),
  urged: field('催办', 'Urged'),
  recordedBy: field('登记人', 'Recorded by'),
  'referral.outcome': field('结论', 'Outcome', REPLY_OUTCOMES),
  committee: field('报县安委会', 'Taken to the committee'),
  verified: field('核实', 'Verified'),
  matterId: field('督办事项', 'Matter'),
  'measure.state': field('状态', 'State', MEASURE_STATES),
  'measure.kind': field('措施', 'Measure', labelsOf(SUPERVISION_KINDS)),
  demand: field('要求', 'What is asked'),
  skipReason: field('越级理由', 'Why rungs are left out'),
  proposed: field('提出', 'Proposed'),
  approved: field('批准', 'Approved'),
  issued: field('发出', 'Issued'),
  replyDueOn: field('反馈期限', 'Answer due'),
  received: field('签收', 'Received'),
  talk: field('约谈', 'Talk'),
  record: field('谈话记录', 'Record of the talk'),
}

/** Talks, answers and appeals. */
export const TALK_FIELDS: Fields = {
  heldOn: field('谈话日期', 'Held on'),
  ledBy: field('主谈人', 'Led by'),
  talkedTo: field('谈话对象', 'Talked to'),
  said: field('谈话内容', 'What was said'),
  commitments: field('整改承诺', 'Commitments'),
  reply: field('反馈', 'Answer'),
  returned: field('退回次数', 'Times sent back'),
  appeal: field('申诉', 'Appeal'),
  grounds: field('申诉理由', 'Grounds'),
  decision: field('申诉决定', 'Decision'),
  upheld: field('维持', 'Upheld'),
  finding: field('认定', 'Finding'),
  ended: field('了结', 'Ended'),
}
