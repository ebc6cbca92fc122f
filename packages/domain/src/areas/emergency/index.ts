import { isCounted, rateOf } from '../../kernel/measure.ts'
import { dayOf } from '../../kernel/day.ts'
import { defineArea } from '../../kernel/area.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { emergencyChecklist } from './checklist.ts'
import { dutyRoster } from './duty-roster.ts'
import { emergencyPlanList } from './emergency-plan-list.ts'
import { incidentList } from './incident-list.ts'
import { incidentReport } from './incident-report.ts'
import { findChangeNotReported, findNextOverdue, findNotReported, findReportedLate } from './report-stages.ts'
import { rescueLinkList } from './rescue-link-list.ts'
import { supplyList } from './supply-list.ts'
import { teamList } from './team-list.ts'

const { 'work-accident-regulation': REGULATION, 'health-emergency-regulation': HEALTH } = DOCUMENTS

/** The head reports within an hour, what concerns public health within two. */
const FIRST_REPORT_HOURS = {
  hours: {
    label: { zh: '首报时限', en: 'First report within' },
    unit: 'hour',
    default: 1,
    min: 0.5,
    max: 1,
  },
  publicHealthHours: {
    label: { zh: '公共卫生事件首报时限', en: 'First report of a public health event within' },
    unit: 'hour',
    default: 2,
    min: 0.5,
    max: 2,
  },
} as const
const FIRST_REPORT = {
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', '9'), cite(HEALTH, 'text', '20')],
} as const

export const emergency = defineArea({
  id: 'emergency',
  registers: [
    emergencyPlanList,
    teamList,
    supplyList,
    rescueLinkList,
    dutyRoster,
    incidentList,
    incidentReport,
  ],
  checklist: emergencyChecklist,
  cross: {
    'reported-late': {
      label: { zh: '突发事件迟报', en: 'An incident was reported late' },
      severity: 'major',
      remedy: {
        zh: '说明迟报原因，重申报送时限和责任人',
        en: 'Say why it was late, and remind everybody of the time and of who reports',
      },
      limits: FIRST_REPORT_HOURS,
      rule: FIRST_REPORT,
      reads: ['incident-list', 'incident-report'],
      window: 30,
      among: (books, { limits }) => findReportedLate(books, limits),
    },
    'not-reported': {
      label: { zh: '突发事件漏报', en: 'An incident was not reported' },
      severity: 'major',
      remedy: { zh: '立即补报教育局并登记首报', en: 'Report it to the bureau at once and enter the report' },
      limits: FIRST_REPORT_HOURS,
      rule: FIRST_REPORT,
      reads: ['incident-list', 'incident-report'],
      window: 'all',
      among: (books, { limits, today }) => findNotReported(books, limits, today),
    },
    'change-not-reported': {
      label: { zh: '伤亡人数变化未补报', en: 'The numbers changed and were not reported again' },
      severity: 'major',
      remedy: { zh: '立即续报最新伤亡人数', en: 'Send a follow-up with the new numbers at once' },
      limits: {
        days: {
          label: { zh: '须补报的期间', en: 'Changes are reported for' },
          unit: 'day',
          default: 30,
          min: 30,
          max: 365,
        },
        shortDays: {
          label: { zh: '交通事故、火灾须补报的期间', en: 'After traffic accidents and fires, for' },
          unit: 'day',
          default: 7,
          min: 7,
          max: 365,
        },
      },
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '13')] },
      reads: ['incident-list', 'incident-report'],
      window: 'all',
      among: (books, { limits, today }) => findChangeNotReported(books, limits, today),
    },
    'follow-up-overdue': {
      label: { zh: '事件未了，逾期未续报', en: 'It is not over, and no follow-up came' },
      severity: 'notice',
      remedy: {
        zh: '续报处置进展；处置完毕的终报',
        en: 'Report how it goes on; if it is over, send the final report',
      },
      limits: {
        days: {
          label: { zh: '续报间隔', en: 'Between reports' },
          unit: 'day',
          default: 7,
          min: 1,
          max: 30,
        },
      },
      rule: BY_PRACTICE,
      reads: ['incident-list', 'incident-report'],
      window: 'all',
      among: (books, { limits, today }) => findNextOverdue(books, 'follow-up', limits.days, today),
    },
    'final-report-overdue': {
      label: { zh: '终报逾期', en: 'The final report is overdue' },
      severity: 'general',
      remedy: {
        zh: '写明原因、处置结果和整改后终报',
        en: 'Send the final report: causes, results, what changes',
      },
      limits: {
        days: {
          label: { zh: '终报期限', en: 'Final report within' },
          unit: 'day',
          default: 30,
          min: 7,
          max: 180,
        },
      },
      rule: BY_PRACTICE,
      reads: ['incident-list', 'incident-report'],
      window: 'all',
      among: (books, { limits, today }) => findNextOverdue(books, 'final', limits.days, today),
    },
    'reported-but-not-listed': {
      label: { zh: '报送的事件不在台账内', en: 'A report is about an incident that is not listed' },
      severity: 'general',
      remedy: {
        zh: '补登事件，或更正报送记录中的事件名称',
        en: 'Enter the incident, or correct its title in the report',
      },
      rule: BY_PRACTICE,
      reads: ['incident-list', 'incident-report'],
      window: 'all',
      among: (books, { today }) => {
        const listed = new Set(books['incident-list'].map(({ entry }) => entry.title))
        return books['incident-report']
          .filter(({ entry }) => !listed.has(entry.incident))
          .map(({ id, entry }) => ({
            on: today,
            since: entry.on,
            records: [id],
            detail: { zh: entry.incident, en: entry.incident },
          }))
      },
    },
  },
  indicators: {
    'reported-in-time': {
      label: { zh: '信息报送及时率', en: 'Incidents reported in time' },
      numerator: { zh: '按时首报的突发事件', en: 'Incidents whose first report came in time' },
      denominator: { zh: '近30天发生的突发事件', en: 'Incidents of the last 30 days' },
      better: 'higher',
      reads: ['incident-list', 'incident-report'],
      window: 'all',
      count: (books, at) => {
        const late = new Set(
          at.findings
            .filter(({ code }) => code === 'reported-late' || code === 'not-reported')
            .flatMap(({ records }) => records),
        )
        return rateOf(
          books['incident-list'].filter(({ entry }) => isCounted(dayOf(entry.happenedAt), at)),
          ({ id }) => !late.has(id),
        )
      },
    },
  },
})
