import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { buildingSurvey } from './disaster/building-survey.ts'
import type { parentLetter } from './drowning/parent-letter.ts'
import type { waterSpotList } from './drowning/water-spot-list.ts'
import type { priority } from './index.ts'

const pond: BodyOf<typeof waterSpotList> = {
  name: '村前塘',
  kind: 'pond',
  place: '学校东南约300米',
  keeper: '胡建军',
  sign: true,
  gear: ['rope', 'pole'],
  patrolledOn: '2026-09-01',
}
const signed: BodyOf<typeof parentLetter> = {
  letter: '2026年暑假防溺水',
  schoolClass: '五（2）班',
  pupil: '李小雨',
  issuedOn: '2026-06-20',
  receipt: 'paper',
  receivedOn: '2026-06-22',
}
const sound: BodyOf<typeof buildingSurvey> = {
  building: '教学楼',
  purpose: 'teaching',
  builtIn: 2008,
  floors: 4,
  surveyedOn: '2026-08-25',
  grade: 'B',
  used: 'fully',
}

export const priorityExamples = {
  'water-spot-list': [
    { name: 'a pond with sign, rope and keeper', today: '2026-10-01', entry: pond, raises: [] },
    {
      name: 'a pond nobody cares for',
      today: '2026-09-10',
      entry: { ...pond, keeper: undefined, sign: false, gear: [] },
      raises: ['nobody-answers', 'no-sign', 'no-gear'],
    },
    { name: 'nobody walked by for a month', today: '2026-10-02', entry: pond, raises: ['patrol-overdue'] },
    {
      name: 'one pond, two lines',
      today: '2026-09-10',
      entries: [pond, pond],
      raisesTogether: ['spot-twice'],
    },
  ],
  'parent-letter': [
    { name: 'signed and returned', today: '2026-07-01', entry: signed, raises: [] },
    {
      name: 'no receipt yet',
      today: '2026-07-01',
      entry: { ...signed, receipt: 'none', receivedOn: undefined },
      raises: ['receipt-missing'],
    },
    {
      name: 'everybody has the letter',
      today: '2026-07-01',
      unit: { pupils: 2 },
      entries: [signed, { ...signed, pupil: '王小虎' }],
      raisesTogether: [],
    },
    {
      name: 'somebody was forgotten, and somebody written down twice',
      today: '2026-07-01',
      unit: { pupils: 2 },
      entries: [signed, { ...signed, receipt: 'e-signed' }],
      raisesTogether: ['pupils-without-letter', 'pupil-twice'],
    },
  ],
  'building-survey': [
    { name: 'a building in order', today: '2026-09-10', entry: sound, raises: [] },
    { name: 'not looked at for half a year', today: '2027-02-26', entry: sound, raises: ['survey-overdue'] },
    {
      name: 'dangerous, and lessons go on',
      today: '2026-09-10',
      entry: { ...sound, grade: 'D', appraisedOn: '2026-08-01', used: 'partly' },
      raises: ['dangerous-in-use'],
    },
    {
      name: 'dangerous, and closed for years',
      today: '2029-09-10',
      entry: { ...sound, grade: 'D', appraisedOn: '2026-08-01', used: 'closed' },
      raises: [],
    },
    {
      name: 'partly dangerous, wholly used',
      today: '2026-09-10',
      entry: { ...sound, grade: 'C' },
      raises: ['partly-dangerous-in-full-use'],
    },
    {
      name: 'a crack, and that was that',
      today: '2026-09-10',
      entry: { ...sound, defects: '东侧楼梯间墙面裂缝' },
      raises: ['defect-left'],
    },
    {
      name: 'one building, two lines',
      today: '2026-09-10',
      entries: [sound, { ...sound, floors: 5 }],
      raisesTogether: ['building-twice'],
    },
  ],
} satisfies ExamplesOf<typeof priority>
