import { percentile, show } from '../figures.ts'
import type { CheckedDay } from './check-day.ts'
import { factsOf, type PlayedDay, type PlayedSchool } from './county-day.ts'

/** The figures of a day, for a machine. */
export interface DayFigures {
  readonly schools: number
  readonly pupils: number
  readonly kiosks: number
  readonly sent: number
  readonly acknowledged: number
  readonly lost: number
  readonly triesInVain: number
  readonly ack50: number
  readonly ack99: number
  readonly board50: number
  readonly board99: number
  readonly neverShown: number
  /** Seconds from the signal until so many of the county were accounted for, as its board showed it. */
  readonly half: number | null
  readonly most: number | null
  readonly all: number | null
  readonly accounted: number
  readonly lateStarters: number
  readonly silentAtMost: number
  readonly silentAtEnd: number
}

/** Counts a day up. */
export function figuresOf(day: PlayedDay, checked: CheckedDay): DayFigures {
  const kiosks = day.schools.flatMap(school => school.kiosks)
  const waits = kiosks.flatMap(each => each.waits)
  // How long a cable was out says nothing of the server.
  const connected = day.schools.filter(({ hasLine }) => hasLine)
  const delays = connected.flatMap(school => delaysOf(school))
  const taps = connected.reduce((sum, school) => sum + factsOf(school).facts.size, 0)
  const accounted = checked.board.schools.reduce((sum, { totals }) => sum + (totals?.accounted ?? 0), 0)
  const until = (share: number): number | null => {
    const reached = day.moments.find(moment => moment.accounted >= checked.pupils * share)
    return reached ? (reached.at - day.signalAt) / 1000 : null
  }
  return {
    ...{ schools: day.schools.length, pupils: checked.pupils, kiosks: kiosks.length },
    ...{ sent: checked.sent, acknowledged: checked.acknowledged, lost: checked.lost.length },
    triesInVain: kiosks.reduce((sum, { tries }) => sum + tries, 0),
    ...{ ack50: percentile(waits, 0.5), ack99: percentile(waits, 0.99) },
    ...{ board50: percentile(delays, 0.5), board99: percentile(delays, 0.99) },
    neverShown: day.plan.boards ? taps - delays.length : 0,
    ...{ half: until(0.5), most: until(0.9), all: until(1), accounted },
    lateStarters: checked.board.schools.filter(({ lateStart }) => lateStart).length,
    silentAtMost: day.moments.reduce((most, { silent }) => Math.max(most, silent), 0),
    silentAtEnd: checked.board.schools.filter(({ state }) => state === 'silent').length,
  }
}

/** From each tap to the first picture of its school's board that counts as many facts as were tapped until then. */
function delaysOf(school: PlayedSchool): number[] {
  const facts = factsOf(school).facts
  const taps = school.kiosks
    .flatMap(each => each.taps)
    .filter(({ id }) => facts.has(id))
    .map(({ at }) => at)
    .sort((a, b) => a - b)
  let next = 0
  return taps.flatMap((at, index) => {
    while (next < school.shown.length && (school.shown[next]?.facts ?? 0) <= index) next += 1
    const first = school.shown[next]
    return first ? [first.at - at] : []
  })
}

/** The same in plain words, a line each. */
export function sayDay(figures: DayFigures): string[] {
  const after = (seconds: number | null): string => (seconds === null ? 'never' : `${show(seconds)} s`)
  const ms = (value: number): string => (Number.isNaN(value) ? '–' : `${show(value)} ms`)
  const rows: (readonly [string, string])[] = [
    ['schools', `${figures.schools}, each with two kiosks`],
    ['people to be accounted for', `${figures.pupils}`],
    ['facts sent', `${figures.sent}`],
    ['facts acknowledged', `${figures.acknowledged}`],
    ['facts lost', `${figures.lost}`],
    ['tries while the server was away', `${figures.triesInVain}`],
    ['acknowledged after', `half within ${ms(figures.ack50)}, 99 % within ${ms(figures.ack99)}`],
    [
      'from tap to the school’s board, with a line',
      Number.isNaN(figures.board50)
        ? 'no board was open'
        : `half within ${ms(figures.board50)}, 99 % within ${ms(figures.board99)}, ${figures.neverShown} never`,
    ],
    ['half of the county accounted for', after(figures.half)],
    ['nine tenths', after(figures.most)],
    ['everybody', after(figures.all)],
    ['accounted for in the end', `${figures.accounted} of ${figures.pupils}`],
    ['schools that began late', `${figures.lateStarters}`],
    ['schools silent', `${figures.silentAtMost} at the worst moment, ${figures.silentAtEnd} at the end`],
  ]
  const width = Math.max(...rows.map(([what]) => what.length))
  return rows.map(([what, figure]) => `${what.padEnd(width)}  ${figure}`)
}
