import { POSTS } from '../../organisation/post.ts'
import { ACTIVITY_STATES } from '../../training/publicity-activity.ts'
import { PUBLICITY_DAY_LABELS } from '../../training/publicity-days.ts'
import { SIGN_IN_MEANS, TRAINING_SESSION_STATES } from '../../training/training-session.ts'
import { TRAINING_KINDS, TRAINING_LEVELS } from '../../training/training.ts'
import { field, type Fields } from './field.ts'

/** Trainings, their batches, and publicity. */
export const TRAINING_FIELDS: Fields = {
  'training.title': field('培训名称', 'Name'),
  'training.kind': field('培训形式', 'Form', TRAINING_KINDS),
  'training.level': field('层级', 'Level', TRAINING_LEVELS),
  'training.content': field('培训要求', 'What is learnt'),
  'training.basis': field('依据', 'Basis'),
  'training.posts': field('参加岗位', 'Posts', POSTS),
  'training.units': field('参加单位', 'Units'),
  'training.from': field('开始日期', 'From'),
  'training.to': field('结束日期', 'To'),
  'training.batches': field('同时取消的批次', 'Batches cancelled with it'),
  lessons: field('课时', 'Lessons'),
  film: field('专题片', 'Film'),
  test: field('测试', 'Test'),
  passMark: field('合格分数', 'Pass mark'),
  'training.questions': field('题数', 'Questions'),
  'training.score': field('成绩', 'Score'),
  passed: field('合格', 'Passed'),
  'training.issued': field('发放证书', 'Certificates'),
  names: field('人员', 'People'),
  trainingId: field('培训', 'Training'),
  batch: field('批次', 'Batch'),
  isMakeUp: field('补训', 'Make-up'),
  begins: field('开始时间', 'Begins'),
  'training-session.heldOn': field('培训日期', 'Held on'),
  'training-session.units': field('参加单位', 'Units'),
  'training-session.place': field('地点', 'Place'),
  'training-session.state': field('状态', 'State', TRAINING_SESSION_STATES),
  'training-session.means': field('签到方式', 'How', SIGN_IN_MEANS),
  'publicity.day': field('宣传日', 'Day of the calendar', PUBLICITY_DAY_LABELS),
  'publicity.title': field('活动名称', 'Name'),
  'publicity.content': field('活动内容', 'What is done'),
  'publicity.place': field('地点', 'Place'),
  'publicity.state': field('状态', 'State', ACTIVITY_STATES),
  'publicity.report': field('开展情况', 'Report'),
  plannedOn: field('计划日期', 'Planned on'),
  'publicity.heldOn': field('开展日期', 'Held on'),
  participants: field('参加人数', 'People'),
  'publicity.summary': field('开展情况', 'What happened'),
  copied: field('沿用活动', 'Copied'),
}
