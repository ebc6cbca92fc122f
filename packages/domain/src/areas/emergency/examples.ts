import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { dutyRoster } from './duty-roster.ts'
import type { emergencyPlanList } from './emergency-plan-list.ts'
import type { incidentList } from './incident-list.ts'
import type { incidentReport } from './incident-report.ts'
import type { emergency } from './index.ts'
import type { rescueLinkList } from './rescue-link-list.ts'
import type { supplyList } from './supply-list.ts'
import type { teamList } from './team-list.ts'

const plan: BodyOf<typeof emergencyPlanList> = {
  title: '突发事件总体应急预案',
  kind: 'overall',
  edition: '第3版',
  reviewedOn: '2025-08-20',
  approvedOn: '2025-09-01',
  approvedBy: '赵国强',
}
const day: BodyOf<typeof dutyRoster> = {
  on: '2026-09-01',
  startsAt: '2026-08-31T16:00:00.000Z',
  endsAt: '2026-09-01T10:00:00.000Z',
  leader: '赵国强',
  onDuty: '孙伟',
  phone: '07300000000',
  handover: '一切正常',
}
const night: BodyOf<typeof dutyRoster> = {
  ...day,
  startsAt: '2026-09-01T10:00:00.000Z',
  endsAt: '2026-09-01T16:00:00.000Z',
  onDuty: '钱进',
}

const team: BodyOf<typeof teamList> = {
  name: '疏散引导组',
  task: 'evacuation',
  leader: '赵国强',
  leaderPhone: '13800000000',
  size: 12,
  members: '赵国强、孙伟、钱进等12人',
  duties: '每个楼梯口两人，集合点两人清点人数',
  trainedOn: '2026-09-01',
}
const kit: BodyOf<typeof supplyList> = {
  name: '急救箱',
  kind: 'first-aid',
  place: '医务室',
  quantity: 4,
  needed: 4,
  measure: '个',
  expiresOn: '2027-01-31',
  keeper: '周敏',
  checkedOn: '2026-09-01',
}
const police: BodyOf<typeof rescueLinkList> = {
  name: '东镇派出所',
  kind: 'police',
  dutyPhone: '110',
  contact: '吴警官',
  contactPhone: '13900000000',
  minutesAway: 6,
  agreedOn: '2026-03-01',
  agreedUntil: '2027-02-28',
  verifiedOn: '2026-09-01',
}
const fireStation: BodyOf<typeof rescueLinkList> = { ...police, name: '东镇消防站', kind: 'fire' }
const hospital: BodyOf<typeof rescueLinkList> = { ...police, name: '东镇卫生院', kind: 'hospital' }
const fall: BodyOf<typeof incidentList> = {
  title: '9月7日教学楼楼梯踩踏',
  kind: 'crush',
  happenedAt: '2026-09-07T02:00:00.000Z',
  place: '教学楼2楼东楼梯',
  headToldAt: '2026-09-07T02:05:00.000Z',
  course: '课间下楼时一名学生摔倒，后面的学生被绊倒',
  deaths: 0,
  seriouslyInjured: 1,
  injured: 3,
  measures: '拨打120送医，疏导其他学生，通知家长',
}
const first: BodyOf<typeof incidentReport> = {
  on: '2026-09-07',
  incident: '9月7日教学楼楼梯踩踏',
  stage: 'first',
  sentAt: '2026-09-07T03:05:00.000Z',
  sentTo: ['bureau', 'government'],
  sentBy: '赵国强',
  deaths: 0,
  seriouslyInjured: 1,
  injured: 3,
  covers: ['unit', 'time-and-place', 'course', 'casualties', 'loss', 'measures'],
  content: '课间楼梯踩踏，重伤1人、轻伤3人，均已送医',
}
const followUp: BodyOf<typeof incidentReport> = {
  ...first,
  on: '2026-09-10',
  stage: 'follow-up',
  sentAt: '2026-09-10T03:00:00.000Z',
  covers: ['casualties'],
  content: '伤者情况稳定',
}
const final: BodyOf<typeof incidentReport> = {
  ...first,
  on: '2026-09-20',
  stage: 'final',
  sentAt: '2026-09-20T03:00:00.000Z',
  content: '伤者痊愈返校，已实行错峰下楼、楼梯值守',
}
const outbreak: BodyOf<typeof incidentList> = {
  ...fall,
  title: '9月7日食物中毒',
  kind: 'public-health',
  place: '食堂',
  course: '午餐后多名学生呕吐',
}

