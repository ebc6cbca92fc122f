import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { disinfectionLog } from './disinfection-log.ts'
import type { food } from './index.ts'
import type { isolationRoomList } from './isolation-room-list.ts'
import type { morningCheckLog } from './morning-check-log.ts'
import type { outbreakReportLog } from './outbreak-report-log.ts'
import type { sickLeaveLog } from './sick-leave-log.ts'
import type { vaccinationCheckList } from './vaccination-check-list.ts'

export const check: BodyOf<typeof morningCheckLog> = {
  on: '2026-09-01',
  round: 'morning',
  schoolClass: '七年级1班',
  expected: 45,
  present: 44,
  absentIll: 1,
  absentOther: 0,
  unwell: 0,
  checkedBy: '吴小丽',
}
export const ill: BodyOf<typeof sickLeaveLog> = {
  on: '2026-09-01',
  schoolClass: '七年级1班',
  pupil: '王小明',
  syndrome: 'fever',
  absent: true,
  tracedOn: '2026-09-01',
  tracedBy: '吴小丽',
}
const aired: BodyOf<typeof disinfectionLog> = {
  on: '2026-09-01',
  what: 'classroom',
  place: '教学楼各班',
  method: 'airing',
  minutes: 30,
  doneBy: '吴小丽',
}
const pupil: BodyOf<typeof vaccinationCheckList> = {
  schoolClass: '一年级1班',
  pupil: '李小红',
  checkedOn: '2026-09-01',
  result: 'complete',
}
const report: BodyOf<typeof outbreakReportLog> = {
  on: '2026-09-03',
  kind: 'cluster',
  foundAt: '2026-09-03T01:00:00.000Z',
  reportedAt: '2026-09-04T01:00:00.000Z',
  reportedTo: ['disease-control', 'bureau'],
  reportedBy: '赵国强',
  place: '七年级1班',
  cases: 5,
  content: '七年级1班3日内发热学生5人',
}
const room: BodyOf<typeof isolationRoomList> = {
  place: '综合楼1层东',
  keeper: '吴小丽',
  apart: true,
  stocked: true,
  checkedOn: '2026-09-01',
}

/** Pupils of one class who fell ill on a day. */
const illOn = (on: BodyOf<typeof sickLeaveLog>['on'], ...names: readonly string[]) =>
  names.map(name => ({ ...ill, on, tracedOn: on, pupil: name }))

