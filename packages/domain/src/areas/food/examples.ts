import type { ExamplesOf } from '../../kernel/example.ts'
import { canteenExamples, delivery, handler, handlerCheck, supplier } from './canteen-examples.ts'
import { check, healthExamples, ill } from './health-examples.ts'
import type { food } from './index.ts'

const shared = { on: '2026-09-01', meal: 'lunch', leader: '王建国', satisfactory: true } as const
const sample = {
  on: '2026-09-01',
  meal: 'lunch',
  dish: '青椒肉丝',
  dishesServed: 1,
  grams: 125,
  refrigerated: true,
  sampledAt: '2026-09-01T03:40:00.000Z',
  sampledBy: '刘芳',
} as const
const days = ['2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-07'] as const
const washed = {
  on: '2026-09-01',
  what: 'tableware',
  place: '学生食堂',
  method: 'steam',
  minutes: 20,
  doneBy: '刘芳',
} as const

export const foodExamples = {
  ...canteenExamples,
  ...healthExamples,
  'shared-meal-log': [
    { name: 'a good lunch', today: '2026-09-01', entry: shared, raises: [] },
    {
      name: 'too salty, and nobody said what came of it',
      today: '2026-09-01',
      entry: { ...shared, satisfactory: false, problem: '菜偏咸' },
      raises: ['problem-not-handled'],
    },
    {
      name: 'too salty, and the cook was told',
      today: '2026-09-01',
      entry: { ...shared, satisfactory: false, problem: '菜偏咸', handling: '已告知厨师长调整' },
      raises: [],
    },
    {
      name: 'nobody ate on Wednesday',
      today: '2026-09-04',
      unit: { openFrom: '2026-09-01' },
      entries: [shared, { ...shared, on: '2026-09-03' }],
      raisesTogether: ['day-without-shared-meal'],
    },
    {
      name: 'a whole month with the same companion',
      today: '2026-10-01',
      unit: { openUntil: '2026-09-07', openFrom: '2026-09-01' },
      entries: days.map(on => ({ ...shared, on })),
      raisesTogether: ['same-leader-all-month'],
    },
    {
      name: 'the month is not over: others may still take their turn',
      today: '2026-09-08',
      unit: { openFrom: '2026-09-01' },
      entries: days.map(on => ({ ...shared, on })),
      raisesTogether: [],
    },
  ],
  'sample-retention-log': [
    { name: '125 grams, cooled', today: '2026-09-01', entry: sample, raises: [] },
    {
      name: 'one gram short',
      today: '2026-09-01',
      entry: { ...sample, grams: 124 },
      raises: ['sample-too-small'],
    },
    { name: 'one gram more', today: '2026-09-01', entry: { ...sample, grams: 126 }, raises: [] },
    {
      name: 'thrown away after 48 hours to the minute',
      today: '2026-09-03',
      entry: { ...sample, discardedAt: '2026-09-03T03:40:00.000Z' },
      raises: [],
    },
    {
      name: 'thrown away a minute before 48 hours',
      today: '2026-09-03',
      entry: { ...sample, discardedAt: '2026-09-03T03:39:00.000Z' },
      raises: ['sample-discarded-early'],
    },
    {
      name: 'left on the table',
      today: '2026-09-01',
      entry: { ...sample, refrigerated: false },
      raises: ['sample-not-refrigerated'],
    },
    {
      name: 'three dishes, two samples',
      today: '2026-09-02',
      entries: [
        { ...sample, dishesServed: 3 },
        { ...sample, dishesServed: 3, dish: '番茄炒蛋' },
      ],
      raisesTogether: ['dish-without-sample'],
    },
  ],
  cross: [
    {
      name: 'dinner was cooked and nobody sat down to it',
      today: '2026-09-02',
      books: {
        'shared-meal-log': [shared],
        'sample-retention-log': [sample, { ...sample, meal: 'dinner' }],
        'disinfection-log': [washed],
      },
      raises: ['meal-without-leader'],
    },
    {
      name: 'today’s lunch may still be entered',
      today: '2026-09-01',
      books: { 'sample-retention-log': [sample] },
      raises: [],
    },
    {
      name: 'somebody ate and nobody kept a sample',
      today: '2026-09-02',
      books: { 'shared-meal-log': [shared], 'disinfection-log': [washed] },
      raises: ['meal-without-samples'],
    },
    {
      name: 'bowls were washed for lunch and not for dinner',
      today: '2026-09-02',
      books: {
        'shared-meal-log': [shared, { ...shared, meal: 'dinner' }],
        'sample-retention-log': [sample, { ...sample, meal: 'dinner' }],
        'disinfection-log': [{ ...washed, meal: 'lunch' }],
      },
      raises: ['meal-without-clean-tableware'],
    },
    {
      name: 'a certificate good for Tuesday only, and a stranger in the kitchen',
      today: '2026-09-02',
      books: {
        'food-handler-list': [{ ...handler, certificateUntil: '2026-09-01' }],
        'handler-morning-check-log': [
          handlerCheck,
          { ...handlerCheck, on: '2026-09-02' },
          { ...handlerCheck, on: '2026-09-02', handler: '陈小英' },
          { ...handlerCheck, on: '2026-09-02', handler: '谭小梅', admitted: false },
        ],
      },
      raises: ['worked-without-certificate', 'worked-without-certificate'],
    },
    {
      name: 'rice from a shop that is known, oil from one that is not',
      today: '2026-09-02',
      books: {
        'supplier-list': [supplier],
        'delivery-log': [delivery, { ...delivery, supplier: '路边小店', goods: '食用油' }],
      },
      raises: ['bought-from-stranger'],
    },
    {
      name: 'two are ill and one has a line',
      today: '2026-09-02',
      books: {
        'morning-check-log': [{ ...check, present: 43, absentIll: 2 }],
        'sick-leave-log': [ill],
      },
      raises: ['ill-and-not-entered'],
    },
    {
      name: 'as many lines as pupils who are ill',
      today: '2026-09-03',
      books: {
        'morning-check-log': [check, { ...check, on: '2026-09-02' }],
        'sick-leave-log': [ill],
      },
      raises: [],
    },
  ],
} satisfies ExamplesOf<typeof food>
