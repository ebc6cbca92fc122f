import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { buildingList } from './building-list.ts'
import type { controlRoomDutyLog } from './control-room-duty-log.ts'
import type { escapeRouteList } from './escape-route-list.ts'
import type { fireFacilityLedger } from './fire-facility-ledger.ts'
import type { fireInspectionLog } from './fire-inspection-log.ts'
import type { fire } from './index.ts'
import type { offcampusInstitutionList } from './offcampus-institution-list.ts'

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
const hydrant: BodyOf<typeof fireFacilityLedger> = {
  number: 'X-101',
  kind: 'hydrant',
  location: '教学楼1层西',
  state: 'working',
  checkedOn: '2026-09-01',
  testedOn: '2026-03-01',
}
const room: BodyOf<typeof fireFacilityLedger> = {
  number: 'K-1',
  kind: 'control-room',
  location: '综合楼1层',
  state: 'working',
  checkedOn: '2026-09-01',
}
const block: BodyOf<typeof buildingList> = {
  name: '教学楼',
  use: 'teaching',
  floors: 4,
  acceptance: '岳县公消备〔2015〕12号',
}
const stairs: BodyOf<typeof escapeRouteList> = {
  name: '教学楼2层东侧楼梯',
  kind: 'stairs',
  building: '教学楼',
  floor: 2,
  width: 1.8,
}
const exit: BodyOf<typeof escapeRouteList> = { ...stairs, name: '教学楼2层东侧出口', kind: 'exit' }
const shift: BodyOf<typeof controlRoomDutyLog> = {
  on: '2026-09-01',
  startsAt: '2026-08-31T16:00:00.000Z',
  endsAt: '2026-09-01T16:00:00.000Z',
  person: '孙伟',
  certificate: '2043002010001234',
  handover: '一切正常',
}
const second: BodyOf<typeof controlRoomDutyLog> = { ...shift, person: '钱进' }
const care: BodyOf<typeof offcampusInstitutionList> = {
  name: '小太阳托管中心',
  kind: 'care',
  address: '东镇解放路12号',
  leader: '吴小丽',
  phone: '13800000000',
  pupils: 32,
  floor: 2,
  exits: 2,
  licensed: true,
  openedLegally: true,
  sleptIn: false,
  waysClear: true,
  emergencyPlan: true,
  inspectedOn: '2026-09-05',
  inspectedBy: '李明',
}
const inspection: BodyOf<typeof fireInspectionLog> = {
  on: '2026-09-15',
  leader: '赵国强',
  covered: ['routes', 'facilities', 'electricity', 'kitchen'],
  signed: true,
}

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
  'fire-facility-ledger': [
    { name: 'a hydrant in order', today: '2026-09-10', entry: hydrant, raises: [] },
    { name: 'a control room needs no test of its own', today: '2026-09-10', entry: room, raises: [] },
    {
      name: 'no water in the hydrant',
      today: '2026-09-10',
      entry: { ...hydrant, state: 'out-of-order' },
      raises: ['facility-not-working'],
    },
    {
      name: 'the alarm system is switched off',
      today: '2026-09-10',
      entry: { ...hydrant, kind: 'alarm', state: 'under-repair' },
      raises: ['system-not-working'],
    },
    {
      name: 'nobody looked for a month and a day',
      today: '2026-10-02',
      entry: hydrant,
      raises: ['check-overdue'],
    },
    {
      name: 'never tested at all',
      today: '2026-09-10',
      entry: { ...hydrant, testedOn: undefined },
      raises: ['never-tested'],
    },
    {
      name: 'tested a year and a day ago',
      today: '2026-09-10',
      entry: { ...hydrant, testedOn: '2025-09-09' },
      raises: ['test-overdue'],
    },
    {
      name: 'a boarding school with an alarm, but not where people sleep',
      today: '2026-09-10',
      unit: { boarding: true },
      entries: [hydrant, { ...hydrant, number: 'B-1', kind: 'alarm' }],
      raisesTogether: ['nobody-would-wake'],
    },
    {
      name: 'a detector in the dormitory is enough',
      today: '2026-09-10',
      unit: { boarding: true },
      entries: [{ ...hydrant, number: 'D-1', kind: 'smoke-detector', sleeping: true }],
      raisesTogether: [],
    },
    {
      name: 'two facilities with one number',
      today: '2026-09-10',
      entries: [hydrant, { ...hydrant, location: '食堂' }],
      raisesTogether: ['number-twice'],
    },
  ],
  'building-list': [
    { name: 'a block with its papers', today: '2026-09-10', entry: block, raises: [] },
    {
      name: 'bars before the windows',
      today: '2026-09-10',
      entry: { ...block, barred: true },
      raises: ['barred'],
    },
    {
      name: 'a shed of sandwich panels',
      today: '2026-09-10',
      entry: { ...block, name: '杂物间', floors: 1, sandwichPanels: true, acceptance: undefined },
      raises: ['combustible-panels', 'no-acceptance'],
    },
    {
      name: 'small children on the third floor',
      today: '2026-09-10',
      entry: { ...block, use: 'small-children', highestUsedFloor: 3 },
      raises: [],
    },
    {
      name: 'small children on the fourth floor',
      today: '2026-09-10',
      entry: { ...block, use: 'small-children' },
      raises: ['small-children-too-high'],
    },
    {
      name: 'small children in the basement',
      today: '2026-09-10',
      entry: { ...block, use: 'small-children', highestUsedFloor: 2, lowestUsedFloor: -1 },
      raises: ['small-children-too-high'],
    },
    {
      name: 'beds in the basement',
      today: '2026-09-10',
      entry: { ...block, use: 'dormitory', lowestUsedFloor: -1 },
      raises: ['dormitory-underground'],
    },
    {
      name: 'the guide of 2024 does not judge 2021',
      today: '2021-09-10',
      entry: { ...block, sandwichPanels: true },
      raises: [],
    },
    {
      name: 'one building, two lines',
      today: '2026-09-10',
      entries: [block, { ...block, floors: 5 }],
      raisesTogether: ['building-twice'],
    },
  ],
  'escape-route-list': [
    { name: 'stairs with their width', today: '2026-09-10', entry: stairs, raises: [] },
    { name: 'a fire lane', today: '2026-09-10', entry: { name: '东门车道', kind: 'fire-lane' }, raises: [] },
    {
      name: 'nobody measured it',
      today: '2026-09-10',
      entry: { ...stairs, width: undefined },
      raises: ['width-unknown'],
    },
    {
      name: 'an exit made into a store room',
      today: '2026-09-10',
      entry: { ...exit, permanentlyClosed: true },
      raises: ['closed-for-good'],
    },
    {
      name: 'two exits, one of them bricked up',
      today: '2026-09-10',
      entries: [
        stairs,
        { ...stairs, name: '教学楼2层西侧楼梯' },
        exit,
        { ...exit, name: '教学楼2层西侧出口', permanentlyClosed: true },
      ],
      raisesTogether: ['floor-with-one-way-out'],
    },
    {
      name: 'two of each',
      today: '2026-09-10',
      entries: [
        stairs,
        { ...stairs, name: '教学楼2层西侧楼梯' },
        exit,
        { ...exit, name: '教学楼2层西侧出口' },
      ],
      raisesTogether: [],
    },
    {
      name: 'one route, two lines',
      today: '2026-09-10',
      entries: [
        { name: '东门车道', kind: 'fire-lane' },
        { name: '东门车道', kind: 'fire-lane' },
      ],
      raisesTogether: ['route-twice'],
    },
  ],
  'control-room-duty-log': [
    { name: 'a shift with a certificate', today: '2026-09-02', entry: shift, raises: [] },
    {
      name: 'no certificate, and an alarm nobody followed',
      today: '2026-09-02',
      entry: { ...shift, certificate: undefined, alarms: 1 },
      raises: ['no-certificate', 'alarm-not-handled'],
    },
    {
      name: 'went home without a word',
      today: '2026-09-03',
      entries: [shift, { ...second, handover: undefined }],
      raisesTogether: ['no-handover'],
    },
  ],
  'offcampus-institution-list': [
    { name: 'an institution in order', today: '2026-09-10', entry: care, raises: [] },
    {
      name: 'a flat without any papers',
      today: '2026-09-10',
      entry: { ...care, licensed: false, openedLegally: false, sleptIn: true, emergencyPlan: false },
      raises: ['not-licensed', 'premises-not-passed', 'slept-in', 'no-plan'],
    },
    {
      name: 'one door, and boxes before it',
      today: '2026-09-10',
      entry: { ...care, exits: 1, waysClear: false },
      raises: ['one-way-out', 'ways-not-clear'],
    },
    {
      name: 'not looked at for half a year',
      today: '2027-03-06',
      entry: care,
      raises: ['inspection-overdue'],
    },
    {
      name: 'one institution, two lines',
      today: '2026-09-10',
      entries: [care, { ...care, pupils: 40 }],
      raisesTogether: ['institution-twice'],
    },
  ],
  'fire-inspection-log': [
    { name: 'all in order, and signed', today: '2026-09-20', entry: inspection, raises: [] },
    {
      name: 'a bad cable, and that was that; nobody signed',
      today: '2026-09-20',
      entry: { ...inspection, found: '宿舍插座烧焦', signed: false },
      raises: ['not-put-right', 'not-signed'],
    },
    {
      name: 'inspected in September, not in October',
      today: '2026-11-03',
      entries: [inspection],
      raisesTogether: ['inspection-lapsed'],
    },
    {
      name: 'October is not over yet',
      today: '2026-10-31',
      entries: [inspection],
      raisesTogether: [],
    },
    {
      name: 'before the ten rules once a quarter was enough',
      today: '2021-12-03',
      entries: [{ ...inspection, on: '2021-09-15' }],
      raisesTogether: [],
    },
    {
      name: 'and a quarter without any was not',
      today: '2021-12-03',
      entries: [{ ...inspection, on: '2021-08-31' }],
      raisesTogether: ['inspection-lapsed'],
    },
    {
      name: 'the school opened in the middle of October',
      today: '2026-11-03',
      unit: { openFrom: '2026-10-12' },
      entries: [],
      raisesTogether: [],
    },
  ],
  cross: [
    {
      name: 'two people in the control room all day',
      today: '2026-09-02',
      unit: { openFrom: '2026-09-01' },
      books: { 'fire-facility-ledger': [room], 'control-room-duty-log': [shift, second] },
      raises: [],
    },
    {
      name: 'one of them went home in the evening',
      today: '2026-09-02',
      unit: { openFrom: '2026-09-01' },
      books: {
        'fire-facility-ledger': [room],
        'control-room-duty-log': [shift, { ...second, endsAt: '2026-09-01T12:00:00.000Z' }],
      },
      raises: ['control-room-unattended'],
    },
    {
      name: 'a school without a control room keeps no watch in one',
      today: '2026-09-02',
      unit: { openFrom: '2026-09-01' },
      books: { 'fire-facility-ledger': [hydrant] },
      raises: [],
    },
    {
      name: 'a week of patrols that left out the west stairs',
      today: '2026-09-08',
      unit: { openFrom: '2026-09-01' },
      books: {
        'escape-route-list': [stairs, { ...stairs, name: '教学楼2层西侧楼梯' }],
        'exit-patrol-log': [{ ...clear, place: '教学楼2层东侧楼梯' }],
      },
      raises: ['route-not-patrolled'],
    },
    {
      name: 'term began four days ago',
      today: '2026-09-05',
      unit: { openFrom: '2026-09-01' },
      books: { 'escape-route-list': [stairs] },
      raises: [],
    },
  ],
} satisfies ExamplesOf<typeof fire>
