import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { brightKitchenCameras } from './bright-kitchen-cameras.ts'
import type { canteenLicence } from './canteen-licence.ts'
import type { canteenSelfCheckLog } from './canteen-self-check-log.ts'
import type { deliveryLog } from './delivery-log.ts'
import type { foodHandlerList } from './food-handler-list.ts'
import type { handlerMorningCheckLog } from './handler-morning-check-log.ts'
import type { food } from './index.ts'
import type { mealCommitteeLog } from './meal-committee-log.ts'
import type { supplierList } from './supplier-list.ts'

const licence: BodyOf<typeof canteenLicence> = {
  canteen: '学生食堂',
  licenceNumber: 'JY34306230012345',
  validUntil: '2028-05-31',
  mode: 'own',
  leader: '黄志明',
  diners: 850,
  scopeFits: true,
  displayed: true,
}
export const handler: BodyOf<typeof foodHandlerList> = {
  name: '刘芳',
  post: 'cook',
  touchesFood: true,
  certificate: '4306230026001',
  certificateUntil: '2027-03-10',
  taughtOn: '2026-08-28',
}
export const handlerCheck: BodyOf<typeof handlerMorningCheckLog> = {
  on: '2026-09-01',
  handler: '刘芳',
  symptoms: [],
  clean: true,
  admitted: true,
  checkedBy: '黄志明',
}
export const supplier: BodyOf<typeof supplierList> = {
  name: '东镇粮油店',
  creditCode: '91350100M000100Y43',
  supplies: '米面粮油',
  licenceNumber: 'JY14306230054321',
  licenceUntil: '2027-12-31',
  contractUntil: '2027-07-15',
  leader: '马德福',
  phone: '13800000004',
}
export const delivery: BodyOf<typeof deliveryLog> = {
  on: '2026-09-01',
  supplier: '东镇粮油店',
  kind: 'packaged',
  goods: '大米',
  amount: 200,
  unit: 'kilogram',
  batch: '20260801',
  goodUntil: '2026-09-01',
  papersSeen: true,
  soundToSenses: true,
  accepted: true,
  receivedBy: '黄志明',
}
const camera: BodyOf<typeof brightKitchenCameras> = {
  number: 'C-01',
  canteen: '学生食堂',
  spot: 'cooking',
  online: true,
  clear: true,
  shown: true,
  checkedOn: '2026-09-08',
}
const selfCheck: BodyOf<typeof canteenSelfCheckLog> = {
  on: '2026-09-02',
  kind: 'weekly',
  checkedBy: '黄志明',
  published: true,
}
const meeting: BodyOf<typeof mealCommitteeLog> = {
  on: '2026-09-10',
  kind: 'meeting',
  chair: '王建国',
  staff: 3,
  parents: 5,
  pupils: 4,
  opinions: '增加蔬菜品种',
  answer: '自下周起每餐两样蔬菜',
}

