import { addDays, addMonths } from '@anlan/domain'
import { moment, type School, type Writer } from './writer.ts'

export const FIRE_WRONGS = [
  'extinguisher-overdue',
  'gauge-red',
  'detector-broken',
  'patrol-left-out',
  'door-locked',
  'no-inspection',
] as const

const PLACES = [
  '教学楼1层东',
  '教学楼2层西',
  '教学楼3层东',
  '食堂',
  '办公楼1层',
  '宿舍1层',
  '实验楼2层',
  '门卫室',
]
const ROUTES = [
  ['教学楼2层东侧楼梯', 'stairs'],
  ['教学楼2层西侧楼梯', 'stairs'],
  ['教学楼2层东侧出口', 'exit'],
  ['教学楼2层西侧出口', 'exit'],
] as const

/** Extinguishers, facilities, ways out and their patrols, as a school of its size has them. */
export function writeFire(school: School, book: Writer, name: () => string): void {
  const { unit, random, today, days, wrong, place } = school
  const back = (count: number) => addDays(today, -count)
  const leader = school.staff[0]?.name ?? name()
  const guard = name()
  const bottles = Math.min(PLACES.length, 2 + Math.floor(unit.pupils / 150))
  for (const [at, location] of PLACES.slice(0, bottles).entries())
    book.write('fire/extinguisher-ledger', {
      ...{ number: `M-${String(at + 1).padStart(2, '0')}`, location, specification: 'MFZ/ABC4' },
      madeOn: back(random.between(200, 1500)),
      lastCheckedOn: back(wrong === 'extinguisher-overdue' && at === 0 ? 50 : random.between(2, 24)),
      gauge: wrong === 'gauge-red' && at === 1 ? 'red' : 'green',
    })
  const facilities = [
    ...[
      ['hydrant', '教学楼1层西'],
      ['emergency-light', '教学楼楼梯间'],
      ['exit-sign', '教学楼走廊'],
    ],
    ...(unit.hasCanteen ? [['gas-alarm', '食堂操作间']] : []),
    ['smoke-detector', unit.boarding ? '学生宿舍各层' : unit.kind === 'kindergarten' ? '午睡室' : '图书室'],
  ] as const
  for (const [at, [kind, location]] of facilities.entries())
    book.write('fire/fire-facility-ledger', {
      ...{ number: `S-${String(at + 1).padStart(2, '0')}`, kind, location },
      sleeping: kind === 'smoke-detector' && (unit.boarding || unit.kind === 'kindergarten'),
      state: wrong === 'detector-broken' && kind === 'smoke-detector' ? 'out-of-order' : 'working',
      ...{ checkedOn: back(random.between(3, 22)), testedOn: back(random.between(40, 300)) },
    })
  for (const [building, use] of [
    ['教学楼', 'teaching'],
    ...(unit.boarding ? [['学生宿舍', 'dormitory']] : []),
    ...(unit.hasCanteen ? [['食堂', 'canteen']] : []),
  ] as const)
    book.write('fire/building-list', {
      ...{ name: building, use, floors: use === 'canteen' ? 1 : unit.pupils > 300 ? 4 : 2 },
      acceptance: `安县公消备〔${random.between(2009, 2018)}〕${random.between(3, 90)}号`,
    })
  for (const [route, kind] of ROUTES)
    book.write('fire/escape-route-list', { name: route, kind, building: '教学楼', floor: 2, width: 1.8 })
  const left = wrong === 'patrol-left-out' ? new Set(days.slice(-6, -4)) : new Set<string>()
  for (const [at, on] of days.entries()) {
    if (left.has(on)) continue
    const locked = wrong === 'door-locked' && at === days.length - 2
    const [route] = ROUTES[at % ROUTES.length] ?? ROUTES[0]
    const round = { on, place: route, state: locked ? 'locked' : 'clear', patrolledBy: guard }
    book.write('fire/exit-patrol-log', { ...round, round: 'day' })
    if (unit.boarding) book.write('fire/exit-patrol-log', { ...round, state: 'clear', round: 'night' })
  }
  const firstOfMonth = addDays(today, 1 - Number(today.slice(8)))
  for (const on of [addDays(addMonths(firstOfMonth, -1), 11), addDays(firstOfMonth, 2)])
    if (on < today && wrong !== 'no-inspection') book.write('fire/fire-inspection-log', { on, leader })
  if (unit.kind === 'county-school' && unit.boarding) {
    book.write('fire/fire-facility-ledger', {
      ...{ number: 'K-1', kind: 'control-room', location: '综合楼1层', sleeping: false },
      ...{ checkedOn: back(6), testedOn: back(90) },
    })
    const shifts = [name(), name(), name(), name()]
    for (let ago = 32; ago > 0; ago -= 1)
      for (const each of [0, 1])
        book.write('fire/control-room-duty-log', {
          ...{ on: back(ago), startsAt: moment(back(ago), 0), endsAt: moment(back(ago), 24) },
          person: shifts[(ago % 2) * 2 + each],
        })
  }
  if (unit.kind === 'town-middle')
    book.write('fire/offcampus-institution-list', {
      ...{ name: `${place}向阳托管服务中心`, address: `${place}镇建设路${random.between(1, 60)}号` },
      ...{ leader: name(), inspectedOn: back(random.between(10, 90)), inspectedBy: leader },
    })
}
