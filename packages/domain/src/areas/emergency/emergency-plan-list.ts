import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'

const {
  'emergency-response-law': RESPONSE_LAW,
  'accident-emergency-regulation': REGULATION,
  'plan-management': MEASURES,
} = DOCUMENTS
const BY_RESPONSE_LAW = {
  effectiveFrom: RESPONSE_LAW.from,
  basis: [cite(RESPONSE_LAW, 'text', '26'), cite(RESPONSE_LAW, 'text', '28')],
} as const

export const emergencyPlanList = defineRegister({
  id: 'emergency-plan-list',
  version: 2,
  kind: 'ledger',
  label: { zh: '应急预案清单', en: 'List of emergency plans' },
  purpose: {
    zh: '每个预案一条，记录版本、签发、修订原因和评估日期。',
    en: 'One line for each plan: its edition, approval, reasons to revise it and evaluations.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    title: ShortText,
    kind: z.enum(['overall', 'special', 'on-site']),
    edition: ShortText,
    reviewedOn: Day.optional(),
    approvedOn: Day.optional(),
    approvedBy: PersonName.optional(),
    filedOn: Day.optional(),
    evaluatedOn: Day.optional(),
    changedOn: Day.optional(),
    changed: z.array(z.enum(['law', 'organisation', 'risk', 'resources', 'drill', 'incident'])).optional(),
  }),
  fields: {
    title: { zh: '预案名称', en: 'Title' },
    kind: {
      zh: '类型',
      en: 'Kind',
      options: {
        overall: { zh: '总体预案', en: 'Overall plan' },
        special: { zh: '专项预案', en: 'Special plan' },
        'on-site': { zh: '现场处置方案', en: 'On-site plan' },
      },
    },
    edition: { zh: '版本', en: 'Edition' },
    reviewedOn: { zh: '评审日期', en: 'Reviewed on' },
    approvedOn: { zh: '签发日期', en: 'Approved on' },
    approvedBy: { zh: '签发人', en: 'Approved by' },
    filedOn: { zh: '备案日期', en: 'Filed on', bulk: true },
    evaluatedOn: { zh: '上次评估日期', en: 'Last evaluated on', bulk: true },
    changedOn: {
      zh: '情况变化日期',
      en: 'Circumstances changed on',
      hint: { zh: '人员、场所、法规等变化后填写', en: 'When people, places or rules have changed' },
    },
    changed: {
      zh: '变化的情况',
      en: 'What changed',
      options: {
        law: { zh: '法规、标准、上级预案', en: 'Law, standard or the plan above' },
        organisation: { zh: '指挥机构、职责', en: 'Command or duties' },
        risk: { zh: '安全风险', en: 'Risks' },
        resources: { zh: '应急资源', en: 'Resources' },
        drill: { zh: '演练中发现的问题', en: 'Something a drill has shown' },
        incident: { zh: '事件救援中发现的问题', en: 'Something an incident has shown' },
      },
    },
  },
  summary: ['title', 'kind', 'edition', 'approvedOn', 'evaluatedOn'],
  identity: ['title'],
  findings: {
    'not-approved': {
      label: { zh: '预案未经签发', en: 'The plan has not been approved' },
      severity: 'general',
      remedy: { zh: '报校长审签并发布', en: 'Have the head sign and issue it' },
      fields: ['approvedOn'],
      rule: BY_RESPONSE_LAW,
      when: ({ approvedOn }) => approvedOn === undefined,
    },
    'approved-without-review': {
      label: { zh: '预案未经评审即签发', en: 'Approved without a review' },
      severity: 'notice',
      remedy: { zh: '组织评审并登记日期', en: 'Have it reviewed and enter the day' },
      fields: ['reviewedOn', 'approvedOn'],
      rule: BY_PRACTICE,
      when: ({ reviewedOn, approvedOn }) =>
        approvedOn !== undefined && (reviewedOn === undefined || reviewedOn > approvedOn),
    },
    'revision-due': {
      label: { zh: '情况变化后预案未修订', en: 'Circumstances changed and the plan did not' },
      severity: 'general',
      remedy: { zh: '修订预案，重新签发并组织学习', en: 'Revise the plan, issue it again and teach it' },
      fields: ['changedOn', 'approvedOn'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '6')] },
      when: ({ changedOn, approvedOn }) =>
        changedOn !== undefined &&
        (approvedOn === undefined || approvedOn < changedOn) && { since: changedOn },
    },
    'evaluation-overdue': {
      label: { zh: '预案评估逾期', en: 'The evaluation of the plan is overdue' },
      severity: 'notice',
      remedy: { zh: '组织评估并登记评估日期', en: 'Evaluate the plan and enter the day' },
      fields: ['evaluatedOn'],
      limits: {
        years: {
          label: { zh: '评估间隔', en: 'Between evaluations' },
          unit: 'year',
          default: 3,
          min: 1,
          max: 3,
        },
      },
      rule: { effectiveFrom: MEASURES.from, basis: [cite(MEASURES, 'unverified')] },
      due: ({ approvedOn, evaluatedOn }, { limits }) => {
        const last = evaluatedOn ?? approvedOn
        return last === undefined ? null : addMonths(last, 12 * limits.years)
      },
    },
  },
  lists: {
    'no-overall-plan': {
      label: { zh: '没有总体应急预案', en: 'There is no overall plan' },
      severity: 'general',
      remedy: { zh: '编制总体应急预案，签发后登记', en: 'Write an overall plan, approve it and enter it' },
      rule: {
        ...BY_RESPONSE_LAW,
        basis: [...BY_RESPONSE_LAW.basis, cite(DOCUMENTS['minors-law'], 'text', '37')],
      },
      window: 'all',
      among: (entries, { today }) =>
        entries.some(({ entry }) => entry.kind === 'overall')
          ? []
          : [{ on: today, records: entries.map(each => each.id) }],
    },
  },
  /** Version 2 adds the day of the review, which may be empty. */
  upgrades: { 1: body => ({ ...body }) },
  indicators: {
    'plans-current': {
      label: { zh: '预案修订率', en: 'Emergency plans up to date' },
      numerator: { zh: '情况变化后已修订的预案', en: 'Plans changed after circumstances did' },
      denominator: { zh: '登记的预案', en: 'Plans entered' },
      better: 'higher',
      counting: { of: 'entries', without: ['revision-due'] },
    },
  },
})
