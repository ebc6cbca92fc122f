import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { surroundings } from './index.ts'
import type { jointAction } from './joint-action.ts'
import type { problemLead } from './problem-lead.ts'
import type { surroundingsPointList } from './surroundings-point-list.ts'

const stall: BodyOf<typeof surroundingsPointList> = {
  name: '校门口烤肠摊',
  kind: 'vendor',
  place: '正门东侧人行道',
  distance: 20,
  problems: [],
  surveyedOn: '2026-09-01',
}
const cafe: BodyOf<typeof surroundingsPointList> = { ...stall, name: '极速网咖', kind: 'net-cafe' }
const lead: BodyOf<typeof problemLead> = {
  foundOn: '2026-09-01',
  point: '校门口烤肠摊',
  problem: 'unlicensed',
  description: '放学时段无证经营，围堵校门',
  interimControl: '放学时段增设护学岗',
  department: 'city-management',
  referredOn: '2026-09-02',
  referralNumber: '东教体函〔2026〕12号',
  referralBasis: '城管部门负责占道、流动摊贩管理',
  answerDueOn: '2026-09-20',
}

const reminded: BodyOf<typeof problemLead> = { ...lead, receivedOn: '2026-09-03', remindedOn: '2026-09-23' }
const raid: BodyOf<typeof jointAction> = {
  on: '2026-09-15',
  targets: ['unlicensed', 'blocking-the-road'],
  lead: 'city-management',
  members: ['market-supervision', 'police'],
  schoolContact: '孙伟',
  checked: 12,
  found: 5,
  settled: 5,
  results: '劝离流动摊贩4处，拆除占道雨棚1处',
}
const half: BodyOf<typeof jointAction> = {
  ...raid,
  settled: 3,
  followUp: '两处固定摊点由城管部门限期拆除',
  followUpBy: '2026-09-30',
}

