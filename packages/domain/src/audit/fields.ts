import { LEDGER_KINDS } from '../papers/ledger-kind.ts'
import { PAPER_KINDS } from '../papers/paper-kind.ts'
import { AREA_LABELS } from '../areas/area-id.ts'
import { LIMITED_RULES } from '../areas/rule-limits.ts'
import { ASSIGNMENT_STATES } from '../campaign/assignment.ts'
import { CAMPAIGN_STATES } from '../campaign/campaign.ts'
import { SUMMARY_STATES } from '../campaign/summary-flow.ts'
import { PHASE_KINDS } from '../campaign/phase.ts'
import { EVIDENCE_KINDS, TASK_MILESTONES } from '../campaign/task.ts'
import { DRILL_MODES, DRILL_TYPES } from '../drills/drill.ts'
import { DRILL_STATES } from '../drills/drill-flow.ts'
import { DRILL_RULES } from '../drills/standards.ts'
import type { Label } from '../kernel/label.ts'
import { ADDRESSEE_SETS } from '../organisation/addressees.ts'
import { POSTS } from '../organisation/post.ts'
import { DEPARTMENTS } from '../organisation/department.ts'
import { REFERRAL_STATES } from '../supervision/referral/referral-flow.ts'
import { REPLY_OUTCOMES } from '../supervision/referral/referral.ts'
import { BULLETIN_STATES } from '../mechanisms/bulletin-flow.ts'
import { RANKED_BY } from '../mechanisms/bulletin.ts'
import { CONCLUSION_WORK } from '../mechanisms/conclusion.ts'
import { MECHANISMS } from '../mechanisms/mechanism.ts'
import { INQUIRY_CAUSES } from '../mechanisms/record.ts'
import { RECORD_STATES } from '../mechanisms/record-flow.ts'
import { LEADER_PARTS } from '../responsibility/leader-record.ts'
import { STUDY_KINDS } from '../responsibility/study-record.ts'
import { HANDOVER_STATES } from '../responsibility/handover.ts'
import { MATERIAL_KINDS, MATERIAL_STATES } from '../prevention/pilot/material.ts'
import { ACTIVITY_STATES } from '../training/publicity-activity.ts'
import { PUBLICITY_DAY_LABELS } from '../training/publicity-days.ts'
import { TRAINING_KINDS, TRAINING_LEVELS } from '../training/training.ts'
import { SIGN_IN_MEANS, TRAINING_SESSION_STATES } from '../training/training-session.ts'
import { PILOT_FIGURES } from '../prevention/pilot/pilot-criteria.ts'
import { PILOT_STATES } from '../prevention/pilot/pilot-flow.ts'
import { ROUND_KINDS } from '../prevention/rounds/round.ts'
import { VISIT_STATES } from '../prevention/rounds/visit-flow.ts'
import { MEASURE_STATES } from '../supervision/measure-flow.ts'
import { SUPERVISION_KINDS } from '../supervision/supervision-kind.ts'
import { ROLES } from '../organisation/role.ts'
import { UNIT_KINDS } from '../organisation/unit.ts'
import { HAZARD_STATES } from '../prevention/hazard-flow.ts'
import { HAZARD_GRADES, HAZARD_SOURCES } from '../prevention/hazard.ts'
import { ACCIDENTS, CAUSES, MEASURE_KINDS } from '../prevention/risk/accidents.ts'
import { CONTROL_LEVELS, RISK_COLOURS } from '../prevention/risk/grading-scheme.ts'
import { REGRADE_REASONS, RISK_KINDS } from '../prevention/risk/risk-point.ts'

type Words = Readonly<Record<string, Label>>

interface Field {
  readonly label: Label
  /** What the field's values are called, where they are members of a set. */
  readonly words?: Words
}

const field = (zh: string, en: string, words?: Words): Field => ({
  label: { zh, en },
  ...(words && { words }),
})
const labelsOf = (rows: Readonly<Record<string, { readonly label: Label }>>): Words =>
  Object.fromEntries(Object.entries(rows).map(([id, { label }]) => [id, label]))

/** A number of a rule is recorded with its rule before it: many rules have one of the same name. */
function ruleLimitWords(): Words {
  const named = LIMITED_RULES.flatMap(({ code, limits }) =>
    Object.entries(limits).map(([limit, { label }]) => [`${code}/${limit}`, label] as const),
  )
  return Object.fromEntries(named)
}

