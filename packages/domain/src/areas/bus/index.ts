import { isCounted, RATE_DAYS } from '../../kernel/measure.ts'
import { defineArea } from '../../kernel/area.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { attendantList } from './attendant-list.ts'
import { busAlarmLog } from './bus-alarm-log.ts'
import { busLedger } from './bus-ledger.ts'
import { busChecklist } from './checklist.ts'
import { DRIVER_LIMITS, firstDayBehindWheel, lastDayByAge } from './driver-clocks.ts'
import { driverList } from './driver-list.ts'
import { maintenanceLog } from './maintenance-log.ts'
import { providerList } from './provider-list.ts'
import { riderList } from './rider-list.ts'
import { routeList } from './route-list.ts'
import { tripLog } from './trip-log.ts'
import { unlicensedVehicleLead } from './unlicensed-vehicle-lead.ts'
import { violationNoticeLog } from './violation-notice-log.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', number)],
})

/** Records by the name of the person or thing they are about; of two with one name the last one stands. */
const byName = <Item>(items: readonly Item[], nameOf: (item: Item) => string): ReadonlyMap<string, Item> =>
  new Map(items.map(item => [nameOf(item), item]))

export const bus = defineArea({
  id: 'bus',
  registers: [
    providerList,
    busLedger,
    driverList,
    attendantList,
    routeList,
    riderList,
    tripLog,
    maintenanceLog,
    busAlarmLog,
    violationNoticeLog,
    unlicensedVehicleLead,
  ],
  checklist: busChecklist,
  cross: {
    overloaded: {
      label: { zh: '校车超员', en: 'The bus was overloaded' },
      severity: 'major',
      remedy: { zh: '立即停止超员，调整车次', en: 'Stop at once and arrange more trips' },
      rule: article('34'),
      reads: ['bus-ledger', 'trip-log'],
      window: 30,
      /** Driver and attendant sit in the bus too. */
      among: books => {
        const loads = new Map(
          books['bus-ledger'].map(({ id, entry }) => [entry.plate, { id, load: entry.ratedLoad }]),
        )
        return books['trip-log'].flatMap(({ id, entry }) => {
          const rated = loads.get(entry.plate)
          const aboard = entry.boarded + 1 + (entry.attendant === undefined ? 0 : 1)
          if (!rated || aboard <= rated.load) return []
          const detail = {
            zh: `${entry.plate}：核载${rated.load}人，实载${aboard}人`,
            en: `${entry.plate}: rated for ${rated.load}, carried ${aboard}`,
          }
          return { on: entry.on, records: [id, rated.id], detail }
        })
      },
    },
    'trip-without-plaque': {
      label: { zh: '无有效标牌的车辆接送学生', en: 'A trip by a bus without a valid plaque' },
      severity: 'major',
      remedy: { zh: '立即停用该车，不得接送学生', en: 'Stop using the vehicle at once' },
      rule: article('18'),
      reads: ['bus-ledger', 'trip-log'],
      window: 30,
      among: books => {
        const buses = new Map(books['bus-ledger'].map(each => [each.entry.plate, each]))
        return books['trip-log'].flatMap(({ id, entry }) => {
          const known = buses.get(entry.plate)
          if (known && entry.on <= known.entry.plaqueUntil) return []
          const records = known ? [id, known.id] : [id]
          return { on: entry.on, records, detail: { zh: entry.plate, en: entry.plate } }
        })
      },
    },
    'driver-not-listed': {
      label: { zh: '驾驶人不在台账内', en: 'The driver is not on the list' },
      severity: 'major',
      remedy: {
        zh: '立即停止其驾驶；确有校车驾驶资格的补登台账',
        en: 'No driving at once; enter the driver if qualified',
      },
      rule: article('25'),
      reads: ['driver-list', 'trip-log'],
      window: 30,
      among: books => {
        const known = byName(books['driver-list'], ({ entry }) => entry.name)
        return books['trip-log'].flatMap(({ id, entry: { on, plate, driver } }) =>
          known.has(driver)
            ? []
            : { on, records: [id], detail: { zh: `${plate}：${driver}`, en: `${plate}: ${driver}` } },
        )
      },
    },
    'driver-not-qualified': {
      label: { zh: '不符合条件的驾驶人驾驶校车', en: 'A driver drove who may not' },
      severity: 'major',
      remedy: { zh: '立即停止其驾驶校车', en: 'Stop the driver from driving at once' },
      limits: DRIVER_LIMITS,
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'text', '23'), cite(REGULATION, 'text', '25')],
      },
      reads: ['driver-list', 'trip-log'],
      window: 30,
      /** Judged on the day of the trip: a licence that has run out since was good then. */
      among: (books, { limits }) => {
        const known = byName(books['driver-list'], ({ entry }) => entry.name)
        return books['trip-log'].flatMap(({ id, entry: { on, plate, driver } }) => {
          const line = known.get(driver)
          if (!line) return []
          const { entry } = line
          const wrong =
            entry.qualifiedOn === undefined || on < entry.qualifiedOn
              ? { zh: '未取得校车驾驶资格', en: 'not qualified for school buses' }
              : on > entry.licenceUntil
                ? { zh: '驾驶证已过期', en: 'the licence had run out' }
                : on > lastDayByAge(entry, limits)
                  ? { zh: '超过规定年龄', en: 'too old' }
                  : on < firstDayBehindWheel(entry, limits)
                    ? { zh: '年龄或驾龄未达到规定', en: 'too young or too new to the class' }
                    : entry.bars.length > 0 && on >= entry.recordsSeenOn
                      ? { zh: '有不得驾驶校车的情形', en: 'barred from driving pupils' }
                      : null
          if (!wrong) return []
          const detail = {
            zh: `${plate}：${driver}，${wrong.zh}`,
            en: `${plate}: ${driver}, ${wrong.en}`,
          }
          return { on, records: [id, line.id], detail }
        })
      },
    },
    'attendant-not-listed': {
      label: { zh: '随车照管人员不在台账内', en: 'The attendant is not on the list' },
      severity: 'general',
      remedy: {
        zh: '使用经过安全教育的照管人员，并登记台账',
        en: 'Send attendants who were taught, and enter them on the list',
      },
      rule: article('38'),
      reads: ['attendant-list', 'trip-log'],
      window: 30,
      among: books => {
        const known = byName(books['attendant-list'], ({ entry }) => entry.name)
        return books['trip-log'].flatMap(({ id, entry: { on, plate, attendant } }) =>
          attendant === undefined || known.has(attendant)
            ? []
            : { on, records: [id], detail: { zh: `${plate}：${attendant}`, en: `${plate}: ${attendant}` } },
        )
      },
    },
    'line-not-listed': {
      label: { zh: '趟次线路不在线路台账内', en: 'The line of a trip is not on the list' },
      severity: 'general',
      remedy: {
        zh: '按标牌载明的线路运行，并登记线路站点',
        en: 'Run the line on the plaque, and enter its stops',
      },
      rule: article('16'),
      reads: ['route-list', 'trip-log'],
      window: 30,
      among: books => {
        const known = new Set(books['route-list'].map(({ entry }) => entry.line))
        return books['trip-log'].flatMap(({ id, entry: { on, plate, line } }) =>
          line === undefined || known.has(line)
            ? []
            : { on, records: [id], detail: { zh: `${plate}：${line}`, en: `${plate}: ${line}` } },
        )
      },
    },
    'driven-while-stopped': {
      label: { zh: '停运维修期间接送学生', en: 'A bus ran while it was out of service' },
      severity: 'major',
      remedy: { zh: '立即停用该车，修复后再使用', en: 'Stop the bus at once until it is mended' },
      rule: article('22'),
      reads: ['maintenance-log', 'trip-log'],
      window: 30,
      /**
       * On the days of the fault and of the repair it may have run before the one or after the other. Older faults are seen
       * too: the rule below needs all of the maintenance log.
       */
      among: books => {
        const faults = books['maintenance-log'].filter(({ entry }) => entry.kind === 'fault' && entry.stopped)
        return books['trip-log'].flatMap(({ id, entry: { on, plate } }) => {
          const fault = faults.find(
            ({ entry }) =>
              entry.plate === plate && entry.on < on && (entry.mendedOn === undefined || on < entry.mendedOn),
          )
          return fault ? { on, records: [id, fault.id], detail: { zh: plate, en: plate } } : []
        })
      },
    },
    'bus-never-serviced': {
      label: { zh: '校车无维护记录', en: 'No service of a bus is on record' },
      severity: 'general',
      remedy: { zh: '安排维护并登记', en: 'Have the bus serviced and enter it' },
      rule: article('22'),
      reads: ['bus-ledger', 'maintenance-log'],
      window: 'all',
      among: (books, { today }) => {
        const serviced = new Set(
          books['maintenance-log']
            .filter(({ entry }) => entry.kind === 'service')
            .map(({ entry }) => entry.plate),
        )
        return books['bus-ledger']
          .filter(({ entry }) => !serviced.has(entry.plate))
          .map(({ id, recordedOn, entry: { plate } }) => ({
            on: today,
            since: recordedOn,
            records: [id],
            detail: { zh: plate, en: plate },
          }))
      },
    },
    'rider-without-stop': {
      label: { zh: '学生乘车站点不在线路台账内', en: 'A pupil’s stop is on no route' },
      severity: 'general',
      remedy: { zh: '核对后更正乘车名册或补登站点', en: 'Correct the list of riders, or enter the stop' },
      rule: BY_PRACTICE,
      reads: ['route-list', 'rider-list'],
      window: 'all',
      /** The stop says where to look; the pupil stands in the line itself. */
      among: (books, { today }) => {
        const known = new Set(books['route-list'].map(({ entry }) => `${entry.line} ${entry.place}`))
        return books['rider-list']
          .filter(({ entry }) => !known.has(`${entry.line} ${entry.place}`))
          .map(({ id, recordedOn, entry: { line, place } }) => ({
            on: today,
            since: recordedOn,
            records: [id],
            detail: { zh: `${line}：${place}`, en: `${line}: ${place}` },
          }))
      },
    },
    'provider-not-listed': {
      label: { zh: '校车的服务提供者不在台账内', en: 'The provider of a bus is not on the list' },
      severity: 'notice',
      remedy: { zh: '补登服务提供者，或更正校车台账', en: 'Enter the provider, or correct the bus' },
      rule: BY_PRACTICE,
      reads: ['provider-list', 'bus-ledger'],
      window: 'all',
      among: (books, { today }) => {
        const known = byName(books['provider-list'], ({ entry }) => entry.name)
        return books['bus-ledger']
          .filter(({ entry }) => !known.has(entry.provider))
          .map(({ id, recordedOn, entry: { plate, provider } }) => ({
            on: today,
            since: recordedOn,
            records: [id],
            detail: { zh: `${plate}：${provider}`, en: `${plate}: ${provider}` },
          }))
      },
    },
  },
  indicators: {
    'overloads-and-speeding': {
      label: { zh: '超员、超速发生率', en: 'Overloads and speeding' },
      numerator: {
        zh: '近30天查实或待核实的超员、超速报警',
        en: 'Alarms of overload and speeding of the last 30 days, but for unfounded ones',
      },
      denominator: { zh: '近30天登记的车次', en: 'Trips entered over the last 30 days' },
      better: 'lower',
      reads: ['bus-alarm-log', 'trip-log'],
      window: RATE_DAYS,
      count: (books, at) => {
        const alarms = books['bus-alarm-log'].filter(
          ({ entry: { on, kind, verdict } }) =>
            isCounted(on, at) && verdict !== 'unfounded' && (kind === 'overload' || kind === 'speeding'),
        )
        const trips = books['trip-log'].filter(({ entry }) => isCounted(entry.on, at))
        return { numerator: alarms.length, denominator: trips.length }
      },
    },
  },
})
