import { ASSIGNMENT_EVENTS } from '../campaign/assignment.ts'
import { CAMPAIGN_EVENTS } from '../campaign/campaign.ts'
import { COUNTY_SUMMARY_EVENTS } from '../campaign/county-summary.ts'
import { SUMMARY_EVENTS } from '../campaign/summary-flow.ts'
import type { Label } from '../kernel/label.ts'
import { ROLES } from '../organisation/role.ts'
import { UNIT_VERBS } from '../organisation/decide-unit.ts'
import { PERSON_VERBS } from '../organisation/person.ts'
import { DRILL_EVENTS } from '../drills/drill-flow.ts'
import { REFERRAL_EVENTS } from '../supervision/referral/referral-flow.ts'
import { BULLETIN_EVENTS } from '../mechanisms/bulletin-flow.ts'
import { RECORD_EVENTS } from '../mechanisms/record-flow.ts'
import { MEASURE_EVENTS } from '../supervision/measure-flow.ts'
import { HAZARD_EVENTS } from '../prevention/hazard-flow.ts'
import { PUBLIC_REPORT_EVENTS } from '../prevention/public-report.ts'
import { HANDOVER_HAPPENINGS } from '../responsibility/handover.ts'
import { MATERIAL_EVENTS } from '../prevention/pilot/material.ts'
import { PILOT_HAPPENINGS } from '../prevention/pilot/pilot-flow.ts'
import { LETTER_EVENTS } from '../responsibility/letter-flow.ts'
import { ACTIVITY_EVENTS } from '../training/publicity-activity.ts'
import { TRAINING_SESSION_EVENTS } from '../training/training-session.ts'
import { VISIT_EVENTS } from '../prevention/rounds/visit-flow.ts'

interface Noun {
  readonly label: Label
  readonly verbs: Readonly<Record<string, Label>>
}

/**
 * Everything the record can say was done: what it was done to, and how each deed is called. An action that
 * has no words here cannot be recorded, so the list is whole by construction; the events of a state table
 * and the verbs of people and units bring their own words.
 */
