import { addDays, daysBetween, type Day } from '@anlan/domain'
import { Random } from '../random.ts'
import type { School, Writer } from './writer.ts'

export const PRIORITY_WRONGS = [
  'survey-overdue',
  'no-sign',
  'no-parent',
  'grade-c',
  'receipt-missing',
  'leads-left',
] as const

/** Letters go out pupil by pupil: schools with more than so many have not entered theirs yet. */
const LETTERS_UP_TO = 120
/** Of ten schools two wait for the last parents. */
const SHARE_LATE = 0.2

/** From July to September it is asked what was done before the summer. */
const isAfterSummerBegan = (today: Day): boolean => ['07', '08', '09'].includes(today.slice(5, 7))
const beforeSummer = (today: Day, day: string): Day => `${Number(today.slice(0, 4))}-${day}` as Day

function lettersOf(today: Day): readonly { letter: string; issuedOn: Day }[] {
  const year = today.slice(0, 4)
  return isAfterSummerBegan(today)
    ? [
        { letter: `${year}年春季防溺水致家长一封信`, issuedOn: beforeSummer(today, '04-20') },
        { letter: `${year}年暑假防溺水致家长一封信`, issuedOn: beforeSummer(today, '06-20') },
      ]
    : [{ letter: `${addDays(today, -45).slice(0, 4)}年防溺水致家长一封信`, issuedOn: addDays(today, -45) }]
}

const summerLessons = (today: Day): readonly (readonly ['drowning', string, number])[] =>
  isAfterSummerBegan(today)
    ? (
        [
          ['04-25', '春季防溺水教育'],
          ['05-25', '学会自救，不盲目施救'],
          ['06-22', '暑假防溺水“六不准”'],
        ] as const
      ).map(([day, title]) => ['drowning', title, daysBetween(beforeSummer(today, day), today)])
    : []

/** Water, bullying, buildings and weather. */
export function writePriority(school: School, book: Writer, name: () => string): void {
  writeDrowning(school, book, name)
  writeBullying(school, book, name)
  writeDisaster(school, book, name)
}

function writeDrowning(
  { unit, place, random, today, wrong, classes, staff }: School,
  book: Writer,
  name: () => string,
): void {
  const back = (count: number) => addDays(today, -count)
  const keeper = name()
  for (const [spot, kind] of [
    [`${place}村前塘`, 'pond'],
    [`${place}河段`, 'river'],
  ] as const) {
    const patrolledOn = back(random.between(1, 6))
    book.write('priority/water-spot-list', {
      ...{
        name: spot,
        kind,
        keeper,
        patrolledOn,
        place: `学校${random.pick(['东', '南', '西', '北'])}侧约${random.between(2, 12)}00米`,
      },
      sign: !(wrong === 'no-sign' && kind === 'pond'),
    })
    for (const ago of [0, 6, 12, 18])
      book.write('priority/water-patrol-log', { on: addDays(patrolledOn, -ago), spot, patrolledBy: keeper })
  }
  const isLate = wrong === 'receipt-missing' || new Random(`letters ${unit.name}`).chance(SHARE_LATE)
  for (const { letter, issuedOn } of lettersOf(today))
    for (const [at, { name: schoolClass, pupils }] of (unit.pupils <= LETTERS_UP_TO ? classes : []).entries())
      for (const [seat, pupil] of pupils.entries()) {
        const missing = isLate && at === 0 && seat < 2
        book.write('priority/parent-letter', {
          ...{ letter, schoolClass, pupil, issuedOn, receipt: missing ? 'none' : 'paper' },
          receivedOn: missing ? undefined : addDays(issuedOn, 3),
          visitedOn: missing ? addDays(issuedOn, 6) : undefined,
        })
      }
  book.write('priority/reminder-log', {
    ...{ on: back(random.between(2, 7)), occasion: 'weekend', title: '周末防溺水安全提醒' },
    ...{ families: unit.pupils, sentBy: staff[1]?.name ?? staff[0]?.name },
  })
  for (const [theme, title, ago] of [
    ['drowning', '珍爱生命，谨防溺水', 33],
    ['bullying', '拒绝欺凌，友善相处', 24],
    ['disaster', '地震来了怎么办', 12],
    ...summerLessons(today),
  ] as const)
    book.write('priority/lesson-log', {
      ...{ on: back(ago + random.between(0, 6)), theme, title, audience: '全校', pupils: unit.pupils },
      heldBy: staff[2]?.name ?? staff[0]?.name,
    })
}

function writeBullying(
  { unit, random, today, wrong, staff }: School,
  book: Writer,
  name: () => string,
): void {
  const [appointedOn, until] = [addDays(today, -80), addDays(today, 285)]
  for (const [member, comes, post] of [
    [staff[0]?.name, 'head', '校长'],
    [staff[1]?.name, 'staff', '安全专干'],
    ...(wrong === 'no-parent' ? [] : [[name(), 'parent', undefined]]),
    [name(), 'legal-deputy', '派出所民警'],
  ] as const)
    if (member !== undefined)
      book.write('priority/committee-list', {
        ...{ name: member, comes, seat: comes === 'head' ? 'chair' : 'member', post, appointedOn, until },
      })
  const overdue = wrong === 'survey-overdue'
  const returned = Math.floor(unit.pupils * 0.97)
  book.write('priority/bullying-survey', {
    ...{ on: addDays(today, overdue ? -230 : -random.between(20, 90)), given: unit.pupils, returned },
    ...(wrong === 'leads-left' ? { leads: 2, takenUp: 1 } : { leads: 1, takenUp: 1 }),
  })
  const head = staff[0]
  const back = (count: number) => addDays(today, -count)
  if (head && unit.pupils > 300 && random.chance(0.06))
    book.write(
      'priority/case-file',
      {
        ...{
          number: `${back(40).slice(0, 4)}-01`,
          stage: 'settlement',
          reportedOn: back(40),
          stoppedOn: back(40),
        },
        ...{ guardiansToldOn: back(40), harmed: name(), accused: name(), investigatedOn: back(34) },
        ...{
          outcome: 'bullying',
          measures: '批评教育，赔礼道歉。',
          counselledOn: back(33),
          followedUpOn: back(6),
        },
      },
      head,
    )
}

function writeDisaster(
  { unit, random, today, wrong, staff }: School,
  book: Writer,
  name: () => string,
): void {
  const back = (count: number) => addDays(today, -count)
  for (const [building, purpose] of [
    ['教学楼', 'teaching'],
    ...(unit.boarding ? [['学生宿舍', 'dormitory']] : []),
  ] as const)
    book.write('priority/building-survey', {
      ...{ building, purpose, builtIn: random.between(1998, 2019), floors: unit.pupils > 300 ? 4 : 2 },
      ...{ surveyedOn: back(random.between(10, 120)), used: 'fully' },
      grade: wrong === 'grade-c' && purpose === 'teaching' ? 'C' : random.chance(0.5) ? 'A' : 'B',
    })
  if (random.chance(0.2))
    book.write('priority/geohazard-point', {
      ...{
        threatens: unit.pupils,
        monitor: name(),
        surveyedOn: back(150),
        patrolledOn: back(random.between(2, 25)),
      },
    })
  if (random.chance(0.5)) {
    const on = back(random.between(5, 60))
    book.write('priority/warning-log', {
      ...{ on, signal: 'cold', colour: 'blue', acknowledgedBy: staff[1]?.name ?? staff[0]?.name },
      ...{
        issuedAt: `${on}T01:00:00.000Z`,
        acknowledgedAt: `${on}T01:${10 + random.between(0, 40)}:00.000Z`,
      },
    })
  }
}
