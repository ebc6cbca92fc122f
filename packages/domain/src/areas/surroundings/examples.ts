import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { surroundings } from './index.ts'
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
  answerDueOn: '2026-09-20',
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