export const AUDIT_NOUNS = {
  campaign: {
    label: { zh: '专项行动', en: 'Campaign' },
    verbs: {
      import: { zh: '导入方案', en: 'Import a plan' },
      'save-draft': { zh: '修改草稿', en: 'Change the draft' },
      ...CAMPAIGN_EVENTS,
    },
  },
  assignment: {
    label: { zh: '任务', en: 'Task' },
    verbs: { lay: { zh: '交办', en: 'Lay on a unit' }, ...ASSIGNMENT_EVENTS },
  },
  summary: {
    label: { zh: '工作总结', en: 'Summary' },
    verbs: { begin: { zh: '起草', en: 'Draft' }, ...SUMMARY_EVENTS },
  },
  'county-summary': {
    label: { zh: '全县总结', en: 'County summary' },
    verbs: { ...COUNTY_SUMMARY_EVENTS, finish: { zh: '完成汇总', en: 'Figures gathered' } },
  },
  hazard: {
    label: { zh: '隐患', en: 'Hazard' },
    verbs: { report: { zh: '登记', en: 'Report' }, ...HAZARD_EVENTS },
  },
  'public-report': {
    label: { zh: '扫码举报', en: 'Report by anybody' },
    verbs: {
      receive: { zh: '收到', en: 'Receive' },
      'read-contact': { zh: '查看举报人联系方式', en: 'Read the contact' },
      'forget-contact': { zh: '删除到期的联系方式', en: 'Remove contacts that are due' },
      ...PUBLIC_REPORT_EVENTS,
    },
  },
  'hazard-display': {
    label: { zh: '隐患公示', en: 'Public list of hazards' },
    verbs: {
      show: { zh: '设定签到屏是否显示', en: 'Show it on kiosks, or not' },
      allow: { zh: '设定全县是否允许显示', en: 'Let schools show it, or not' },
    },
  },
  'report-poster': {
    label: { zh: '举报海报', en: 'Report poster' },
    verbs: {
      make: { zh: '制作', en: 'Make' },
      replace: { zh: '换发', en: 'Replace' },
      revoke: { zh: '停用', en: 'Revoke' },
    },
  },
  risk: {
    label: { zh: '风险点', en: 'Risk point' },
    verbs: {
      record: { zh: '登记并评价', en: 'Record and grade' },
      grade: { zh: '重新评价', en: 'Grade anew' },
      'note-change': { zh: '注明情况变化', en: 'Note a change' },
      'note-hazard': { zh: '注明该处发现隐患', en: 'Note a hazard found there' },
      'review-measure': { zh: '复核管控措施', en: 'Review a measure' },
      place: { zh: '在图上标注', en: 'Place on a plan' },
      retire: { zh: '撤销', en: 'Retire' },
      restore: { zh: '恢复', en: 'Restore' },
    },
  },
  'risk-plan': {
    label: { zh: '四色图底图', en: 'Plan of a risk map' },
    verbs: { add: { zh: '上传', en: 'Add' }, retire: { zh: '停用', en: 'Retire' } },
  },
  'grading-scheme': {
    label: { zh: '风险评价方法', en: 'Grading scheme' },
    verbs: {
      add: { zh: '新增', en: 'Add' },
      save: { zh: '保存新版本', en: 'Save a version' },
      choose: { zh: '选用', en: 'Choose' },
    },
  },
  entry: {
    label: { zh: '台账记录', en: 'Register entry' },
    verbs: {
      record: { zh: '登记', en: 'Record' },
      read: { zh: '查阅', en: 'Read' },
      reveal: { zh: '查看个人信息', en: 'Show personal data' },
      change: { zh: '修改', en: 'Change' },
      retire: { zh: '停用', en: 'Retire' },
      restore: { zh: '恢复', en: 'Restore' },
      import: { zh: '批量导入', en: 'Import from a table' },
      'bring-up': { zh: '转换为现行格式', en: 'Bring up to the present form' },
      export: { zh: '导出', en: 'Export' },
    },
  },
  finding: {
    label: { zh: '规则发现的问题', en: 'Finding of a rule' },
    verbs: { 'open-hazard': { zh: '登记为隐患', en: 'Report as a hazard' } },
  },
  inspection: {
    label: { zh: '自查', en: 'Self-inspection' },
    verbs: {
      begin: { zh: '开始', en: 'Begin' },
      save: { zh: '填写', en: 'Fill in' },
      read: { zh: '查阅涉及学生个人的检查项', en: 'Read items about single pupils' },
      'hand-in': { zh: '提交', en: 'Hand in' },
      discard: { zh: '作废', en: 'Discard' },
      'open-hazard': { zh: '将不符合项登记为隐患', en: 'Report a failing item as a hazard' },
    },
  },
  measure: {
    label: { zh: '督办措施', en: 'Measure of supervision' },
    verbs: { propose: { zh: '提出建议', en: 'Propose' }, ...MEASURE_EVENTS },
  },
  referral: {
    label: { zh: '移送函', en: 'Referral' },
    verbs: {
      draft: { zh: '草拟', en: 'Draft' },
      'renew-link': { zh: '换发回函链接', en: 'Renew the link' },
      'receive-by-link': { zh: '部门经链接签收', en: 'Received by the link' },
      'reply-by-link': { zh: '部门经链接回函', en: 'Answered by the link' },
      ...REFERRAL_EVENTS,
    },
  },
  mechanism: {
    label: { zh: '机制记录', en: 'Record of a mechanism' },
    verbs: {
      create: { zh: '登记', en: 'Put down' },
      revise: { zh: '修改', en: 'Change' },
      'add-item': { zh: '增加事项', en: 'Add an item' },
      'set-result': { zh: '填写整治结果', en: 'Enter the result at a target' },
      handle: { zh: '办理事项', en: 'Handle an item' },
      ...RECORD_EVENTS,
    },
  },
  bulletin: {
    label: { zh: '情况通报', en: 'Bulletin' },
    verbs: {
      draft: { zh: '拟稿', en: 'Draft' },
      read: { zh: '阅知', en: 'Note' },
      ...BULLETIN_EVENTS,
    },
  },
  paper: {
    label: { zh: '公文', en: 'Official paper' },
    verbs: { make: { zh: '生成', en: 'Make' }, number: { zh: '编号', en: 'Number' } },
  },
  'paper-template': {
    label: { zh: '公文模板', en: 'Template of papers' },
    verbs: {
      replace: { zh: '替换', en: 'Replace' },
      restore: { zh: '恢复系统版式', en: 'Back to the built-in' },
    },
  },
  ledger: {
    label: { zh: '台账表', en: 'Ledger' },
    verbs: { export: { zh: '导出', en: 'Export' } },
  },
  pilot: {
    label: { zh: '试点学校', en: 'Pilot school' },
    verbs: PILOT_HAPPENINGS,
  },
  study: {
    label: { zh: '学习记录', en: 'Study' },
    verbs: { record: { zh: '登记', en: 'Record' }, 'catch-up': { zh: '补学', en: 'Catch up' } },
  },
  'leader-record': {
    label: { zh: '履职纪实', en: 'Leader’s record' },
    verbs: {
      write: { zh: '补充', en: 'Write' },
      forget: { zh: '删除到期的个人补充内容', en: 'Remove own entries that are due' },
    },
  },
  handover: { label: { zh: '岗位交接', en: 'Handover' }, verbs: HANDOVER_HAPPENINGS },
  'pilot-criteria': {
    label: { zh: '试点验收标准', en: 'Criteria of pilots' },
    verbs: { save: { zh: '保存新版本', en: 'Save a version' } },
  },
  material: {
    label: { zh: '示范资料', en: 'Shared material' },
    verbs: {
      share: { zh: '提交', en: 'Hand in' },
      ...MATERIAL_EVENTS,
      'take-over': { zh: '登记参考借鉴', en: 'Take over' },
    },
  },
  duty: {
    label: { zh: '责任清单', en: 'Duty' },
    verbs: {
      acknowledge: { zh: '确认知晓', en: 'Accept' },
      evidence: { zh: '补充履责记录', en: 'Name evidence' },
      account: { zh: '关联问责', en: 'Call to account' },
      draft: { zh: '起草', en: 'Draft' },
      change: { zh: '修改草稿', en: 'Change a draft' },
      discard: { zh: '删除草稿', en: 'Discard a draft' },
      publish: { zh: '公布', en: 'Publish' },
      'take-over': { zh: '采用清单', en: 'Take over a list' },
    },
  },
  'duty-model': {
    label: { zh: '责任清单范本', en: 'Model list of duties' },
    verbs: { save: { zh: '发布新版本', en: 'Hand down a version' } },
  },
  letter: { label: { zh: '责任书', en: 'Letter of responsibility' }, verbs: LETTER_EVENTS },
  'letter-batch': {
    label: { zh: '责任书批次', en: 'Batch of letters' },
    verbs: { issue: { zh: '批量发出', en: 'Issue' }, renew: { zh: '按年续签', en: 'Renew for a year' } },
  },
  'letter-template': {
    label: { zh: '责任书模板', en: 'Template of letters' },
    verbs: { save: { zh: '保存新版本', en: 'Save a version' } },
  },
  training: {
    label: { zh: '培训', en: 'Training' },
    verbs: {
      plan: { zh: '发布计划', en: 'Plan' },
      change: { zh: '更改计划', en: 'Change' },
      cancel: { zh: '取消培训', en: 'Cancel' },
      'begin-test': { zh: '开始测试', en: 'Begin the test' },
      'hand-in-test': { zh: '提交测试', en: 'Hand the test in' },
      certify: { zh: '发放结业证书', en: 'Issue certificates' },
      forget: { zh: '删除到期的签到和成绩', en: 'Remove sign-ins and scores that are due' },
    },
  },
  publicity: {
    label: { zh: '宣传活动', en: 'Publicity activity' },
    verbs: {
      plan: { zh: '安排', en: 'Plan' },
      copy: { zh: '沿用上年活动', en: 'Plan last year’s once more' },
      ...ACTIVITY_EVENTS,
    },
  },
  'training-session': {
    label: { zh: '培训批次', en: 'Batch of a training' },
    verbs: {
      plan: { zh: '安排', en: 'Plan' },
      ...TRAINING_SESSION_EVENTS,
      'sign-in': { zh: '签到', en: 'Sign in' },
      'strike-sign-in': { zh: '撤销签到', en: 'Take a sign-in back' },
    },
  },
  round: {
    label: { zh: '检查安排', en: 'Round of inspections' },
    verbs: { plan: { zh: '安排', en: 'Plan' } },
  },
  visit: {
    label: { zh: '到校检查', en: 'Visit' },
    verbs: { ...VISIT_EVENTS, 'add-photos': { zh: '上传照片', en: 'Add photos' } },
  },
  drill: {
    label: { zh: '演练', en: 'Drill' },
    verbs: {
      plan: { zh: '安排', en: 'Plan' },
      'change-plan': { zh: '修改安排', en: 'Change the plan' },
      ...DRILL_EVENTS,
      'save-review': { zh: '填写复盘', en: 'Write the review' },
      'open-hazard': { zh: '将问题登记为隐患', en: 'Report a problem as a hazard' },
      'forget-names': { zh: '删除名册姓名', en: 'Forget the names of the roster' },
      'refuse-facts': { zh: '拒收签到数据', en: 'Refuse facts' },
    },
  },
  'county-drill': {
    label: { zh: '全县演练', en: 'County drill' },
    verbs: {
      plan: { zh: '安排', en: 'Plan' },
      signal: { zh: '发出开始信号', en: 'Give the start signal' },
      cancel: { zh: '取消', en: 'Cancel' },
    },
  },
  'drill-standard': {
    label: { zh: '学期与演练标准', en: 'Terms and drill standards' },
    verbs: {
      'save-year': { zh: '修改学年', en: 'Change a school year' },
      'restore-year': { zh: '学年恢复默认', en: 'Restore the usual school year' },
      'set-limit': { zh: '修改标准', en: 'Set a number' },
      'withdraw-limit': { zh: '撤回未生效的标准', en: 'Withdraw a number to come' },
      'restore-limit': { zh: '标准恢复默认', en: 'Restore the default number' },
    },
  },
  'rule-limit': {
    label: { zh: '判定标准', en: 'Rule limit' },
    verbs: {
      set: { zh: '修改', en: 'Set' },
      withdraw: { zh: '撤回未生效的修改', en: 'Withdraw a number to come' },
      restore: { zh: '恢复默认', en: 'Restore the default' },
    },
  },
  'bus-platform': {
    label: { zh: '校车监控平台', en: 'Bus platform' },
    verbs: {
      make: { zh: '新增接入', en: 'Add' },
      change: { zh: '修改服务提供者', en: 'Change its providers' },
      revoke: { zh: '停用', en: 'Revoke' },
      hold: { zh: '暂存报警', en: 'Hold alarms' },
      refuse: { zh: '拒收报警', en: 'Refuse alarms' },
      place: { zh: '登记暂存的报警', en: 'Record held alarms' },
      dismiss: { zh: '不登记暂存的报警', en: 'Dismiss a held alarm' },
      'give-up': { zh: '暂存的报警不再匹配', en: 'Give up held alarms' },
    },
  },
  roster: {
    label: { zh: '师生名册', en: 'Roster' },
    verbs: {
      'create-class': { zh: '新增班级', en: 'Add a class' },
      'change-class': { zh: '修改班级', en: 'Change a class' },
      promote: { zh: '班级升级', en: 'Move classes up a grade' },
      'close-class': { zh: '撤销班级', en: 'Close a class' },
      'add-pupil': { zh: '增加学生', en: 'Add a pupil' },
      import: { zh: '导入学生', en: 'Import pupils' },
      change: { zh: '修改学生', en: 'Change a pupil' },
      points: { zh: '修改集合点', en: 'Change the assembly points' },
      attendance: { zh: '登记考勤', en: 'Record attendance' },
      badges: { zh: '打印胸牌', en: 'Print badges' },
      forget: { zh: '删除到期的个人信息', en: 'Remove personal data that is due' },
    },
  },
  device: {
    label: { zh: '签到屏', en: 'Kiosk' },
    verbs: {
      pair: { zh: '配对', en: 'Pair' },
      rename: { zh: '改名', en: 'Rename' },
      revoke: { zh: '停用', en: 'Revoke' },
      'clean-up': { zh: '清理无人领取的配对', en: 'Remove a pairing nobody collected' },
    },
  },
  file: {
    label: { zh: '文件', en: 'File' },
    verbs: {
      keep: { zh: '上传', en: 'Upload' },
      read: { zh: '查看涉及学生个人信息的照片', en: 'See a picture about single pupils' },
      'clean-up': { zh: '清理未使用的文件', en: 'Remove files nobody used' },
    },
  },
  session: {
    label: { zh: '登录', en: 'Session' },
    verbs: {
      'sign-in': { zh: '登录成功', en: 'Sign in' },
      'sign-in-failed': { zh: '密码或验证码错误', en: 'Wrong password or code' },
      'sign-in-refused': { zh: '拒绝登录', en: 'Sign-in refused' },
      'sign-out': { zh: '退出', en: 'Sign out' },
      'sign-out-everywhere': { zh: '退出所有设备', en: 'Sign out everywhere' },
      end: { zh: '结束其他登录', en: 'End another session' },
    },
  },
  account: {
    label: { zh: '账号', en: 'Account' },
    verbs: {
      'first-password-change': { zh: '首次修改密码', en: 'Change the first password' },
      'password-change': { zh: '修改密码', en: 'Change the password' },
      'proof-failed': { zh: '核对密码或验证码时输入错误', en: 'Wrong password or code when asked again' },
      lock: { zh: '多次失败后锁定', en: 'Locked after failures' },
      unlock: { zh: '解除锁定', en: 'Unlock' },
    },
  },
  'two-factor': {
    label: { zh: '两步验证', en: 'Two-step sign-in' },
    verbs: {
      begin: { zh: '开始设置', en: 'Begin set-up' },
      enable: { zh: '启用', en: 'Enable' },
      replace: { zh: '更换', en: 'Replace' },
      'renew-codes': { zh: '重新生成备用码', en: 'Renew backup codes' },
      disable: { zh: '关闭', en: 'Disable' },
    },
  },
  person: {
    label: { zh: '人员', en: 'Person' },
    verbs: {
      create: { zh: '添加账号', en: 'Add an account' },
      import: { zh: '批量导入', en: 'Import from a table' },
      ...PERSON_VERBS,
    },
  },
  unit: {
    label: { zh: '单位', en: 'Unit' },
    verbs: {
      create: { zh: '新增', en: 'Add' },
      import: { zh: '批量导入', en: 'Import from a table' },
      ...UNIT_VERBS,
    },
  },
  township: { label: { zh: '乡镇', en: 'Township' }, verbs: { create: { zh: '新增', en: 'Add' } } },
  county: {
    label: { zh: '系统', en: 'System' },
    verbs: {
      'set-up-link': { zh: '生成初始设置链接', en: 'Make a set-up link' },
      'set-up': { zh: '初始设置', en: 'Set up' },
      export: { zh: '导出数据', en: 'Export the data' },
    },
  },
  'saved-filter': {
    label: { zh: '常用筛选', en: 'Saved filter' },
    verbs: { save: { zh: '保存', en: 'Save' }, remove: { zh: '删除', en: 'Remove' } },
  },
  reminder: { label: { zh: '提醒', en: 'Reminders' }, verbs: { send: { zh: '发送', en: 'Send' } } },
  audit: {
    label: { zh: '审计记录', en: 'Audit' },
    verbs: {
      verify: { zh: '核验', en: 'Verify' },
      export: { zh: '导出', en: 'Export' },
      'replace-key': { zh: '更换封存密钥', en: 'Replace the sealing key' },
    },
  },
  demo: { label: { zh: '演示县', en: 'Demonstration county' }, verbs: { load: { zh: '载入', en: 'Load' } } },
} as const satisfies Record<string, Noun>