export const healthExamples = {
  'disinfection-log': [
    { name: 'windows open for half an hour', today: '2026-09-02', entry: aired, raises: [] },
    {
      name: 'bowls left by the window',
      today: '2026-09-02',
      entry: { ...aired, what: 'tableware', place: '学生食堂' },
      raises: ['tableware-only-aired'],
    },
    {
      name: 'too weak, and that was that',
      today: '2026-09-02',
      entry: { ...aired, method: 'chemical', satisfactory: false },
      raises: ['not-done-again'],
    },
    {
      name: 'too weak, and done again',
      today: '2026-09-02',
      entry: { ...aired, method: 'chemical', satisfactory: false, handling: '当日重新消毒' },
      raises: [],
    },
    {
      name: 'bowls on Wednesday, no classroom',
      today: '2026-09-03',
      unit: { openFrom: '2026-09-01' },
      entries: [aired, { ...aired, on: '2026-09-02', what: 'tableware', method: 'steam' }],
      raisesTogether: ['day-without-airing'],
    },
  ],
  'morning-check-log': [
    { name: 'one pupil ill at home', today: '2026-09-01', entry: check, raises: [] },
    {
      name: 'one pupil nobody can account for',
      today: '2026-09-01',
      entry: { ...check, present: 43 },
      raises: ['counts-differ'],
    },
    {
      name: 'a fever, and not a word of it',
      today: '2026-09-01',
      entry: { ...check, unwell: 1 },
      raises: ['unwell-not-handled'],
    },
    {
      name: 'every class morning and noon',
      today: '2026-09-02',
      unit: { openFrom: '2026-09-01' },
      entries: [check, { ...check, round: 'noon' }],
      raisesTogether: [],
    },
    {
      name: 'a second class was left out at noon, and all on Wednesday',
      today: '2026-09-03',
      unit: { openFrom: '2026-09-01' },
      entries: [check, { ...check, round: 'noon' }, { ...check, schoolClass: '七年级2班' }],
      raisesTogether: ['class-not-checked', 'class-not-checked'],
    },
    {
      name: 'boarders went to bed unchecked',
      today: '2026-09-02',
      unit: { openFrom: '2026-09-01', boarding: true },
      entries: [check, { ...check, round: 'noon' }],
      raisesTogether: ['boarders-not-checked'],
    },
    {
      name: 'nobody is checked in an empty school',
      today: '2026-09-07',
      unit: { openFrom: '2026-09-05' },
      entries: [],
      raisesTogether: [],
    },
  ],
  'sick-leave-log': [
    { name: 'a cold, and the parents were called', today: '2026-09-02', entry: ill, raises: [] },
    {
      name: 'chickenpox, and nobody was told',
      today: '2026-09-02',
      entry: { ...ill, syndrome: 'rash', infectious: 'confirmed' },
      raises: ['infection-not-reported'],
    },
    {
      name: 'chickenpox, reported, and back without a certificate',
      today: '2026-09-12',
      entry: {
        ...ill,
        syndrome: 'rash',
        infectious: 'confirmed',
        reportedOn: '2026-09-01',
        returnedOn: '2026-09-10',
      },
      raises: ['returned-without-certificate'],
    },
    {
      name: 'back with a certificate',
      today: '2026-09-15',
      entry: {
        ...ill,
        syndrome: 'rash',
        infectious: 'confirmed',
        reportedOn: '2026-09-01',
        returnedOn: '2026-09-15',
        certificateSeen: true,
      },
      raises: [],
    },
    {
      name: 'two of a class on one day are no cluster',
      today: '2026-09-02',
      entries: illOn('2026-09-01', '王小明', '李小红'),
      raisesTogether: [],
    },
    {
      name: 'three of a class on one day',
      today: '2026-09-02',
      entries: illOn('2026-09-01', '王小明', '李小红', '赵小刚'),
      raisesTogether: ['cluster-not-reported'],
    },
    {
      name: 'three on one day with different signs',
      today: '2026-09-02',
      entries: illOn('2026-09-01', '王小明', '李小红', '赵小刚').map((each, at) =>
        at === 0 ? { ...each, syndrome: 'stomach' as const } : each,
      ),
      raisesTogether: [],
    },
    {
      name: 'five within three days',
      today: '2026-09-04',
      entries: [
        ...illOn('2026-09-01', '王小明', '李小红'),
        ...illOn('2026-09-02', '赵小刚'),
        ...illOn('2026-09-03', '孙小军', '周小燕'),
      ],
      raisesTogether: ['cluster-not-reported'],
    },
    {
      name: 'five within four days',
      today: '2026-09-05',
      entries: [
        ...illOn('2026-09-01', '王小明', '李小红'),
        ...illOn('2026-09-02', '赵小刚'),
        ...illOn('2026-09-04', '孙小军', '周小燕'),
      ],
      raisesTogether: [],
    },
    {
      name: 'three of a dormitory room, each from another class',
      today: '2026-09-02',
      entries: illOn('2026-09-01', '王小明', '李小红', '赵小刚').map((each, at) => ({
        ...each,
        dormitory: '男生楼201',
        schoolClass: `七年级${at + 1}班`,
      })),
      raisesTogether: ['cluster-not-reported'],
    },
    {
      name: 'a cluster, reported the same day',
      today: '2026-09-02',
      entries: illOn('2026-09-01', '王小明', '李小红', '赵小刚').map(each => ({
        ...each,
        reportedOn: '2026-09-01' as const,
      })),
      raisesTogether: [],
    },
    {
      name: 'seven within a week, two at most a day',
      today: '2026-09-10',
      entries: [
        ...illOn('2026-09-01', '王小明', '李小红'),
        ...illOn('2026-09-03', '赵小刚', '孙小军'),
        ...illOn('2026-09-05', '周小燕', '吴小兰'),
        ...illOn('2026-09-07', '郑小华'),
      ],
      raisesTogether: ['cluster-in-a-week'],
    },
    {
      name: 'nobody called for two days; one line twice',
      today: '2026-09-03',
      entries: [{ ...ill, tracedOn: undefined }, ill],
      raisesTogether: ['not-followed-up', 'case-twice'],
    },
    {
      name: 'the next day is still in time for a call',
      today: '2026-09-02',
      entries: [{ ...ill, tracedOn: undefined }],
      raisesTogether: [],
    },
  ],
  'outbreak-report-log': [
    { name: 'reported within a day to the minute', today: '2026-09-10', entry: report, raises: [] },
    {
      name: 'a minute after a day',
      today: '2026-09-10',
      entry: { ...report, reportedAt: '2026-09-04T01:01:00.000Z' },
      raises: ['reported-late'],
    },
    {
      name: 'the bureau heard of it, disease control did not',
      today: '2026-09-10',
      entry: { ...report, reportedTo: ['bureau'] },
      raises: ['not-reported'],
    },
    {
      name: 'an emergency, after two hours to the minute',
      today: '2026-09-10',
      entry: { ...report, kind: 'emergency', reportedAt: '2026-09-03T03:00:00.000Z' },
      raises: [],
    },
    {
      name: 'an emergency, a minute later',
      today: '2026-09-10',
      entry: { ...report, kind: 'emergency', reportedAt: '2026-09-03T03:01:00.000Z' },
      raises: ['emergency-reported-late'],
    },
    {
      name: 'many were sick after lunch, and the pots were washed',
      today: '2026-09-10',
      entry: { ...report, kind: 'food-poisoning', place: '学生食堂' },
      raises: ['evidence-not-kept'],
    },
    {
      name: 'closed without a word',
      today: '2026-09-20',
      entry: { ...report, closedOn: '2026-09-15' },
      raises: ['no-follow-up'],
    },
  ],
  'isolation-room-list': [
    { name: 'a room that is ready', today: '2026-09-10', entry: room, raises: [] },
    {
      name: 'a corner of the office without a thermometer',
      today: '2026-09-10',
      entry: { ...room, apart: false, stocked: false },
      raises: ['not-fit', 'not-stocked'],
    },
    { name: 'nobody looked for a month', today: '2026-10-02', entry: room, raises: ['check-overdue'] },
  ],
  'vaccination-check-list': [
    { name: 'all vaccinations in place', today: '2026-09-10', entry: pupil, raises: [] },
    {
      name: 'no certificate, and nobody was told',
      today: '2026-09-10',
      entry: { ...pupil, result: 'no-certificate' },
      raises: ['not-reported'],
    },
    {
      name: 'reported, and still not made up for at New Year',
      today: '2027-01-01',
      entry: { ...pupil, result: 'incomplete', reportedOn: '2026-09-02' },
      raises: ['not-made-up'],
    },
    {
      name: 'made up for',
      today: '2027-01-01',
      entry: { ...pupil, result: 'incomplete', madeUpOn: '2026-10-20' },
      raises: [],
    },
    {
      name: 'one pupil, two lines',
      today: '2026-09-10',
      entries: [pupil, { ...pupil, checkedOn: '2026-09-02' }],
      raisesTogether: ['pupil-twice'],
    },
  ],
} satisfies Pick<
  ExamplesOf<typeof food>,
  | 'disinfection-log'
  | 'isolation-room-list'
  | 'morning-check-log'
  | 'outbreak-report-log'
  | 'sick-leave-log'
  | 'vaccination-check-list'
>
