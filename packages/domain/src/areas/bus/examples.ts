import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { busLedger } from './bus-ledger.ts'
import type { bus } from './index.ts'
import type { tripLog } from './trip-log.ts'

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
  cross: [
    {
      name: 'exactly full',
      today: '2026-09-01',
      books: {
        'bus-ledger': [sound],
        'trip-log': [trip],
      },
      raises: [],
    },
    {
      name: 'one too many',
      today: '2026-09-01',
      books: {
        'bus-ledger': [sound],
        'trip-log': [{ ...trip, boarded: 35, alighted: 35 }],
      },
      raises: ['overloaded'],
    },
    {
      name: 'a bus nobody knows, and one whose plaque had run out',
      today: '2026-09-02',
      books: {
        'bus-ledger': [{ ...sound, plaqueUntil: '2026-09-01' }],
        'trip-log': [trip, { ...trip, on: '2026-09-02' }, { ...trip, plate: '湘F99999' }],
      },
      raises: ['trip-without-plaque', 'trip-without-plaque'],
    },
  ],
} satisfies ExamplesOf<typeof bus>