/**
 * How the fields are called that the record holds before and after a deed. One name means one thing in all of it, or
 * stands here once more with its noun. A field that is missing is shown by the name it was recorded under. Their order is
 * the one they are read in: what a clerk looks for first, and what only the machine needs last.
 */
const FIELDS: Readonly<Record<string, Field>> = {
  state: field('状态', 'State'),
  'hazard.state': field('状态', 'State', HAZARD_STATES),
  'assignment.state': field('状态', 'State', ASSIGNMENT_STATES),
  'summary.state': field('状态', 'State', SUMMARY_STATES),
  'summary.version': field('稿次', 'Version'),
  sections: field('正文', 'Text'),
  'campaign.state': field('状态', 'State', CAMPAIGN_STATES),
  reason: field('原因', 'Reason', { 'account-disabled': { zh: '账号已停用', en: 'Account disabled' } }),
  name: field('名称', 'Name'),
  'person.name': field('姓名', 'Name'),
  administrator: field('管理员', 'Administrator'),
  shown: field('签到屏显示', 'Shown on kiosks'),
  allowed: field('全县允许显示', 'Allowed in the county'),
  title: field('标题', 'Title'),
  kind: field('类别', 'Kind'),
  'unit.kind': field('类别', 'Kind', labelsOf(UNIT_KINDS)),
  'campaign.kind': field('类别', 'Kind', {
    ...PHASE_KINDS,
    answered: { zh: '已答复', en: 'Answered' },
    waived: { zh: '不需处理', en: 'Waived' },
  }),
  register: field('台账', 'Register'),
  paperKind: field('文种', 'Kind of paper', labelsOf(PAPER_KINDS)),
  ledger: field('台账表', 'Ledger', labelsOf(LEDGER_KINDS)),
  unitId: field('单位', 'Unit'),
  unitName: field('单位名称', 'Unit name'),

  number: field('隐患编号', 'Number'),
  area: field('领域', 'Area', AREA_LABELS),
  source: field('来源', 'Source', HAZARD_SOURCES),
  place: field('部位', 'Place'),
  description: field('情况', 'Description'),
  riskPointId: field('风险点', 'Risk point'),
  ancestorId: field('原隐患', 'Hazard it comes from'),
  discoveredOn: field('发现日期', 'Discovered on'),
  reportedBy: field('登记人', 'Reported by'),
  reportedAt: field('登记时间', 'Reported at'),
  grade: field('级别', 'Grade', HAZARD_GRADES),
  basis: field('判定依据', 'Basis'),
  'risk.kind': field('类别', 'Kind', { ...RISK_KINDS, ...CAUSES, ...MEASURE_KINDS }),
  'risk.place': field('图上位置', 'Place on the plan'),
  site: field('部位', 'Site'),
  campus: field('校区', 'Campus'),
  building: field('建筑或场地', 'Building or ground'),
  floor: field('楼层', 'Floor'),
  room: field('房间或位置', 'Room'),
  causes: field('危险有害因素', 'Causes'),
  what: field('具体表现', 'What it is'),
  accidents: field('可能导致的事故', 'Accidents', labelsOf(ACCIDENTS)),
  'risk.measures': field('管控措施', 'Control measures'),
  'risk.owner': field('负责人或部门', 'Owner'),
  inherent: field('固有风险', 'Inherent risk'),
  residual: field('剩余风险', 'Residual risk'),
  inherentColour: field('固有风险颜色', 'Inherent colour', RISK_COLOURS),
  overrides: field('直接判定', 'Judged at once'),
  level: field('等级', 'Level'),
  colour: field('颜色', 'Colour', RISK_COLOURS),
  control: field('管控层级', 'Controlled by', CONTROL_LEVELS),
  responsible: field('责任人', 'Responsible'),
  assessedOn: field('评价日期', 'Graded on'),
  reviewOn: field('复评或复核日期', 'Looked at again on'),
  regrade: field('待复评原因', 'To be graded anew for'),
  why: field('原因', 'Why', REGRADE_REASONS),
  scheme: field('评价方法', 'Grading scheme'),
  'risk.version': field('评价方法版本', 'Version of the scheme'),
  'risk.value': field('取值', 'Value'),
  label: field('名称', 'Name'),
  factors: field('评价因素', 'Factors'),
  values: field('取值', 'Values'),
  'grading-scheme.value': field('数值', 'Number'),
  means: field('含义', 'What it means'),
  levels: field('等级', 'Levels'),
  'grading-scheme.from': field('起点分值', 'Score from'),
  inclusive: field('含起点分值', 'Including it'),
  toBureau: field('报教育局', 'Told to the bureau'),
  'grading-scheme.overrides': field('直接判定情形', 'Cases judged at once'),
  reviewMonths: field('复评周期（月）', 'Graded anew after (months)'),
  'grading-scheme.basis': field('依据', 'Basis'),
  'grading-scheme.version': field('版本', 'Version'),
  'grading-scheme.id': field('代号', 'Code'),
  scores: field('取值', 'Values'),
  because: field('理由', 'Why'),
  retired: field('撤销', 'Retired'),
  planId: field('底图', 'Plan'),
  interimControl: field('临时措施', 'Interim control'),
  stopUse: field('停止使用', 'Out of use'),
  plan: field('整改方案', 'Plan'),
  leadId: field('整改责任人', 'Rectification lead'),
  measures: field('整改措施', 'Measures'),
  funds: field('资金', 'Funds'),
  dueOn: field('期限', 'Deadline'),
  contingency: field('应急预案', 'Contingency plan'),
  extensions: field('延期', 'Extensions'),
  until: field('至', 'Until'),
  transfer: field('移交', 'Transfer'),
  department: field('部门', 'Department'),
  matter: field('移交事项', 'What is handed over'),
  outcome: field('处理结果', 'Outcome'),
  listing: field('挂牌督办', 'Listed supervision'),
  off: field('摘牌日期', 'Off the list on'),
  lookBacks: field('回头看', 'Look-backs'),
  holds: field('未反弹', 'Still in order'),
  askedBy: field('申请人', 'Asked by'),
  askedAt: field('申请时间', 'Asked at'),
  granted: field('是否同意', 'Granted'),
  rectifiedBy: field('整改人', 'Rectified by'),
  rectifiedAt: field('整改时间', 'Rectified at'),
  rectification: field('整改结果', 'Rectification'),
  acceptedBy: field('验收人', 'Accepted by'),
  closedAt: field('销号时间', 'Closed at'),
  closingNote: field('验收意见', 'Closing note'),

  version: field('提交次数', 'Version'),
  statement: field('完成情况说明', 'Statement'),
  files: field('附件', 'Files'),

  year: field('年份', 'Year'),
  issuer: field('发文单位', 'Issuer'),
  documentNumber: field('文号', 'Document number'),
  firstNumber: field('起始文号', 'First document number'),
  lastNumber: field('末尾文号', 'Last document number'),
  issuedOn: field('发文日期', 'Issued on'),
  from: field('自', 'From'),
  to: field('至', 'To'),
  document: field('方案文件', 'Document'),
  encoding: field('文字编码', 'Encoding'),
  sha256: field('文件校验值', 'SHA-256'),
  phases: field('阶段', 'Phases'),
  phaseId: field('所属阶段', 'Phase'),
  tasks: field('任务', 'Tasks'),
  questions: field('问题', 'Questions'),
  assignments: field('下达的任务', 'Assignments'),
  dueBeforeDispatch: field('下发时已到期的任务', 'Tasks due before dispatch'),
  added: field('新增', 'Added'),
  removed: field('删去', 'Removed'),
  changed: field('修改', 'Changed'),
  reordered: field('新的顺序', 'New order'),
  path: field('出处', 'Where in the document'),
  quote: field('原文', 'Quote'),
  addressees: field('责任单位', 'Addressees'),
  sets: field('范围', 'Sets', labelsOf(ADDRESSEE_SETS)),
  include: field('另加单位', 'Units added'),
  exclude: field('除外单位', 'Units left out'),
  evidence: field('需要的材料', 'Evidence', EVIDENCE_KINDS),
  milestone: field('关口任务', 'Milestone', TASK_MILESTONES),
  resolution: field('处理', 'Resolution'),
  answer: field('答复', 'Answer'),
  message: field('内容', 'Message'),
  code: field('代码', 'Code'),
  span: field('原文位置', 'Place in the text'),
  start: field('起', 'Start'),
  end: field('止', 'End'),
  zh: field('中文', 'Chinese'),
  en: field('英文', 'English'),

  username: field('用户名', 'User name'),
  phone: field('手机', 'Phone'),
  role: field('角色', 'Role', labelsOf(ROLES)),
  posts: field('岗位', 'Posts', POSTS),
  post: field('岗位', 'Post', POSTS),
  on: field('自何日起', 'From the day'),
  endPosts: field('同时结束岗位', 'Posts end too'),
  twoFactorEnabled: field('两步验证', 'Two-step sign-in'),
  shortName: field('简称', 'Short name'),
  parentId: field('上级单位', 'Parent unit'),
  parentName: field('上级单位名称', 'Name of the parent unit'),
  township: field('乡镇', 'Township'),
  townshipChanged: field('随同改变乡镇的单位', 'Units whose township changed too'),
  schoolCode: field('学校标识码', 'School code'),
  boarding: field('寄宿', 'Boarding'),
  hasBus: field('有校车', 'Has a bus'),
  hasLab: field('有实验室', 'Has a laboratory'),
  hasCanteen: field('有食堂', 'Has a canteen'),
  pupils: field('学生人数', 'Pupils'),
  openFrom: field('启用日期', 'Open from'),
  openUntil: field('最后一天', 'Last day'),
  disablePeople: field('同时停用人员账号', 'People disabled too'),
  below: field('下属单位', 'Units below'),
  people: field('人员', 'People'),
  hazards: field('隐患', 'Hazards'),
  units: field('单位', 'Units'),
  accounts: field('账号', 'Accounts'),
  county: field('县', 'County'),
  bureau: field('教育局', 'Bureau'),
  section: field('股室', 'Section'),

  'drill.state': field('状态', 'State', DRILL_STATES),
  'drill.plan': field('演练方案', 'Plan'),
  type: field('类型', 'Type', DRILL_TYPES),
  mode: field('性质', 'Kind', DRILL_MODES),
  at: field('时间', 'At'),
  scheduledAt: field('计划时间', 'Planned for'),
  scheduled_at: field('计划时间', 'Planned for'),
  storeys: field('教学楼最高层数', 'Storeys'),
  roles: field('人员分工', 'Who does what'),
  duty: field('职责', 'Duty'),
  expected: field('应到人数', 'Expected'),
  outstanding: field('未到人数', 'Outstanding'),
  summary: field('总体评价', 'Summary'),
  problems: field('发现的问题', 'Problems found'),
  problem: field('发现的问题', 'Problem found'),
  actions: field('改进措施', 'Improvements'),
  text: field('内容', 'Text'),
  hazardId: field('隐患', 'Hazard'),
  owner: field('责任人', 'By whom'),
  ownerId: field('责任人账号', 'Account of whom'),
  schools: field('学校数', 'Schools'),
  again: field('再次发出', 'Given again'),
  entered: field('录入人数', 'Entered'),
  known: field('已在名册', 'On the roster already'),
  classId: field('班级', 'Class'),
  left: field('移出名册', 'Taken off the roster'),
  renamed: field('改名', 'Renamed'),
  points: field('集合点', 'Assembly points'),
  classes: field('班级', 'Classes'),
  'roster.grade': field('年级', 'Grade'),
  moved: field('随同转移的学生', 'Pupils moved too'),
  'drill-standard.year': field('学年', 'School year'),
  terms: field('学期', 'Terms'),
  holidays: field('放假', 'Holidays'),
  makeUp: field('补课日', 'Make-up days'),
  rule: field('规则', 'Rule', labelsOf(DRILL_RULES)),
  limit: field('项目', 'Item', {
    ...labelsOf(DRILL_RULES.frequency.limits),
    ...labelsOf(DRILL_RULES.evacuation.limits),
  }),
  'rule-limit.rule': field(
    '规则',
    'Rule',
    Object.fromEntries(LIMITED_RULES.map(({ code, label }) => [code, label])),
  ),
  'rule-limit.limit': field('项目', 'Item', ruleLimitWords()),
  'rule-limit.basis': field('依据', 'Basis'),
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
  'pilot.state': field('状态', 'State', PILOT_STATES),
  applied: field('申报', 'Applied'),
  named: field('确定试点', 'Named'),
  targetOn: field('完成期限', 'Target day'),
  criteria: field('验收标准', 'Criteria'),
  assessment: field('自评', 'Self-assessment'),
  answers: field('逐项说明', 'Answers'),
  accepted: field('验收', 'Accepted'),
  despite: field('指标未达标仍予通过的理由', 'Why accepted despite figures that fall short'),
  figures: field('系统统计', 'Figures', labelsOf(PILOT_FIGURES)),
  promoted: field('命名示范', 'Made a demonstration school'),
  recheckOn: field('下次复核日期', 'Re-check on'),
  rechecked: field('复核', 'Re-checked'),
  check: field('判定方式', 'Judged by'),
  figure: field('指标', 'Figure', labelsOf(PILOT_FIGURES)),
  wanted: field('应达到', 'Wanted'),
  pilotId: field('试点', 'Pilot'),
  helpedId: field('被帮扶学校', 'School that is helped'),
  goal: field('帮扶目标', 'Goal'),
  paired: field('结对', 'Paired'),
  'material.state': field('状态', 'State', MATERIAL_STATES),
  'material.kind': field('类别', 'Kind', MATERIAL_KINDS),
  'material.returned': field('退回', 'Sent back'),
  submitted: field('提交', 'Handed in'),
  published: field('发布', 'Published'),
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
  materialId: field('示范资料', 'Shared material'),
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
  by: field('经办人', 'By'),
  value: field('标准', 'Limit'),
  'drill-standard.basis': field('依据', 'Basis'),
  day: field('日期', 'Day'),
  late: field('迟到人数', 'Late'),
  absent: field('缺勤人数', 'Absent'),
  count: field('数量', 'How many'),
  attendance: field('考勤登记', 'Attendance'),
  refused: field('被拒收的数据', 'Refused facts'),
  providers: field('校车服务提供者', 'Providers'),
  alarms: field('报警', 'Alarms'),
  note: field('说明', 'Note'),
  pairedAt: field('配对时间', 'Paired at'),
  endedAt: field('结束时间', 'Ended at'),

  peer: field('来自', 'From address'),
  wrong: field('错误的是', 'What was wrong', {
    password: { zh: '密码', en: 'Password' },
    code: { zh: '验证码', en: 'Code' },
  }),
  failures: field('连续失败次数', 'Failures in a row'),
  seconds: field('锁定秒数', 'Locked for seconds'),
  secondFactor: field('第二步', 'Second step', {
    totp: { zh: '验证器', en: 'Authenticator' },
    'backup-code': { zh: '备用码', en: 'Backup code' },
  }),
  endedSessions: field('同时退出的登录', 'Sessions ended'),
  expiresAt: field('有效期至', 'Expires at'),
  mediaType: field('文件类型', 'Media type'),
  size: field('大小（字节）', 'Size in bytes'),
  width: field('宽', 'Width'),
  height: field('高', 'Height'),
  page: field('页面', 'Page'),
  filter: field('筛选条件', 'Filter'),
  columns: field('导出的列', 'Columns'),
  rows: field('行数', 'Rows'),
  fileName: field('文件名', 'File'),
  unchanged: field('未变', 'Unchanged'),
  setApart: field('未导入', 'Set apart'),
  broughtUp: field('已转换', 'Brought up'),
  unfit: field('无法转换', 'Not to be brought up'),
  'reminder.sent': field('发送条数', 'Sent'),
  keyId: field('密钥编号', 'Key id'),
  file: field('文件名', 'File'),
  folder: field('文件夹', 'Folder'),
  revision: field('修改次数', 'Revision'),
  id: field('编号', 'Id'),
}

