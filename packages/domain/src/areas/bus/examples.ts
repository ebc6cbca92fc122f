import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { attendantList } from './attendant-list.ts'
import type { busAlarmLog } from './bus-alarm-log.ts'
import type { busLedger } from './bus-ledger.ts'
import type { driverList } from './driver-list.ts'
import type { bus } from './index.ts'
import type { maintenanceLog } from './maintenance-log.ts'
import type { providerList } from './provider-list.ts'
import type { riderList } from './rider-list.ts'
import type { routeList } from './route-list.ts'
import type { tripLog } from './trip-log.ts'
import type { unlicensedVehicleLead } from './unlicensed-vehicle-lead.ts'
import type { violationNoticeLog } from './violation-notice-log.ts'

const sound: BodyOf<typeof busLedger> = {
  plate: '湘F12345',
  vin: 'LSGBC5348JG000000',
  provider: '东湖校车服务公司',
  built: 'primary',
  ratedLoad: 36,
  plaqueUntil: '2027-06-30',
  inspectedOn: '2026-08-20',
  insuredUntil: '2027-03-31',
  equipment: ['hammer', 'extinguisher', 'first-aid-kit', 'recorder'],
  letterFiled: true,
}
const trip: BodyOf<typeof tripLog> = {
  on: '2026-09-01',
  plate: '湘F12345',
  direction: 'to-school',
  driver: '周志强',
  attendant: '陈桂香',
  checked: ['brakes', 'steering', 'lights', 'tyres', 'safety-door', 'seats', 'belts'],
  boarded: 34,
  alighted: 34,
  swept: true,
}
const provider: BodyOf<typeof providerList> = {
  name: '东湖校车服务公司',
  kind: 'company',
  creditCode: '91350100M000100Y43',
  leader: '何建军',
  phone: '07300000001',
  safetyManager: '何小勇',
  letterSignedOn: '2026-08-25',
  letterFiledOn: '2026-08-28',
  letterUntil: '2027-08-31',
  maintenanceFile: true,
  taughtOn: '2026-08-30',
}
const driver: BodyOf<typeof driverList> = {
  name: '周志强',
  phone: '13800000001',
  provider: '东湖校车服务公司',
  bornOn: '1980-03-02',
  licenceClass: 'A1',
  classSince: '2012-05-20',
  firstLicensedOn: '2003-05-20',
  licenceUntil: '2029-05-20',
  qualifiedOn: '2018-07-01',
  reviewedOn: '2026-06-10',
  bars: [],
  recordsSeenOn: '2026-08-28',
}
const attendant: BodyOf<typeof attendantList> = {
  name: '陈桂香',
  phone: '13800000002',
  sentBy: 'school',
  lines: '东湖一线',
  knowsDuties: true,
  taughtOn: '2026-08-30',
}
const stop: BodyOf<typeof routeList> = {
  line: '东湖一线',
  stop: 1,
  place: '东湖村村部',
  morning: '07:00',
  afternoon: '17:10',
  plate: '湘F12345',
  pupils: 12,
  asOnPlaque: true,
  signed: true,
  surveyedOn: '2026-08-20',
}
const alarm: BodyOf<typeof busAlarmLog> = {
  on: '2026-09-01',
  at: '2026-08-31T23:20:00.000Z',
  number: 'P20260901-0001',
  plate: '湘F12345',
  kind: 'speeding',
  road: 'other',
  speed: 60,
  verdict: 'confirmed',
  handledOn: '2026-09-01',
}
const lead: BodyOf<typeof unlicensedVehicleLead> = {
  foundOn: '2026-09-02',
  source: 'gate-watch',
  plate: '湘F88888',
  vehicle: 'van',
  look: '银色面包车，后窗贴膜',
  place: '校门口至西湖村',
  pupils: 9,
  description: '每天下午放学接走学生，按月收费',
  interimControl: '已告知家长，安排乘坐公交',
  department: 'both',
  referredOn: '2026-09-03',
}
const service: BodyOf<typeof maintenanceLog> = {
  on: '2026-08-15',
  plate: '湘F12345',
  kind: 'service',
  what: '更换机油、检查制动',
  workshop: '县运输公司修理厂',
  enteredBy: '何小勇',
}
const fault: BodyOf<typeof maintenanceLog> = {
  ...service,
  on: '2026-08-31',
  kind: 'fault',
  what: '车门不能关严',
  stopped: true,
}
const rider: BodyOf<typeof riderList> = {
  schoolClass: '三年级2班',
  pupil: '李小红',
  line: '东湖一线',
  place: '东湖村村部',
  guardian: '李大山',
  guardianPhone: '13800000005',
  met: 'guardian',
  told: true,
}
const offence: BodyOf<typeof violationNoticeLog> = {
  on: '2026-09-01',
  plate: '湘F12345',
  driver: '周志强',
  offence: 'speeding',
  description: '限速60公里路段超速不足百分之二十',
  points: 1,
  toldOn: '2026-09-05',
  handling: '已约谈并停班学习',
  handledOn: '2026-09-06',
}
/** Everybody and everything a trip in order rests on. */
const books = {
  'provider-list': [provider],
  'bus-ledger': [sound],
  'driver-list': [driver],
  'attendant-list': [attendant],
  'maintenance-log': [service],
} as const

