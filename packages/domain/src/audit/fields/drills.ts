import { LIMITED_RULES } from '../../areas/rule-limits.ts'
import { DRILL_STATES } from '../../drills/drill-flow.ts'
import { DRILL_MODES, DRILL_TYPES } from '../../drills/drill.ts'
import { DRILL_RULES } from '../../drills/standards.ts'
import { field, labelsOf, type Fields, type Words } from './field.ts'

/** A number of a rule is recorded with its rule before it: many rules have one of the same name. */
function ruleLimitWords(): Words {
  const named = LIMITED_RULES.flatMap(({ code, limits }) =>
    Object.entries(limits).map(([limit, { label }]) => [`${code}/${limit}`, label] as const),
  )
  return Object.fromEntries(named)
}

/** Drills, rosters, and the numbers a county sets for its rules. */
export const DRILL_FIELDS: Fields = {
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
}
