import { addDays, weekdayOf } from '@anlan/domain'
import { moment, type School, type Writer } from './writer.ts'

export const FOOD_WRONGS = [
  'certificate-expired',
  'sample-too-small',
  'camera-dark',
  'nobody-ate',
  'papers-not-seen',
  'unwell-not-handled',
] as const

const DISHES = [
  '青椒肉丝',
  '番茄炒蛋',
  '红烧豆腐',
  '土豆烧鸡',
  '清炒时蔬',
  '萝卜炖排骨',
  '香菇滑鸡',
  '蒜蓉包菜',
]
const SPOTS = ['preparation', 'cooking', 'serving', 'washing', 'store'] as const
/** One firm delivers to many schools. */
const SUPPLIER = '安澜县校园食材配送中心'

/** A canteen with its people, suppliers and meals, and the health of the classes. */
export function writeFood(school: School, book: Writer, name: () => string): void {
  if (school.unit.hasCanteen) writeCanteen(school, book, name)
  writeHealth(school, book, name)
}

function writeCanteen(
  { unit, random, today, days, wrong, staff }: School,
  book: Writer,
  name: () => string,
): void {
  const back = (count: number) => addDays(today, -count)
  const ahead = (count: number) => addDays(today, count)
  const manager = name()
  book.write('food/canteen-licence', {
    ...{
      leader: manager,
      diners: unit.pupils,
      licenceNumber: `JY3439901${String(random.between(1, 9_999_999)).padStart(7, '0')}`,
    },
    validUntil: ahead(random.between(40, 1300)),
  })
  const cooks = Array.from({ length: 2 + Math.floor(unit.pupils / 400) }, name)
  for (const [at, cook] of cooks.entries())
    book.write('food/food-handler-list', {
      ...{ name: cook, post: at === 0 ? 'cook' : at === 1 ? 'preparation' : 'serving' },
      certificate: `439901${today.slice(2, 4)}${String(random.between(1, 99_999)).padStart(5, '0')}`,
      certificateUntil:
        wrong === 'certificate-expired' && at === 1 ? back(9) : ahead(random.between(15, 340)),
      taughtOn: back(random.between(20, 150)),
    })
  book.write('food/supplier-list', {
    ...{ name: SUPPLIER, supplies: '米面粮油、肉类、蔬菜', leader: '何建军', phone: '07300000021' },
    ...{ licenceUntil: ahead(400), contractUntil: ahead(random.between(60, 300)) },
  })
  for (const [at, spot] of SPOTS.entries())
    book.write('food/bright-kitchen-cameras', {
      ...{ number: `C-0${at + 1}`, spot, checkedOn: back(random.between(0, 6)) },
      online: !(wrong === 'camera-dark' && spot === 'washing'),
    })
  for (const on of days.filter(day => weekdayOf(day) === 2 || day === days[0]).concat(days.slice(-1)))
    book.write('food/delivery-log', {
      ...{ on, supplier: SUPPLIER, receivedBy: manager, goods: '大米', amount: 25 * random.between(2, 12) },
      ...{ batch: on.replaceAll('-', ''), goodUntil: addDays(on, 180) },
      papersSeen: !(wrong === 'papers-not-seen' && on === days.at(-1)),
    })
  const mondays = new Map(days.map(day => [addDays(day, 1 - weekdayOf(day)), day]))
  for (let week = 1; week <= 6; week += 1) {
    const monday = addDays(addDays(today, 1 - weekdayOf(today)), -7 * week)
    const on = mondays.get(monday) ?? addDays(monday, 2)
    book.write('food/canteen-self-check-log', { on, kind: 'weekly', checkedBy: manager })
  }
  book.write('food/meal-committee-log', { on: back(random.between(15, 120)), chair: staff[0]?.name })
  for (const [at, on] of days.entries()) {
    const dish = DISHES[(at + unit.pupils) % DISHES.length]
    const small = wrong === 'sample-too-small' && at === days.length - 3
    const person = cooks[at % cooks.length]
    book.write('food/handler-morning-check-log', { on, handler: cooks[0], checkedBy: manager })
    if (!(wrong === 'nobody-ate' && at === days.length - 4))
      book.write('food/shared-meal-log', { on, meal: 'lunch', leader: staff[at % staff.length]?.name })
    book.write('food/sample-retention-log', {
      ...{ on, meal: 'lunch', dish, dishesServed: 1, grams: small ? 90 : random.between(125, 160) },
      ...{ sampledAt: moment(on, 11, 40), sampledBy: person },
      discardedAt: addDays(on, 3) < today ? moment(addDays(on, 2), 12, 30) : undefined,
    })
    book.write('food/disinfection-log', {
      ...{ on, what: 'tableware', place: '食堂洗消间', meal: 'lunch', method: 'cabinet', minutes: 30 },
      doneBy: person,
    })
  }
}

function writeHealth(
  { unit, random, today, days, wrong, staff, classes }: School,
  book: Writer,
  name: () => string,
): void {
  const teacher = staff[2]?.name ?? name()
  const [first] = classes
  const size = first?.pupils.length ?? 0
  const schoolClass = first?.name ?? '一班'
  for (const [at, on] of days.entries()) {
    book.write('food/disinfection-log', {
      ...{ on, what: 'classroom', place: '各班教室', method: 'airing', minutes: 30, doneBy: teacher },
    })
    const unwell = wrong === 'unwell-not-handled' && at === days.length - 2 ? 1 : 0
    const check = { on, schoolClass, expected: size, present: size, absentIll: 0, absentOther: 0 }
    book.write('food/morning-check-log', { ...check, round: 'morning', unwell, checkedBy: teacher })
    book.write('food/morning-check-log', { ...check, round: 'noon', unwell: 0, checkedBy: teacher })
    if (unit.boarding)
      book.write('food/morning-check-log', { ...check, round: 'evening', unwell: 0, checkedBy: teacher })
  }
  const on = days.at(-random.between(3, 12))
  const pupil = first?.pupils[0]
  if (on !== undefined && pupil !== undefined && random.chance(0.4))
    book.write('food/sick-leave-log', {
      ...{ on, schoolClass, pupil, syndrome: 'fever', tracedOn: on, tracedBy: teacher },
      returnedOn: addDays(on, 2) < today ? addDays(on, 2) : undefined,
    })
  const checkedOn = addDays(today, -random.between(30, 80))
  if (random.chance(0.4))
    for (const each of (first?.pupils ?? []).slice(0, 6))
      book.write('food/vaccination-check-list', { schoolClass, pupil: each, checkedOn })
  const foundOn = addDays(today, -random.between(12, 25))
  if (unit.pupils > 300 && random.chance(0.1))
    book.write('food/outbreak-report-log', {
      ...{ on: foundOn, foundAt: moment(foundOn, 9), reportedAt: moment(foundOn, 11), reportedBy: teacher },
      ...{ place: schoolClass, cases: 5, content: `${schoolClass}三日内发热学生5人` },
      ...{ closedOn: addDays(foundOn, 8), followUp: '学生均已痊愈返校，班级每日消毒通风。' },
    })
  book.write('food/isolation-room-list', {
    place: '综合楼1层东',
    keeper: teacher,
    checkedOn: addDays(today, -random.between(2, 20)),
  })
}