export const emergencyExamples = {
  'emergency-plan-list': [
    { name: 'approved last year', today: '2026-09-10', entry: plan, raises: [] },
    {
      name: 'a draft nobody signed',
      today: '2026-09-10',
      entry: { ...plan, approvedOn: undefined },
      raises: ['not-approved'],
    },
    {
      name: 'signed first and reviewed later',
      today: '2026-09-10',
      entry: { ...plan, reviewedOn: '2025-09-02' },
      raises: ['approved-without-review'],
    },
    {
      name: 'a plan from before reviews were kept',
      today: '2026-09-10',
      version: 1,
      body: { ...plan, reviewedOn: undefined },
    },
    {
      name: 'a new building, and the old plan',
      today: '2026-09-10',
      entry: { ...plan, changedOn: '2026-08-15', changed: ['risk'] },
      raises: ['revision-due'],
    },
    {
      name: 'revised after the change',
      today: '2026-09-10',
      entry: { ...plan, changedOn: '2026-08-15', approvedOn: '2026-08-20' },
      raises: [],
    },
    {
      name: 'nobody has looked at it for three years and a day',
      today: '2028-09-02',
      entry: plan,
      raises: ['evaluation-overdue'],
    },
    {
      name: 'special plans alone',
      today: '2026-09-10',
      entries: [{ ...plan, kind: 'special', title: '消防应急预案' }],
      raisesTogether: ['no-overall-plan'],
    },
  ],
  'duty-roster': [
    { name: 'a shift with its leader', today: '2026-09-01', entry: day, raises: [] },
    {
      name: 'nobody leads',
      today: '2026-09-01',
      entry: { ...day, leader: undefined },
      raises: ['no-duty-leader'],
    },
    {
      name: 'round the clock',
      today: '2026-09-01',
      unit: { openFrom: '2026-09-01' },
      entries: [night, day],
      raisesTogether: [],
    },
    {
      name: 'two hours in the evening nobody was there',
      today: '2026-09-01',
      unit: { openFrom: '2026-09-01' },
      entries: [day, { ...night, startsAt: '2026-09-01T12:00:00.000Z' }],
      raisesTogether: ['nobody-on-duty'],
    },
    {
      name: 'a second day without a roster',
      today: '2026-09-02',
      unit: { openFrom: '2026-09-01' },
      entries: [day, night],
      raisesTogether: ['nobody-on-duty'],
    },
    {
      name: 'the night went home without a word',
      today: '2026-09-02',
      unit: { openFrom: '2026-09-01', openUntil: '2026-09-01' },
      entries: [day, { ...night, handover: undefined }],
      raisesTogether: ['no-handover'],
    },
    {
      name: 'the shift is not over yet',
      today: '2026-09-01',
      unit: { openFrom: '2026-09-01' },
      entries: [day, { ...night, handover: undefined }],
      raisesTogether: [],
    },
  ],
  'team-list': [
    { name: 'trained this term', today: '2027-03-01', entry: team, raises: [] },
    {
      name: 'a team on paper',
      today: '2026-09-10',
      entry: { ...team, leaderPhone: undefined, duties: undefined, size: 1, trainedOn: undefined },
      raises: ['no-leader', 'no-division-of-work', 'too-few', 'never-trained'],
    },
    {
      name: 'half a year and a day after the training',
      today: '2027-03-02',
      entry: team,
      raises: ['training-overdue'],
    },
    {
      name: 'everybody leads out, nobody gives first aid, calls or guards',
      today: '2026-09-10',
      entries: [team],
      raisesTogether: ['team-missing', 'team-missing', 'team-missing'],
    },
    {
      name: 'the four teams every plan needs, one of them twice',
      today: '2026-09-10',
      entries: [
        team,
        team,
        { ...team, name: '救护组', task: 'first-aid' },
        { ...team, name: '联络组', task: 'liaison' },
        { ...team, name: '警戒组', task: 'security' },
      ],
      raisesTogether: ['team-twice'],
    },
    { name: 'nothing is entered yet', today: '2026-09-10', entries: [], raisesTogether: [] },
  ],
  'supply-list': [
    { name: 'four kits, good until January', today: '2027-01-31', entry: kit, raises: [] },
    { name: 'past their date', today: '2027-02-01', entry: kit, raises: ['expired'] },
    {
      name: 'used up: nothing is left that could expire',
      today: '2027-02-01',
      entry: { ...kit, quantity: 0 },
      raises: ['too-little'],
    },
    {
      name: 'one kit too few, and nobody to ask',
      today: '2026-09-10',
      entry: { ...kit, quantity: 3, keeper: undefined },
      raises: ['too-little', 'no-keeper'],
    },
    {
      name: 'a torch does not expire, but is looked at every half year',
      today: '2027-03-02',
      entry: { ...kit, name: '手电筒', kind: 'lighting', needed: undefined, expiresOn: undefined },
      raises: ['check-overdue'],
    },
    {
      name: 'two batches with two dates, one of them twice',
      today: '2026-09-10',
      entries: [kit, kit, { ...kit, expiresOn: '2028-01-31' }],
      raisesTogether: ['supply-twice'],
    },
  ],
  'rescue-link-list': [
    { name: 'an agreement that holds', today: '2027-02-28', entry: police, raises: [] },
    { name: 'it has run out', today: '2027-03-01', entry: police, raises: ['agreement-ran-out'] },
    {
      name: 'no agreement, and nobody has tried the number',
      today: '2027-03-02',
      entry: { ...police, agreedOn: undefined, agreedUntil: undefined },
      raises: ['no-agreement', 'numbers-not-tried'],
    },
    {
      name: 'the water works need no agreement',
      today: '2026-09-10',
      entry: { ...police, name: '自来水公司', kind: 'utility', agreedOn: undefined, agreedUntil: undefined },
      raises: [],
    },
    {
      name: 'police, fire station and hospital',
      today: '2026-09-10',
      entries: [police, fireStation, hospital],
      raisesTogether: [],
    },
    {
      name: 'the police twice, and no fire station',
      today: '2026-09-10',
      entries: [police, police, hospital],
      raisesTogether: ['link-missing', 'link-twice'],
    },
  ],
  'incident-list': [
    { name: 'the head knew after five minutes', today: '2026-09-07', entry: fall, raises: [] },
    {
      name: 'nobody wrote down when the head knew, or what was done',
      today: '2026-09-07',
      entry: { ...fall, headToldAt: undefined, measures: undefined },
      raises: ['head-not-told', 'nothing-done'],
    },
    {
      name: 'closed, and nothing learnt',
      today: '2026-09-21',
      entry: { ...fall, closedOn: '2026-09-20' },
      raises: ['closed-without-lessons'],
    },
    {
      name: 'closed with its lessons',
      today: '2026-09-21',
      entry: { ...fall, closedOn: '2026-09-20', lessons: '错峰下楼，课间楼梯值守' },
      raises: [],
    },
    {
      name: 'one incident, entered twice',
      today: '2026-09-07',
      entries: [fall, { ...fall, injured: 4 }, outbreak],
      raisesTogether: ['title-twice'],
    },
  ],
  'incident-report': [
    { name: 'a first report that says everything', today: '2026-09-07', entry: first, raises: [] },
    { name: 'a follow-up says what is new', today: '2026-09-10', entry: followUp, raises: [] },
    {
      name: 'a first report to the police alone, without numbers',
      today: '2026-09-07',
      entry: { ...first, sentTo: ['police'], covers: ['unit', 'time-and-place', 'course'] },
      raises: ['report-incomplete', 'bureau-not-told'],
    },
    {
      name: 'first, follow-up, final',
      today: '2026-09-20',
      entries: [final, first, followUp],
      raisesTogether: [],
    },
    {
      name: 'a follow-up after the final report',
      today: '2026-09-25',
      entries: [first, final, { ...followUp, on: '2026-09-21', sentAt: '2026-09-21T03:00:00.000Z' }],
      raisesTogether: ['stages-out-of-order'],
    },
    {
      name: 'the first report is missing',
      today: '2026-09-20',
      entries: [followUp, final],
      raisesTogether: ['stages-out-of-order'],
    },
  ],
  cross: [
    {
      name: 'reported within the hour',
      today: '2026-09-08',
      books: { 'incident-list': [fall], 'incident-report': [first] },
      raises: [],
    },
    {
      name: 'reported a minute after the hour',
      today: '2026-09-08',
      books: {
        'incident-list': [fall],
        'incident-report': [{ ...first, sentAt: '2026-09-07T03:05:01.000Z' }],
      },
      raises: ['reported-late'],
    },
    {
      name: 'what concerns public health has two hours',
      today: '2026-09-08',
      books: {
        'incident-list': [outbreak],
        'incident-report': [{ ...first, incident: '9月7日食物中毒', sentAt: '2026-09-07T04:05:00.000Z' }],
      },
      raises: [],
    },
    {
      name: 'nobody has told the head, so the hour runs from when it happened',
      today: '2026-09-08',
      books: {
        'incident-list': [{ ...fall, headToldAt: undefined }],
        'incident-report': [first],
      },
      raises: ['reported-late'],
    },
    {
      name: 'not reported, and the day is over',
      today: '2026-09-08',
      books: { 'incident-list': [fall] },
      raises: ['not-reported'],
    },
    {
      name: 'not reported yet, the day is not over',
      today: '2026-09-07',
      books: { 'incident-list': [fall] },
      raises: [],
    },
    {
      name: 'somebody died of it on the thirtieth day, and the numbers were not sent again',
      today: '2026-10-07',
      books: {
        'incident-list': [{ ...fall, deaths: 1, seriouslyInjured: 0, casualtiesChangedOn: '2026-10-07' }],
        'incident-report': [first, final],
      },
      raises: ['change-not-reported'],
    },
    {
      name: 'on the thirty-first it is no longer a change of this accident',
      today: '2026-10-08',
      books: {
        'incident-list': [{ ...fall, deaths: 1, seriouslyInjured: 0, casualtiesChangedOn: '2026-10-08' }],
        'incident-report': [first, final],
      },
      raises: [],
    },
    {
      name: 'after a fire the seventh day is the last',
      today: '2026-09-15',
      books: {
        'incident-list': [{ ...fall, kind: 'fire', injured: 4, casualtiesChangedOn: '2026-09-15' }],
        'incident-report': [first, followUp],
      },
      raises: [],
    },
    {
      name: 'the new numbers were sent',
      today: '2026-09-10',
      books: {
        'incident-list': [{ ...fall, injured: 4, casualtiesChangedOn: '2026-09-10' }],
        'incident-report': [first, { ...followUp, injured: 4 }],
      },
      raises: [],
    },
    {
      name: 'a week of silence after the follow-up',
      today: '2026-09-18',
      books: { 'incident-list': [fall], 'incident-report': [first, followUp] },
      raises: ['follow-up-overdue'],
    },
    {
      name: 'a month on, and no final report',
      today: '2026-10-08',
      books: { 'incident-list': [fall], 'incident-report': [first, followUp] },
      raises: ['final-report-overdue', 'follow-up-overdue'],
    },
    {
      name: 'everything was said',
      today: '2026-12-31',
      books: { 'incident-list': [fall], 'incident-report': [first, followUp, final] },
      raises: [],
    },
    {
      name: 'a report about something nobody listed',
      today: '2026-09-08',
      books: { 'incident-list': [], 'incident-report': [first] },
      raises: ['reported-but-not-listed'],
    },
  ],
} satisfies ExamplesOf<typeof emergency>