export const surroundingsExamples = {
  'surroundings-point-list': [
    { name: 'a stall that harms nobody', today: '2026-09-10', entry: stall, raises: [] },
    {
      name: 'a net café just inside 200 metres',
      today: '2026-09-10',
      entry: { ...cafe, distance: 200 },
      raises: ['net-cafe-too-near'],
    },
    {
      name: 'one metre further away',
      today: '2026-09-10',
      entry: { ...cafe, distance: 201 },
      raises: [],
    },
    {
      name: 'the 200 metres are measured from schools, not from kindergartens',
      today: '2026-09-10',
      unit: { kind: 'kindergarten' },
      entry: cafe,
      raises: [],
    },
    {
      name: 'a bar across the road',
      today: '2026-09-10',
      entry: { ...stall, kind: 'entertainment' },
      raises: ['entertainment-nearby'],
    },
    {
      name: 'a lottery shop',
      today: '2026-09-10',
      entry: { ...stall, kind: 'tobacco-or-lottery' },
      raises: ['tobacco-or-lottery-nearby'],
    },
    {
      name: 'the last day before it is to be looked at again',
      today: '2027-03-01',
      entry: stall,
      raises: [],
    },
    {
      name: 'nobody has looked at it since last term',
      today: '2027-03-02',
      entry: stall,
      raises: ['survey-overdue'],
    },
    {
      name: 'the stall was written down twice',
      today: '2026-09-10',
      entries: [stall, cafe, stall],
      raisesTogether: ['point-twice'],
    },
  ],
  'problem-lead': [
    { name: 'referred, and there is still time', today: '2026-09-20', entry: lead, raises: [] },
    {
      name: 'found and left lying',
      today: '2026-09-10',
      entry: { ...lead, referredOn: undefined, interimControl: undefined },
      raises: ['not-referred', 'no-interim-control'],
    },
    { name: 'no answer came', today: '2026-09-21', entry: lead, raises: ['answer-overdue'] },
    {
      name: 'no day was agreed: fifteen days after the letter',
      today: '2026-09-18',
      entry: { ...lead, answerDueOn: undefined },
      raises: ['answer-overdue'],
    },
    {
      name: 'three days later nobody had reminded them',
      today: '2026-09-24',
      entry: lead,
      raises: ['answer-overdue', 'reminder-due'],
    },
    {
      name: 'a reminder sent before it was overdue is none',
      today: '2026-09-24',
      entry: { ...lead, remindedOn: '2026-09-18' },
      raises: ['answer-overdue', 'reminder-due'],
    },
    { name: 'reminded, and waiting', today: '2026-10-03', entry: reminded, raises: ['answer-overdue'] },
    {
      name: 'reminded in vain',
      today: '2026-10-04',
      entry: reminded,
      raises: ['answer-overdue', 'not-escalated'],
    },
    {
      name: 'the county committee was asked',
      today: '2026-10-04',
      entry: { ...reminded, escalatedOn: '2026-10-03' },
      raises: ['answer-overdue'],
    },
    {
      name: 'the weather service has no say over stalls',
      today: '2026-09-10',
      entry: { ...lead, department: 'weather' },
      raises: ['department-cannot-act'],
    },
    {
      name: 'the township may always be asked',
      today: '2026-09-10',
      entry: { ...lead, department: 'township' },
      raises: [],
    },
    {
      name: 'they say it is dealt with, and a week is not over',
      today: '2026-09-25',
      entry: { ...lead, answeredOn: '2026-09-18', answerNumber: '城管函〔2026〕8号', outcome: 'dealt-with' },
      raises: [],
    },
    {
      name: 'they say so, and nobody has looked',
      today: '2026-09-26',
      entry: { ...lead, answeredOn: '2026-09-18', outcome: 'dealt-with' },
      raises: ['not-verified'],
    },
    {
      name: 'a lead from before reminders were kept',
      today: '2026-09-10',
      version: 1,
      body: { ...lead, referralBasis: undefined },
    },
    {
      name: 'not our business, they wrote',
      today: '2026-09-21',
      entry: { ...lead, answeredOn: '2026-09-12', outcome: 'declined' },
      raises: ['declined-and-left'],
    },
    {
      name: 'dealt with and verified',
      today: '2026-10-21',
      entry: { ...lead, answeredOn: '2026-09-18', outcome: 'dealt-with', closedOn: '2026-09-19' },
      raises: [],
    },
  ],
  'joint-action': [
    { name: 'everything was put right', today: '2026-09-15', entry: raid, raises: [] },
    { name: 'something is left, with its day', today: '2026-09-15', entry: half, raises: [] },
    {
      name: 'one department came, looked and wrote nothing',
      today: '2026-09-15',
      entry: { ...raid, members: ['city-management'], results: undefined, settled: 6 },
      raises: ['nobody-else-took-part', 'no-results', 'more-settled-than-found'],
    },
    {
      name: 'what is left has no day',
      today: '2026-09-15',
      entry: { ...half, followUpBy: undefined },
      raises: ['rest-without-plan'],
    },
    { name: 'the last day for the rest', today: '2026-09-30', entries: [half], raisesTogether: [] },
    { name: 'the day after it', today: '2026-10-01', entries: [half], raisesTogether: ['rest-overdue'] },
    {
      name: 'the rest was done',
      today: '2026-10-01',
      entries: [{ ...half, closedOn: '2026-09-29' }],
      raisesTogether: [],
    },
    {
      name: 'one in half a year',
      today: '2027-03-15',
      entries: [{ ...raid, on: '2026-03-01' }, raid],
      raisesTogether: [],
    },
    {
      name: 'the next is due',
      today: '2027-03-16',
      entries: [raid, { ...raid, on: '2026-03-01' }],
      raisesTogether: ['none-this-term'],
    },
    {
      name: 'a school that has just opened',
      today: '2026-09-10',
      unit: { openFrom: '2026-09-01' },
      entries: [],
      raisesTogether: [],
    },
    {
      name: 'none that anybody remembers',
      today: '2026-09-10',
      entries: [],
      raisesTogether: ['none-this-term'],
    },
  ],
  cross: [
    {
      name: 'a problem is known and nobody was told',
      today: '2026-09-10',
      books: {
        'surroundings-point-list': [{ ...stall, problems: ['unlicensed', 'traffic'] }],
        'problem-lead': [lead],
      },
      raises: ['problem-without-lead'],
    },
    {
      name: 'every problem has its lead',
      today: '2026-09-10',
      books: { 'surroundings-point-list': [{ ...stall, problems: ['unlicensed'] }], 'problem-lead': [lead] },
      raises: [],
    },
  ],
} satisfies ExamplesOf<typeof surroundings>
