import { addDays } from '@anlan/domain'
import { moment, type School, type Writer } from './writer.ts'

export const BUS_WRONGS = [
  'counts-differ',
  'licence-expired',
  'letter-not-filed',
  'alarm-left',
  'survey-overdue',
] as const

const PROVIDER = '安澜县校车服务有限公司'
const STOPS = ['村部', '老学校', '供销社', '大桥头']

/** A bus, who drives and minds it, its line, its trips and its maintenance. */
export function writeBus(school: School, book: Writer, name: () => string): void {
  const { unit, place, random, today, days, wrong, classes } = school
  const back = (count: number) => addDays(today, -count)
  if (unit.pupils > 300 && random.chance(0.15))
    book.write('bus/unlicensed-vehicle-lead', {
      ...{ foundOn: back(40), plate: `湘F${random.between(10_000, 99_999)}`, referredOn: back(38) },
      ...{ answeredOn: back(25), outcome: 'dealt-with', closedOn: back(24) },
    })
  if (!unit.hasBus) return
  const ahead = (count: number) => addDays(today, count)
  const plate = `湘F${random.between(10_000, 99_999)}`
  const [driver, attendant] = [name(), name()]
  const line = `${place}一线`
  const taughtOn = back(random.between(2, 25))
  book.write('bus/provider-list', {
    ...{ name: PROVIDER, leader: '何建军', safetyManager: '何小勇', taughtOn },
    ...{ letterSignedOn: back(95), letterFiledOn: back(92), letterUntil: ahead(270) },
  })
  book.write('bus/bus-ledger', {
    ...{ plate, vin: undefined, provider: PROVIDER, ratedLoad: 36 },
    built: unit.kind === 'kindergarten' ? 'kindergarten' : 'general',
    ...{ plaqueNumber: `安校${random.between(100, 999)}`, plaqueUntil: ahead(random.between(12, 300)) },
    ...{ inspectedOn: back(random.between(20, 150)), insuredUntil: ahead(random.between(20, 330)) },
    letterFiled: wrong !== 'letter-not-filed',
  })
  book.write('bus/driver-list', {
    ...{ name: driver, provider: PROVIDER, recordsSeenOn: back(random.between(2, 24)) },
    licenceUntil: wrong === 'licence-expired' ? back(4) : ahead(random.between(30, 900)),
    reviewedOn: back(random.between(2, 90)),
    firstLicensedOn: `${Number(today.slice(0, 4)) - random.between(9, 22)}${back(95).slice(4)}`,
  })
  book.write('bus/attendant-list', { name: attendant, lines: line, taughtOn })
  const riders = (classes[0]?.pupils ?? []).slice(0, 12)
  for (const [at, stop] of STOPS.entries())
    book.write('bus/route-list', {
      ...{
        line,
        stop: at + 1,
        place: `${place}${stop}`,
        plate,
        pupils: Math.ceil(riders.length / STOPS.length),
      },
      ...{
        morning: `0${6 + Math.floor((45 + at * 6) / 60)}:${String((45 + at * 6) % 60).padStart(2, '0')}`,
        afternoon: `17:${10 + at * 6}`,
      },
      surveyedOn: wrong === 'survey-overdue' && at === 0 ? back(200) : back(random.between(20, 90)),
    })
  for (const [at, pupil] of riders.entries())
    book.write('bus/rider-list', {
      ...{ schoolClass: classes[0]?.name, pupil, line, place: `${place}${STOPS[at % STOPS.length] ?? ''}` },
      ...{ guardian: name(), guardianPhone: `1380000${String(1000 + at)}` },
    })
  for (const [at, on] of days.entries())
    for (const direction of ['to-school', 'home']) {
      const boarded = random.between(8, 12)
      const short = wrong === 'counts-differ' && direction === 'home' && at === days.length - 2
      book.write('bus/trip-log', {
        ...{
          on,
          plate,
          direction,
          line,
          driver,
          attendant,
          boarded,
          alighted: short ? boarded - 1 : boarded,
        },
      })
    }
  book.write('bus/maintenance-log', { on: back(random.between(8, 50)), plate, enteredBy: '何小勇' })
  if (random.chance(0.4) || wrong === 'alarm-left') {
    const on = back(wrong === 'alarm-left' ? 15 : 6)
    const handled =
      wrong === 'alarm-left'
        ? { verdict: 'open', handledOn: undefined }
        : { verdict: 'unfounded', handledOn: addDays(on, 1) }
    book.write('bus/bus-alarm-log', {
      ...{ on, at: moment(on, 7, 12), number: `P${on.replaceAll('-', '')}-0001`, plate, driver },
      ...{ kind: 'speeding', speed: 62, ...handled },
    })
  }
  if (random.chance(0.15))
    book.write('bus/violation-notice-log', {
      ...{ on: back(20), plate, driver, offence: 'speeding', points: 3, toldOn: back(18) },
      ...{ handling: '停班学习一天，重新签订安全承诺书。', handledOn: back(15) },
    })
}