export const canteenExamples = {
  'canteen-licence': [
    { name: 'a licence in order', today: '2026-09-10', entry: licence, raises: [] },
    {
      name: 'cooking on without a licence',
      today: '2028-06-01',
      entry: licence,
      raises: ['licence-expired'],
    },
    {
      name: 'cold dishes nobody allowed, the licence in a drawer',
      today: '2026-09-10',
      entry: { ...licence, scopeFits: false, displayed: false },
      raises: ['scope-exceeded', 'not-displayed'],
    },
    {
      name: 'run by somebody, and nobody says by whom',
      today: '2026-09-10',
      entry: { ...licence, mode: 'contracted' },
      raises: ['contracted-out', 'operator-unknown'],
    },
    {
      name: 'one canteen, two lines',
      today: '2026-09-10',
      entries: [licence, { ...licence, licenceNumber: 'JY34306230012346' }],
      raisesTogether: ['canteen-twice'],
    },
  ],
  'food-handler-list': [
    { name: 'a cook with her certificate', today: '2026-09-10', entry: handler, raises: [] },
    {
      name: 'a cook without one',
      today: '2026-09-10',
      entry: { ...handler, certificate: undefined, certificateUntil: undefined },
      raises: ['no-certificate'],
    },
    {
      name: 'who keeps the store needs none',
      today: '2026-09-10',
      entry: {
        ...handler,
        post: 'store',
        touchesFood: false,
        certificate: undefined,
        certificateUntil: undefined,
      },
      raises: [],
    },
    { name: 'the certificate ran out', today: '2027-03-11', entry: handler, raises: ['certificate-expired'] },
    {
      name: 'left before it ran out',
      today: '2027-03-11',
      entry: { ...handler, leftOn: '2027-01-15' },
      raises: [],
    },
    {
      name: 'not trained for a year and a day',
      today: '2026-09-10',
      entry: { ...handler, taughtOn: '2025-09-09' },
      raises: ['training-overdue'],
    },
    {
      name: 'two people with one certificate',
      today: '2026-09-10',
      entries: [handler, { ...handler, name: '陈小英' }],
      raisesTogether: ['certificate-twice'],
    },
  ],
  'handler-morning-check-log': [
    { name: 'well and clean', today: '2026-09-01', entry: handlerCheck, raises: [] },
    {
      name: 'at the stove with diarrhoea',
      today: '2026-09-01',
      entry: { ...handlerCheck, symptoms: ['diarrhoea'] },
      raises: ['worked-while-ill'],
    },
    {
      name: 'sent home with diarrhoea',
      today: '2026-09-01',
      entry: { ...handlerCheck, symptoms: ['diarrhoea'], admitted: false, handling: '已就医' },
      raises: [],
    },
    {
      name: 'without a cap',
      today: '2026-09-01',
      entry: { ...handlerCheck, clean: false },
      raises: ['worked-unclean'],
    },
    {
      name: 'nobody was checked on Wednesday',
      today: '2026-09-03',
      unit: { openFrom: '2026-09-01' },
      entries: [handlerCheck],
      raisesTogether: ['day-without-check'],
    },
  ],
  'supplier-list': [
    { name: 'a supplier in order', today: '2026-09-10', entry: supplier, raises: [] },
    {
      name: 'licence and contract have run out',
      today: '2028-01-01',
      entry: supplier,
      raises: ['licence-expired', 'contract-expired'],
    },
    {
      name: 'one supplier, two lines',
      today: '2026-09-10',
      entries: [supplier, { ...supplier, supplies: '蔬菜' }],
      raisesTogether: ['supplier-twice'],
    },
  ],
  'delivery-log': [
    { name: 'good until the very day', today: '2026-09-01', entry: delivery, raises: [] },
    {
      name: 'a day past its date, without papers',
      today: '2026-09-01',
      entry: { ...delivery, goodUntil: '2026-08-31', papersSeen: false },
      raises: ['past-date', 'papers-not-seen'],
    },
    {
      name: 'it smelt',
      today: '2026-09-01',
      entry: { ...delivery, kind: 'ingredients', goods: '猪肉', goodUntil: undefined, soundToSenses: false },
      raises: ['not-sound'],
    },
    {
      name: 'it smelt and went back',
      today: '2026-09-01',
      entry: { ...delivery, soundToSenses: false, accepted: false, handling: '当场退货' },
      raises: [],
    },
    {
      name: 'sent back, it seems',
      today: '2026-09-01',
      entry: { ...delivery, soundToSenses: false, accepted: false },
      raises: ['refused-and-not-said'],
    },
    {
      name: 'beans that poison when underdone',
      today: '2026-09-01',
      entry: { ...delivery, kind: 'ingredients', goods: '新鲜四季豆' },
      raises: ['high-risk-food'],
    },
    {
      name: 'nitrite among the spices',
      today: '2026-09-01',
      entry: { ...delivery, kind: 'additive', goods: '亚硝酸钠' },
      raises: ['nitrite-bought'],
    },
    {
      name: 'meals by van, nobody measured',
      today: '2026-09-01',
      entry: { ...delivery, kind: 'ready-meals', goods: '午餐盒饭', unit: 'portion' },
      raises: ['meal-not-measured'],
    },
    {
      name: 'meals by van, hot',
      today: '2026-09-01',
      entry: { ...delivery, kind: 'ready-meals', goods: '午餐盒饭', unit: 'portion', temperature: 65 },
      raises: [],
    },
  ],
  'bright-kitchen-cameras': [
    { name: 'a camera that shows the stove', today: '2026-09-10', entry: camera, raises: [] },
    { name: 'dark', today: '2026-09-10', entry: { ...camera, online: false }, raises: ['offline'] },
    {
      name: 'a sack before it, and nobody may look',
      today: '2026-09-10',
      entry: { ...camera, clear: false, shown: false },
      raises: ['picture-not-clear', 'not-shown'],
    },
    { name: 'nobody looked for eight days', today: '2026-09-16', entry: camera, raises: ['check-overdue'] },
    {
      name: 'all but the wash-up, for that camera is dark',
      today: '2026-09-10',
      entries: [
        camera,
        { ...camera, number: 'C-02', spot: 'preparation' },
        { ...camera, number: 'C-03', spot: 'serving' },
        { ...camera, number: 'C-04', spot: 'washing', online: false },
      ],
      raisesTogether: ['spot-not-seen'],
    },
    {
      name: 'two cameras with one number',
      today: '2026-09-10',
      entries: (['preparation', 'cooking', 'serving', 'washing'] as const).map((spot, at) => ({
        ...camera,
        spot,
        number: `C-0${Math.max(1, at)}`,
      })),
      raisesTogether: ['number-twice'],
    },
  ],
  'meal-committee-log': [
    { name: 'parents asked, the school answered', today: '2026-09-20', entry: meeting, raises: [] },
    {
      name: 'staff among themselves, and nothing came of it',
      today: '2026-09-20',
      entry: { ...meeting, parents: 0, answer: undefined },
      raises: ['no-parents', 'not-answered'],
    },
    {
      name: 'half a year and a day of silence',
      today: '2027-03-11',
      entries: [meeting],
      raisesTogether: ['committee-idle'],
    },
  ],
  'canteen-self-check-log': [
    { name: 'a week’s screening, nothing found', today: '2026-09-10', entry: selfCheck, raises: [] },
    {
      name: 'mice, and that was that; nobody was told',
      today: '2026-09-10',
      entry: { ...selfCheck, found: '库房有鼠迹', published: false },
      raises: ['not-put-right', 'not-published'],
    },
    {
      name: 'checked in the first week, not in the second; the third is not over',
      today: '2026-09-16',
      unit: { openFrom: '2026-08-31' },
      entries: [selfCheck],
      raisesTogether: ['week-without-check'],
    },
    {
      name: 'the school opened in the middle of a week',
      today: '2026-09-07',
      unit: { openFrom: '2026-09-02' },
      entries: [],
      raisesTogether: [],
    },
  ],
} satisfies Pick<
  ExamplesOf<typeof food>,
  | 'bright-kitchen-cameras'
  | 'canteen-licence'
  | 'canteen-self-check-log'
  | 'delivery-log'
  | 'food-handler-list'
  | 'handler-morning-check-log'
  | 'meal-committee-log'
  | 'supplier-list'
>
