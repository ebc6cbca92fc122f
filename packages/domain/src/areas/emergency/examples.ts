import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { dutyRoster } from './duty-roster.ts'
import type { emergencyPlanList } from './emergency-plan-list.ts'
import type { emergency } from './index.ts'

const plan: BodyOf<typeof emergencyPlanList> = {
  title: '突发事件总体应急预案',
  kind: 'overall',
  edition: '第3版',
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
} satisfies ExamplesOf<typeof emergency>