export const busExamples = {
  'bus-ledger': [
    { name: 'a bus in order', today: '2026-09-10', entry: sound, raises: [] },
    {
      name: 'the plaque ran out yesterday',
      today: '2026-09-10',
      entry: { ...sound, plaqueUntil: '2026-09-09' },
      raises: ['plaque-expired'],
    },
    {
      name: 'not inspected for more than half a year',
      today: '2026-09-10',
      entry: { ...sound, inspectedOn: '2026-03-09' },
      raises: ['inspection-overdue'],
    },
    {
      name: 'not insured',
      today: '2026-09-10',
      entry: { ...sound, insuredUntil: '2026-08-31' },
      raises: ['insurance-expired'],
    },
    {
      name: 'no hammer, and no letter',
      today: '2026-09-10',
      entry: { ...sound, equipment: ['extinguisher', 'first-aid-kit', 'recorder'], letterFiled: false },
      raises: ['equipment-missing', 'letter-not-filed'],
    },
    {
      name: 'one plate, two lines',
      today: '2026-09-10',
      entries: [sound, { ...sound, plate: '湘F·12345' }],
      raisesTogether: ['plate-twice'],
    },
  ],
  'trip-log': [
    { name: 'a trip as it should be', today: '2026-09-01', entry: trip, raises: [] },
    {
      name: 'nobody to look after the pupils',
      today: '2026-09-01',
      entry: { ...trip, attendant: undefined },
      raises: ['no-attendant'],
    },
    {
      name: 'off without a look at the tyres',
      today: '2026-09-01',
      entry: { ...trip, checked: ['brakes', 'steering', 'lights', 'safety-door', 'seats', 'belts'] },
      raises: ['check-incomplete'],
    },
    {
      name: 'one pupil is missing, and nobody searched the bus',
      today: '2026-09-01',
      entry: { ...trip, alighted: 33, swept: false },
      raises: ['counts-differ', 'not-swept'],
    },
    {
      name: 'a child beside the driver',
      today: '2026-09-01',
      entry: { ...trip, pupilInFront: true },
      raises: ['pupil-in-front'],
    },
    {
      name: 'one driver cannot drive two buses',
      today: '2026-09-01',
      entries: [trip, { ...trip, plate: '湘F54321' }],
      raisesTogether: ['two-buses-one-driver'],
    },
  ],
  'provider-list': [
    { name: 'a company with its letter filed', today: '2026-09-10', entry: provider, raises: [] },
    {
      name: 'a school with buses of its own signs with nobody',
      today: '2026-09-10',
      entry: {
        ...provider,
        name: '东镇中学',
        kind: 'school',
        letterSignedOn: undefined,
        letterFiledOn: undefined,
        letterUntil: undefined,
      },
      raises: [],
    },
    {
      name: 'signed and not filed, no files on the buses, nobody in charge',
      today: '2026-09-10',
      entry: { ...provider, letterFiledOn: undefined, maintenanceFile: false, safetyManager: undefined },
      raises: ['letter-missing', 'no-maintenance-file', 'no-safety-manager'],
    },
    {
      name: 'last year’s letter',
      today: '2026-09-10',
      entry: { ...provider, letterUntil: '2026-08-31' },
      raises: ['letter-expired'],
    },
    {
      name: 'a month and a day without a lesson',
      today: '2026-10-01',
      entry: provider,
      raises: ['lesson-overdue'],
    },
    {
      name: 'one provider, two lines',
      today: '2026-09-10',
      entries: [provider, { ...provider, phone: '07300000002' }],
      raisesTogether: ['provider-twice'],
    },
  ],
  'driver-list': [
    { name: 'a driver in order', today: '2026-09-10', entry: driver, raises: [] },
    {
      name: 'never qualified for school buses',
      today: '2026-09-10',
      entry: { ...driver, qualifiedOn: undefined },
      raises: ['not-qualified'],
    },
    {
      name: 'the licence ran out yesterday',
      today: '2026-09-10',
      entry: { ...driver, licenceUntil: '2026-09-09' },
      raises: ['licence-expired'],
    },
    {
      name: 'sixty today',
      today: '2026-09-10',
      entry: { ...driver, bornOn: '1966-09-10' },
      raises: ['too-old'],
    },
    {
      name: 'sixty tomorrow',
      today: '2026-09-10',
      entry: { ...driver, bornOn: '1966-09-11' },
      raises: [],
    },
    {
      name: 'twenty-five tomorrow',
      today: '2026-09-10',
      entry: { ...driver, bornOn: '2001-09-11', firstLicensedOn: '2020-05-20', classSince: '2020-05-20' },
      raises: ['too-new'],
    },
    {
      name: 'three years with the class today',
      today: '2026-09-10',
      entry: { ...driver, classSince: '2023-09-10' },
      raises: [],
    },
    {
      name: 'three years with the class tomorrow',
      today: '2026-09-10',
      entry: { ...driver, classSince: '2023-09-11' },
      raises: ['too-new'],
    },
    {
      name: 'caught speeding in spring',
      today: '2026-09-10',
      entry: { ...driver, bars: ['overload-or-speeding'] },
      raises: ['barred'],
    },
    {
      name: 'last reviewed a day before the cycle ended in May',
      today: '2026-09-10',
      entry: { ...driver, reviewedOn: '2026-05-19' },
      raises: ['review-overdue'],
    },
    {
      name: 'nobody asked the police for a month and a day',
      today: '2026-09-29',
      entry: driver,
      raises: ['records-not-seen'],
    },
    {
      name: 'one name, two lines',
      today: '2026-09-10',
      entries: [driver, { ...driver, firstLicensedOn: '2004-01-01' }],
      raisesTogether: ['driver-twice'],
    },
  ],
  'attendant-list': [
    { name: 'an attendant who was taught', today: '2026-09-10', entry: attendant, raises: [] },
    {
      name: 'nobody told her what to do',
      today: '2026-09-10',
      entry: { ...attendant, knowsDuties: false },
      raises: ['duties-not-known'],
    },
    {
      name: 'no lesson for half a year',
      today: '2027-03-01',
      entry: attendant,
      raises: ['lesson-overdue'],
    },
    {
      name: 'one name, two lines',
      today: '2026-09-10',
      entries: [attendant, { ...attendant, phone: '13800000003' }],
      raisesTogether: ['attendant-twice'],
    },
  ],
  'route-list': [
    { name: 'a stop with its sign', today: '2026-09-10', entry: stop, raises: [] },
    {
      name: 'a stop the plaque does not know, without a sign',
      today: '2026-09-10',
      entry: { ...stop, asOnPlaque: false, signed: false },
      raises: ['not-as-on-plaque', 'stop-not-signed'],
    },
    {
      name: 'along the reservoir without a rail',
      today: '2026-09-10',
      entry: { ...stop, danger: '临水库1公里，无护栏' },
      raises: ['danger-not-guarded'],
    },
    {
      name: 'along the reservoir behind a rail',
      today: '2026-09-10',
      entry: { ...stop, danger: '临水库1公里', guarded: true },
      raises: [],
    },
    {
      name: 'nobody looked for half a year',
      today: '2027-02-21',
      entry: stop,
      raises: ['survey-overdue'],
    },
    {
      name: 'the second stop before the first',
      today: '2026-09-10',
      entries: [stop, { ...stop, stop: 2, place: '西湖村', morning: '06:50' }],
      raisesTogether: ['times-out-of-order'],
    },
    {
      name: 'two first stops',
      today: '2026-09-10',
      entries: [stop, { ...stop, place: '西湖村' }],
      raisesTogether: ['stop-twice'],
    },
  ],
  'bus-alarm-log': [
    { name: 'sixty on a common road', today: '2026-09-01', entry: alarm, raises: [] },
    {
      name: 'sixty-one on a common road',
      today: '2026-09-01',
      entry: { ...alarm, speed: 61 },
      raises: ['speeding'],
    },
    {
      name: 'eighty-one on the motorway',
      today: '2026-09-01',
      entry: { ...alarm, road: 'motorway', speed: 81 },
      raises: ['speeding'],
    },
    {
      name: 'thirty in the fog',
      today: '2026-09-01',
      entry: { ...alarm, road: 'careful', speed: 30 },
      raises: ['speeding'],
    },
    {
      name: 'the platform was wrong',
      today: '2026-09-01',
      entry: { ...alarm, speed: 180, verdict: 'unfounded' },
      raises: [],
    },
    {
      name: 'too many on board',
      today: '2026-09-01',
      entry: { ...alarm, kind: 'overload' },
      raises: ['overload'],
    },
    {
      name: 'four hours and a minute',
      today: '2026-09-01',
      entry: { ...alarm, kind: 'fatigue', drivenMinutes: 241 },
      raises: ['fatigue'],
    },
    {
      name: 'a rest of nineteen minutes',
      today: '2026-09-01',
      entry: { ...alarm, kind: 'fatigue', drivenMinutes: 240, restMinutes: 19 },
      raises: ['fatigue'],
    },
    {
      name: 'four hours and a rest of twenty minutes',
      today: '2026-09-01',
      entry: { ...alarm, kind: 'fatigue', drivenMinutes: 240, restMinutes: 20 },
      raises: [],
    },
    {
      name: 'somebody pulled the plug',
      today: '2026-09-01',
      entry: { ...alarm, kind: 'offline', switchedOff: true },
      raises: ['switched-off'],
    },
    {
      name: 'out of sight for a quarter of an hour',
      today: '2026-09-01',
      entry: { ...alarm, kind: 'offline', offlineMinutes: 15 },
      raises: ['lost-on-trip'],
    },
    {
      name: 'parked for the night without a signal',
      today: '2026-09-01',
      entry: { ...alarm, kind: 'offline', offlineMinutes: 600, onTrip: false },
      raises: [],
    },
    {
      name: 'a hundred and eighty, says the machine; nobody has looked into it',
      today: '2026-09-01',
      entry: { ...alarm, speed: 180, verdict: 'open', handledOn: undefined },
      raises: [],
    },
    {
      name: 'to be looked into; the third day is still in time',
      today: '2026-09-04',
      entries: [{ ...alarm, verdict: 'open', handledOn: undefined }],
      raisesTogether: ['alarm-open'],
    },
    {
      name: 'left for four days',
      today: '2026-09-05',
      entries: [{ ...alarm, verdict: 'open', handledOn: undefined }],
      raisesTogether: ['alarm-open', 'alarm-left'],
    },
    {
      name: 'out of sight, and left for four days',
      today: '2026-09-05',
      entries: [{ ...alarm, kind: 'offline', offlineMinutes: 15, verdict: 'open', handledOn: undefined }],
      raisesTogether: ['alarm-open', 'alarm-unsettled'],
    },
    {
      name: 'somebody pulled the plug, and it was left for four days',
      today: '2026-09-05',
      entries: [{ ...alarm, kind: 'offline', switchedOff: true, verdict: 'open', handledOn: undefined }],
      raisesTogether: ['alarm-open', 'alarm-left'],
    },
    {
      name: 'confirmed, and the third day to deal with it is still in time',
      today: '2026-09-04',
      entries: [{ ...alarm, handledOn: undefined }],
      raisesTogether: [],
    },
    {
      name: 'confirmed, and not dealt with for four days',
      today: '2026-09-05',
      entries: [{ ...alarm, handledOn: undefined }],
      raisesTogether: ['alarm-unsettled'],
    },
    {
      name: 'entered twice',
      today: '2026-09-01',
      entries: [alarm, { ...alarm, platform: undefined }],
      raisesTogether: ['alarm-twice'],
    },
    {
      name: 'two platforms use the same number',
      today: '2026-09-01',
      entries: [
        { ...alarm, platform: '甲监控平台' },
        { ...alarm, platform: '乙监控平台' },
      ],
      raisesTogether: [],
    },
  ],
  'unlicensed-vehicle-lead': [
    { name: 'referred, parents told', today: '2026-09-10', entry: lead, raises: [] },
    {
      name: 'seen and left',
      today: '2026-09-10',
      entry: { ...lead, interimControl: undefined, referredOn: undefined },
      raises: ['not-referred', 'no-interim-control'],
    },
    {
      name: 'no answer for sixteen days',
      today: '2026-09-19',
      entry: lead,
      raises: ['answer-overdue'],
    },
    {
      name: 'settled',
      today: '2026-12-10',
      entry: { ...lead, answeredOn: '2026-09-12', outcome: 'dealt-with', closedOn: '2026-09-14' },
      raises: [],
    },
    {
      name: 'one van, two leads',
      today: '2026-09-10',
      entries: [lead, { ...lead, foundOn: '2026-09-08', place: '西湖村口' }],
      raisesTogether: ['vehicle-twice'],
    },
    {
      name: 'two vans without a plate are two vans',
      today: '2026-09-10',
      entries: [
        { ...lead, plate: undefined },
        { ...lead, plate: undefined, look: '白色面包车' },
      ],
      raisesTogether: [],
    },
  ],
  'maintenance-log': [
    { name: 'a service', today: '2026-09-10', entry: service, raises: [] },
    { name: 'a fault, and the bus stands still', today: '2026-09-10', entry: fault, raises: [] },
    {
      name: 'a fault, and the bus runs on',
      today: '2026-09-10',
      entry: { ...fault, stopped: false },
      raises: ['driven-with-fault'],
    },
    {
      name: 'a fault mended on the spot',
      today: '2026-09-10',
      entry: { ...fault, stopped: false, mendedOn: '2026-08-31' },
      raises: [],
    },
    {
      name: 'one bus serviced in time, one a day too late',
      today: '2026-11-16',
      entries: [service, { ...service, plate: '湘F54321', on: '2026-08-16' }],
      raisesTogether: ['service-lapsed'],
    },
  ],
  'rider-list': [
    { name: 'a rider with her guardian', today: '2026-09-10', entry: rider, raises: [] },
    {
      name: 'nobody to call',
      today: '2026-09-10',
      entry: { ...rider, guardianPhone: undefined, told: false },
      raises: ['guardian-unknown', 'guardian-not-told'],
    },
    {
      name: 'one pupil, two lines',
      today: '2026-09-10',
      entries: [rider, { ...rider, place: '西湖村' }],
      raisesTogether: ['pupil-twice'],
    },
  ],
  'violation-notice-log': [
    { name: 'told, talked over, settled', today: '2026-09-10', entry: offence, raises: [] },
    {
      name: 'all points at once',
      today: '2026-09-10',
      entry: { ...offence, offence: 'overload', points: 12 },
      raises: ['full-points'],
    },
    {
      name: 'left for eight days',
      today: '2026-09-13',
      entries: [{ ...offence, handledOn: undefined }],
      raisesTogether: ['notice-left'],
    },
    {
      name: 'the seventh day is still in time',
      today: '2026-09-12',
      entries: [{ ...offence, handledOn: undefined }],
      raisesTogether: [],
    },
  ],
  cross: [
    {
      name: 'a bus in the workshop and on the road on one day',
      today: '2026-09-03',
      books: {
        ...books,
        'maintenance-log': [service, { ...fault, mendedOn: '2026-09-02' }],
        'trip-log': [trip, { ...trip, on: '2026-09-02' }],
      },
      raises: ['driven-while-stopped'],
    },
    {
      name: 'a bus nobody ever serviced',
      today: '2026-09-01',
      books: { ...books, 'maintenance-log': [] },
      raises: ['bus-never-serviced'],
    },
    {
      name: 'a pupil at a stop the bus does not know',
      today: '2026-09-01',
      books: { 'route-list': [stop], 'rider-list': [rider, { ...rider, pupil: '王小明', place: '西湖村' }] },
      raises: ['rider-without-stop'],
    },
    {
      name: 'exactly full',
      today: '2026-09-01',
      books: { ...books, 'trip-log': [trip] },
      raises: [],
    },
    {
      name: 'one too many',
      today: '2026-09-01',
      books: { ...books, 'trip-log': [{ ...trip, boarded: 35, alighted: 35 }] },
      raises: ['overloaded'],
    },
    {
      name: 'a bus nobody knows, and one whose plaque had run out',
      today: '2026-09-02',
      books: {
        ...books,
        'bus-ledger': [{ ...sound, plaqueUntil: '2026-09-01' }],
        'trip-log': [trip, { ...trip, on: '2026-09-02' }, { ...trip, plate: '湘F99999' }],
      },
      raises: ['trip-without-plaque', 'trip-without-plaque'],
    },
    {
      name: 'strangers at the wheel and at the door',
      today: '2026-09-01',
      books: { ...books, 'trip-log': [{ ...trip, driver: '马小跳', attendant: '刘三姐' }] },
      raises: ['driver-not-listed', 'attendant-not-listed'],
    },
    {
      name: 'the licence was good on Tuesday and not on Wednesday',
      today: '2026-09-02',
      books: {
        ...books,
        'driver-list': [{ ...driver, licenceUntil: '2026-09-01' }],
        'trip-log': [trip, { ...trip, on: '2026-09-02' }],
      },
      raises: ['driver-not-qualified'],
    },
    {
      name: 'a driver who turned sixty on the day',
      today: '2026-09-01',
      books: { ...books, 'driver-list': [{ ...driver, bornOn: '1966-09-01' }], 'trip-log': [trip] },
      raises: ['driver-not-qualified'],
    },
    {
      name: 'a line that is on the list, and one that is not',
      today: '2026-09-01',
      books: {
        ...books,
        'route-list': [stop],
        'trip-log': [
          { ...trip, line: '东湖一线' },
          { ...trip, direction: 'home', line: '西湖线' },
        ],
      },
      raises: ['line-not-listed'],
    },
    {
      name: 'a bus of a provider nobody entered',
      today: '2026-09-01',
      books: { 'bus-ledger': [sound], 'maintenance-log': [service] },
      raises: ['provider-not-listed'],
    },
  ],
} satisfies ExamplesOf<typeof bus>
