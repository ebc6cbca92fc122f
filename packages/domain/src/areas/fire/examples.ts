import type { ExamplesOf } from '../../kernel/example.ts'
import type { fire } from './index.ts'

const healthy = {
  number: 'A-201',
  location: '教学楼2层东',
  type: 'powder',
  madeOn: '2024-03-10',
  lastCheckedOn: '2026-09-01',
  gauge: 'green',
} as const
const clear = {
  on: '2026-09-01',
  round: 'day',
  place: '教学楼东侧楼梯',
  state: 'clear',
  patrolledBy: '李明',
} as const

export const fireExamples = {
  'extinguisher-ledger': [
    { name: 'a healthy extinguisher', today: '2026-09-10', entry: healthy, raises: [] },
    { name: 'nobody looked since summer', today: '2026-10-02', entry: healthy, raises: ['check-overdue'] },
    {
      name: 'in a boiler room it is looked at every half month',
      today: '2026-09-17',
      entry: { ...healthy, damp: true },
      raises: ['check-overdue'],
    },
    {
      name: 'dry powder waits five years for its first service',
      today: '2026-09-10',
      entry: { ...healthy, madeOn: '2021-09-09' },
      raises: ['service-overdue'],
    },
    {
      name: 'a water-based one waits three years, then one',
      today: '2026-09-10',
      entry: { ...healthy, type: 'water', madeOn: '2021-09-10', lastServicedOn: '2025-09-09' },
      raises: ['service-overdue'],
    },
    {
      name: 'serviced, but too old',
      today: '2026-09-10',
      entry: { ...healthy, madeOn: '2016-09-09', lastServicedOn: '2026-03-01' },
      raises: ['past-scrap-date'],
    },
    {
      name: 'the needle is in the red',
      today: '2026-09-10',
      entry: { ...healthy, gauge: 'red' },
      raises: ['pressure-wrong'],
    },
    {
      name: 'two bottles with one number',
      today: '2026-09-10',
      entries: [healthy, { ...healthy, location: '食堂' }, { ...healthy, number: 'A-202' }],
      raisesTogether: ['number-twice'],
    },
  ],
  'exit-patrol-log': [
    { name: 'all clear', today: '2026-09-10', entry: clear, raises: [] },
    {
      name: 'a locked exit',
      today: '2026-09-10',
      entry: { ...clear, state: 'locked' },
      raises: ['route-not-clear', 'no-picture'],
    },
    {
      name: 'a blocked route cleared on the spot',
      today: '2026-09-10',
      entry: { ...clear, state: 'blocked', putRight: true },
      raises: ['no-picture'],
    },
    {
      name: 'nobody walked on Wednesday; today is not over yet',
      today: '2026-09-04',
      unit: { openFrom: '2026-09-01' },
      entries: [clear, { ...clear, on: '2026-09-03' }],
      raisesTogether: ['day-without-patrol'],
    },
    {
      name: 'a boarding school walks at night too',
      today: '2026-09-02',
      unit: { openFrom: '2026-09-01', boarding: true },
      entries: [clear],
      raisesTogether: ['night-without-patrol'],
    },
  ],
} satisfies ExamplesOf<typeof fire>
