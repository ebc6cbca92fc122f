import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { bullyingSurvey } from './bullying/bullying-survey.ts'
import type { caseFile } from './bullying/case-file.ts'
import type { committeeList } from './bullying/committee-list.ts'
import type { buildingSurvey } from './disaster/building-survey.ts'
import type { geohazardPoint } from './disaster/geohazard-point.ts'
import type { warningLog } from './disaster/warning-log.ts'
import type { parentLetter } from './drowning/parent-letter.ts'
import type { reminderLog } from './drowning/reminder-log.ts'
import type { waterPatrolLog } from './drowning/water-patrol-log.ts'
import type { waterSpotList } from './drowning/water-spot-list.ts'
import type { priority } from './index.ts'
import type { lessonLog } from './lesson-log.ts'

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
const patrol: BodyOf<typeof waterPatrolLog> = {
  on: '2026-07-10',
  spot: '村前塘',
  patrolledBy: '胡建军',
  pupilsSeen: 0,
  sound: true,
}
const lesson: BodyOf<typeof lessonLog> = {
  on: '2026-06-10',
  theme: 'drowning',
  form: 'class-meeting',
  title: '珍爱生命，谨防溺水',
  audience: '五年级',
  pupils: 86,
  heldBy: '周敏',
}
const caseTaken: BodyOf<typeof caseFile> = {
  number: '2026-01',
  reportedOn: '2026-09-07',
  source: 'teacher',
  stage: 'intake',
  harmed: '李小雨',
  accused: '王某、陈某',
  forms: ['words'],
  sexualHarm: false,
  account: '课间多次以绰号辱骂。',
  stoppedOn: '2026-09-07',
  guardiansToldOn: '2026-09-07',
  outcome: 'open',
}
const caseSettled: BodyOf<typeof caseFile> = {
  ...caseTaken,
  stage: 'settlement',
  investigatedOn: '2026-09-14',
  outcome: 'bullying',
  measures: '批评教育，赔礼道歉，训诫。',
  counselledOn: '2026-09-15',
  followedUpOn: '2026-10-12',
}
const presiding: BodyOf<typeof committeeList> = {
  name: '孙志远',
  comes: 'head',
  seat: 'chair',
  appointedOn: '2026-09-01',
  until: '2027-08-31',
}
const parent: BodyOf<typeof committeeList> = {
  ...presiding,
  ...{ name: '何玉兰', comes: 'parent', seat: 'member' },
}
const deputy: BodyOf<typeof committeeList> = {
  ...presiding,
  ...{ name: '郭建平', comes: 'legal-deputy', seat: 'member', post: '派出所民警' },
}
const reminder: BodyOf<typeof reminderLog> = {
  on: '2026-07-03',
  occasion: 'summer',
  by: ['message', 'group'],
  title: '暑假第一周防溺水提醒',
  families: 402,
  sentBy: '周敏',
}
const survey: BodyOf<typeof bullyingSurvey> = {
  on: '2026-09-20',
  audience: '全校',
  means: 'paper',
  anonymous: true,
  given: 420,
  returned: 418,
  leads: 2,
  takenUp: 2,
}
const slope: BodyOf<typeof geohazardPoint> = {
  name: '教学楼后山',
  kind: 'landslide',
  place: '教学楼北侧20米',
  threatens: 240,
  state: 'watched',
  monitor: '赵国强',
  monitorPhone: '13800000000',
  surveyedOn: '2026-04-10',
  patrolledOn: '2026-09-01',
  sign: true,
  escapeRoute: '南门至镇政府广场',
}
const storm: BodyOf<typeof warningLog> = {
  on: '2026-07-02',
  signal: 'rainstorm',
  colour: 'orange',
  issuedAt: '2026-07-02T01:00:00.000Z',
  acknowledgedBy: '刘洋',
  acknowledgedAt: '2026-07-02T01:20:00.000Z',
  measures: '停止户外活动，通知家长错时接学生。',
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
  'water-patrol-log': [
    { name: 'nobody at the pond, everything in place', today: '2026-07-10', entry: patrol, raises: [] },
    {
      name: 'pupils were seen and sent home',
      today: '2026-07-10',
      entry: { ...patrol, pupilsSeen: 2, measures: '劝离，并电话通知家长' },
      raises: [],
    },
    {
      name: 'pupils were seen, and that was that',
      today: '2026-07-10',
      entry: { ...patrol, pupilsSeen: 2 },
      raises: ['pupils-left-at-water'],
    },
    {
      name: 'the rope is gone',
      today: '2026-07-10',
      entry: { ...patrol, sound: false, found: '救生绳丢失' },
      raises: ['gear-not-sound'],
    },
  ],
  'lesson-log': [
    { name: 'a class meeting about water', today: '2026-06-10', entry: lesson, raises: [] },
    {
      name: 'a lesson to nobody',
      today: '2026-06-10',
      entry: { ...lesson, pupils: 0 },
      raises: ['nobody-came'],
    },
    {
      name: 'three lessons before the summer, and one against bullying',
      today: '2026-07-01',
      entries: [
        { ...lesson, on: '2026-03-30' },
        { ...lesson, on: '2026-05-11' },
        { ...lesson, on: '2026-06-30' },
        { ...lesson, on: '2026-04-01', theme: 'bullying' },
      ],
      raisesTogether: [],
    },
    {
      name: 'one of three lay before the season, and nobody spoke of bullying',
      today: '2026-07-01',
      entries: [{ ...lesson, on: '2026-03-29' }, { ...lesson, on: '2026-05-11' }, lesson],
      raisesTogether: ['too-few-before-summer', 'no-bullying-lesson'],
    },
    {
      name: 'before the summer is over there is still time',
      today: '2026-06-30',
      entries: [lesson, { ...lesson, on: '2026-01-05', theme: 'bullying' }],
      raisesTogether: [],
    },
    {
      name: 'the last lesson against bullying lies more than half a year back',
      today: '2026-04-11',
      entries: [{ ...lesson, on: '2025-10-10', theme: 'bullying' }],
      raisesTogether: ['no-bullying-lesson'],
    },
  ],
  'reminder-log': [
    { name: 'every family was reached', today: '2026-07-03', entry: reminder, raises: [] },
    {
      name: 'a message that reached nobody',
      today: '2026-07-03',
      entry: { ...reminder, families: 0 },
      raises: ['reached-nobody'],
    },
    {
      name: 'a week after the last one is in time',
      today: '2026-07-10',
      entries: [reminder],
      raisesTogether: [],
    },
    {
      name: 'eight days of silence in July',
      today: '2026-07-11',
      entries: [reminder],
      raisesTogether: ['silent-in-summer'],
    },
    { name: 'term has begun', today: '2026-09-01', entries: [reminder], raisesTogether: [] },
  ],
  'committee-list': [
    { name: 'the head presides', today: '2026-09-10', entry: presiding, raises: [] },
    { name: 'the year is over', today: '2027-09-01', entry: presiding, raises: ['term-over'] },
    {
      name: 'the head, a parent and the legal deputy',
      today: '2026-09-10',
      entries: [presiding, parent, deputy],
      raisesTogether: [],
    },
    {
      name: 'teachers among themselves, one of them twice',
      today: '2026-09-10',
      entries: [
        { ...presiding, comes: 'staff' },
        { ...presiding, comes: 'staff', seat: 'member' },
      ],
      raisesTogether: ['head-does-not-preside', 'no-parent', 'nobody-from-outside', 'member-twice'],
    },
    {
      name: 'the parent’s time is over',
      today: '2026-09-10',
      entries: [presiding, { ...parent, until: '2026-09-09' }, deputy],
      raisesTogether: ['no-parent'],
    },
  ],
  'case-file': [
    { name: 'taken up, stopped, both homes told', today: '2026-09-10', entry: caseTaken, raises: [] },
    { name: 'looked into, settled, seen again', today: '2026-11-01', entry: caseSettled, raises: [] },
    {
      name: 'the guardians do not know',
      today: '2026-09-09',
      entry: { ...caseTaken, guardiansToldOn: undefined },
      raises: ['guardians-not-told'],
    },
    { name: 'the eleventh day', today: '2026-09-18', entry: caseTaken, raises: ['inquiry-overdue'] },
    {
      name: 'serious, and kept in the house',
      today: '2026-09-20',
      entry: { ...caseSettled, outcome: 'serious', bureauToldOn: '2026-09-14', followedUpOn: undefined },
      raises: ['grave-and-not-reported'],
    },
    {
      name: 'sexual harm waits for no inquiry',
      today: '2026-09-08',
      entry: { ...caseTaken, sexualHarm: true },
      raises: ['grave-and-not-reported'],
    },
    {
      name: 'police and bureau were told',
      today: '2026-09-20',
      entry: {
        ...caseSettled,
        outcome: 'serious',
        policeToldOn: '2026-09-14',
        bureauToldOn: '2026-09-14',
        followedUpOn: undefined,
      },
      raises: [],
    },
    {
      name: 'bullying was found, and nobody was counselled',
      today: '2026-09-20',
      entry: { ...caseSettled, counselledOn: undefined, followedUpOn: undefined },
      raises: ['not-counselled'],
    },
    {
      name: 'nobody asked again how they are',
      today: '2026-10-15',
      entry: { ...caseSettled, followedUpOn: undefined },
      raises: ['follow-up-overdue'],
    },
    {
      name: 'no bullying, nothing more to do',
      today: '2027-01-15',
      entry: {
        ...caseSettled,
        outcome: 'no-bullying',
        counselledOn: undefined,
        followedUpOn: undefined,
      },
      raises: [],
    },
    {
      name: 'settled before it was looked into',
      today: '2026-09-10',
      entry: { ...caseTaken, stage: 'settlement' },
      raises: ['stage-ahead-of-the-file'],
    },
    {
      name: 'one number, two files',
      today: '2026-09-10',
      entries: [caseTaken, { ...caseTaken, harmed: '张小月' }],
      raisesTogether: ['case-twice'],
    },
  ],
  'bullying-survey': [
    { name: 'every lead was looked into', today: '2026-11-01', entry: survey, raises: [] },
    {
      name: 'a lead lies about',
      today: '2026-10-01',
      entry: { ...survey, takenUp: 1 },
      raises: ['leads-left'],
    },
    { name: 'half a year is a term', today: '2027-03-20', entries: [survey], raisesTogether: [] },
    { name: 'and a day', today: '2027-03-21', entries: [survey], raisesTogether: ['survey-overdue'] },
  ],
  'parent-letter': [
    { name: 'signed and returned', today: '2026-07-01', entry: signed, raises: [] },
    {
      name: 'no receipt yet',
      today: '2026-07-01',
      entry: { ...signed, receipt: 'none', receivedOn: undefined, visitedOn: '2026-06-24' },
      raises: ['receipt-missing'],
    },
    {
      name: 'no receipt, and nobody called',
      today: '2026-06-28',
      entry: { ...signed, receipt: 'none', receivedOn: undefined },
      raises: ['receipt-missing', 'not-called-on'],
    },
    {
      name: 'two letters before the summer',
      today: '2026-07-01',
      unit: { pupils: 1 },
      entries: [signed, { ...signed, letter: '2026年春季防溺水', issuedOn: '2026-04-01' }],
      raisesTogether: [],
    },
    {
      name: 'one letter before the summer',
      today: '2026-07-01',
      unit: { pupils: 1 },
      entries: [signed, { ...signed, letter: '2026年寒假', issuedOn: '2026-01-10' }],
      raisesTogether: ['too-few-letters-before-summer'],
    },
    {
      name: 'everybody has the letter',
      today: '2026-06-30',
      unit: { pupils: 2 },
      entries: [signed, { ...signed, pupil: '王小虎' }],
      raisesTogether: [],
    },
    {
      name: 'somebody was forgotten, and somebody written down twice',
      today: '2026-06-30',
      unit: { pupils: 2 },
      entries: [signed, { ...signed, receipt: 'e-signed' }],
      raisesTogether: ['pupils-without-letter', 'pupil-twice'],
    },
  ],
  'building-survey': [
    { name: 'a building in order', today: '2026-09-10', entry: sound, raises: [] },
    { name: 'not looked at for half a year', today: '2027-02-26', entry: sound, raises: ['survey-overdue'] },
    {
      name: 'appraised five years and a day ago',
      today: '2031-08-02',
      entry: { ...sound, surveyedOn: '2031-07-25', appraisedOn: '2026-08-01' },
      raises: ['appraisal-due'],
    },
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
  'geohazard-point': [
    { name: 'a slope that is watched', today: '2026-09-10', entry: slope, raises: [] },
    {
      name: 'a slope nobody cares for',
      today: '2026-09-10',
      entry: {
        ...slope,
        ...{ monitor: undefined, surveyedOn: undefined, sign: false, escapeRoute: undefined },
      },
      raises: ['nobody-watches', 'never-surveyed-jointly', 'no-sign', 'no-way-out'],
    },
    { name: 'nobody went there for a month', today: '2026-10-02', entry: slope, raises: ['patrol-overdue'] },
    {
      name: 'last surveyed before the floods of last year',
      today: '2027-04-11',
      entry: { ...slope, patrolledOn: '2027-04-01' },
      raises: ['joint-survey-overdue'],
    },
    {
      name: 'taken down years ago',
      today: '2030-01-01',
      entry: { ...slope, state: 'cleared', monitor: undefined, surveyedOn: undefined },
      raises: [],
    },
    {
      name: 'one slope, two lines',
      today: '2026-09-10',
      entries: [slope, { ...slope, threatens: 200 }],
      raisesTogether: ['point-twice'],
    },
  ],
  'warning-log': [
    { name: 'read within the hour, and acted on', today: '2026-07-02', entry: storm, raises: [] },
    {
      name: 'exactly an hour is in time',
      today: '2026-07-02',
      entry: { ...storm, acknowledgedAt: '2026-07-02T02:00:00.000Z' },
      raises: [],
    },
    {
      name: 'read a minute late',
      today: '2026-07-02',
      entry: { ...storm, acknowledgedAt: '2026-07-02T02:01:00.000Z' },
      raises: ['acknowledged-late'],
    },
    {
      name: 'nobody read it, nobody acted',
      today: '2026-07-02',
      entry: {
        ...storm,
        ...{ acknowledgedBy: undefined, acknowledgedAt: undefined, measures: undefined },
      },
      raises: ['not-acknowledged', 'nothing-done'],
    },
    {
      name: 'a blue warning asks for no measures',
      today: '2026-07-02',
      entry: { ...storm, colour: 'blue', measures: undefined },
      raises: [],
    },
  ],
  cross: [
    {
      name: 'a pond patrolled every week of the summer',
      today: '2026-07-17',
      books: { 'water-spot-list': [{ ...pond, patrolledOn: '2026-07-10' }], 'water-patrol-log': [patrol] },
      raises: [],
    },
    {
      name: 'eight days without a patrol in July',
      today: '2026-07-18',
      books: { 'water-spot-list': [{ ...pond, patrolledOn: '2026-06-10' }], 'water-patrol-log': [patrol] },
      raises: ['water-not-patrolled'],
    },
    {
      name: 'in October once a month will do',
      today: '2026-10-01',
      books: { 'water-spot-list': [pond] },
      raises: [],
    },
    {
      name: 'a pond on the list, and patrols somewhere else',
      today: '2026-07-20',
      books: {
        'water-spot-list': [{ ...pond, name: '东河', patrolledOn: '2026-07-15' }],
        'water-patrol-log': [patrol],
      },
      raises: ['patrolled-but-not-listed'],
    },
  ],
} satisfies ExamplesOf<typeof priority>
