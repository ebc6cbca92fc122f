import { ROUND_KINDS } from '../../prevention/rounds/round.ts'
import { VISIT_STATES } from '../../prevention/rounds/visit-flow.ts'
import { field, labelsOf, type Fields } from './field.ts'

/** Rounds of inspection and their visits. */
export const ROUND_FIELDS: Fields = {
  'round.kind': field('检查方式', 'Kind', labelsOf(ROUND_KINDS)),
  'visit.kind': field('检查方式', 'Kind', labelsOf(ROUND_KINDS)),
  'visit.state': field('状态', 'State', VISIT_STATES),
  'visit.record': field('检查记录', 'Record'),
  'visit.findings': field('检查情况', 'Findings'),
  roundId: field('检查安排', 'Round'),
  team: field('检查组', 'Team'),
  areas: field('领域', 'Areas'),
  byId: field('提出人账号', 'By'),
  byName: field('提出人', 'By'),
  leaderId: field('组长', 'Leader'),
  convenorId: field('召集人', 'Convenor'),
  recorderId: field('记录人', 'Recorder'),
  memberIds: field('成员', 'Members'),
  departments: field('参加部门', 'Departments'),
  announced: field('学校可见', 'Known to the school'),
  arrivedAt: field('到校时间', 'Arrived'),
  demands: field('整改要求', 'Demands'),
  schoolSide: field('学校陪同人员', 'For the school'),
  recordedAt: field('记录时间', 'Recorded'),
  signatures: field('签字', 'Signatures'),
  signedAt: field('签字时间', 'Signed'),
  objections: field('学校异议', 'Objections'),
  cancelReason: field('取消原因', 'Why cancelled'),
  plannedBy: field('安排人', 'Planned by'),
  plannedAt: field('安排时间', 'Planned'),
  visits: field('受检学校', 'Visits'),
  visitId: field('到校检查', 'Visit'),
  seed: field('抽取种子', 'Seed'),
  candidates: field('候选学校数', 'Candidates'),
}
