import { ASSIGNMENT_STATES } from '../../campaign/assignment.ts'
import { CAMPAIGN_STATES } from '../../campaign/campaign.ts'
import { PHASE_KINDS } from '../../campaign/phase.ts'
import { SUMMARY_STATES } from '../../campaign/summary-flow.ts'
import { UNIT_KINDS } from '../../organisation/unit.ts'
import { LEDGER_KINDS } from '../../papers/ledger-kind.ts'
import { PAPER_KINDS } from '../../papers/paper-kind.ts'
import { HAZARD_STATES } from '../../prevention/hazard-flow.ts'
import { field, labelsOf, type Fields } from './field.ts'

/** What most records begin with: how far a thing is, what it is called, of which kind it is, and where. */
export const GENERAL_FIELDS: Fields = {
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
}