type Nouns = typeof AUDIT_NOUNS
export type AuditNoun = keyof Nouns
/** What was done, `noun.verb`. */
export type AuditAction = {
  [Name in AuditNoun]: `${Name}.${keyof Nouns[Name]['verbs'] & string}`
}[AuditNoun]

export const AUDIT_NOUN_IDS = Object.keys(AUDIT_NOUNS) as AuditNoun[]
export const AUDIT_ACTIONS = Object.entries(AUDIT_NOUNS).flatMap(([noun, { verbs }]) =>
  Object.keys(verbs).map(verb => `${noun}.${verb}`),
) as AuditAction[]

/** An action in words; one that an older version of the product recorded stands as it was written. */
export function labelAction(action: string): Label {
  const [name = '', verb = ''] = action.split('.', 2)
  const noun: Noun | undefined = (AUDIT_NOUNS as Record<string, Noun>)[name]
  const done = noun?.verbs[verb]
  if (!noun || !done) return { zh: action, en: action }
  return { zh: `${noun.label.zh}：${done.zh}`, en: `${noun.label.en}: ${done.en}` }
}

/** As what somebody acted: a role, a kiosk or a platform; a role that an older version knew stands as it was written. */
export function labelAuthorRole(role: string): Label {
  if (role === 'kiosk') return { zh: '签到屏', en: 'Kiosk' }
  if (role === 'bus-platform') return { zh: '校车监控平台', en: 'Bus platform' }
  if (role === 'public') return { zh: '群众', en: 'Member of the public' }
  if (role === 'department') return { zh: '外部部门', en: 'Another department' }
  return (ROLES as Record<string, { label: Label }>)[role]?.label ?? { zh: role, en: role }
}