const find = (noun: string, key: string): Field | undefined => FIELDS[`${noun}.${key}`] ?? FIELDS[key]
const isPlace = (step: string): boolean => /^\d+$/.test(step)

const RANKS = new Map(Object.keys(FIELDS).map((key, rank) => [key, rank]))
const rankOf = (step: string): number => (isPlace(step) ? Number(step) : (RANKS.get(step) ?? RANKS.size))

/** Puts paths into the order in which their fields are read. */
export function compareFields(a: readonly string[], b: readonly string[]): number {
  for (const [index, step] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (step !== other) return rankOf(step) - rankOf(other)
  }
  return a.length - b.length
}

/** The words of a field's path: what each step is called, places in a list counted from 1. */
export function labelField(noun: string, path: readonly string[]): Label {
  const steps = path.map(step => {
    if (isPlace(step)) return { zh: `第${Number(step) + 1}项`, en: `item ${Number(step) + 1}` }
    return find(noun, step)?.label ?? { zh: step, en: step }
  })
  return { zh: steps.map(step => step.zh).join(' · '), en: steps.map(step => step.en).join(' · ') }
}

/** What a value of a field is called, where the field's values are members of a set; undefined elsewhere. */
export function labelValue(noun: string, path: readonly string[], value: unknown): Label | undefined {
  const key = path.findLast(step => !isPlace(step))
  const words = key === undefined ? undefined : find(noun, key)?.words
  return typeof value === 'string' && words && Object.hasOwn(words, value) ? words[value] : undefined
}
