import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { foldMuster, makeMergeReceipt } from '@anlan/domain/drills'
import { factsOf, type CountyBoard, type PlayedDay } from './county-day.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
/** What an ended drill came to is written down within minutes at the worst, where a server died in between. */
const PATIENCE = 400
const PAUSE_MS = 250

/** What is wrong with a day, each thing in a line that names its school; every list is empty on a good one. */
export interface CheckedDay {
  readonly pupils: number
  readonly sent: number
  readonly acknowledged: number
  /** Acknowledged, or held by a kiosk, and not at the server. */
  readonly lost: readonly string[]
  /** At the server more than once, or of nobody. */
  readonly twice: readonly string[]
  readonly refused: readonly string[]
  /** A receipt of the server's that is not the one of what the kiosks hold, or a drill that did not end. */
  readonly receipts: readonly string[]
  /** Numbers on the county's board that are not those of all facts, folded. */
  readonly numbers: readonly string[]
  readonly board: CountyBoard
}

/** Compares what the kiosks hold with what the server says, school by school. */
export async function checkDay(day: PlayedDay): Promise<CheckedDay> {
  const wrong = {
    lost: [] as string[],
    twice: [] as string[],
    receipts: [] as string[],
    numbers: [] as string[],
  }
  const folded = new Map<string, { totals: object; expected: number }>()
  let [sent, acknowledged] = [0, 0]
  for (const school of day.schools) {
    const { drill, name, roster, kiosks } = school
    const set = factsOf(school)
    const there = await kiosks[0].factsThere(drill)
    const known = new Set(there)
    const given = kiosks.flatMap(each => [...each.acknowledged]).filter(id => set.facts.has(id))
    sent += set.facts.size
    acknowledged += new Set(given).size
    for (const id of new Set([...given, ...set.facts.keys()]))
      if (!known.has(id)) wrong.lost.push(`${name} ${id}`)
    for (const [at, id] of there.entries())
      if (there.indexOf(id) !== at || !set.facts.has(id)) wrong.twice.push(`${name} ${id}`)
    const own = await makeMergeReceipt(set, sha256)
    const told = (await kiosks[0].receipt(drill)).hash
    // What is wrong by all facts is not waited for in the row.
    const word = told === own.hash ? await settledReceipt(day, drill, own.hash) : told
    if (word !== own.hash) wrong.receipts.push(`${name} ${word}`)
    const totals = roster ? foldMuster(roster, set).totals : { expected: 0 }
    folded.set(drill, { totals, expected: totals.expected })
  }
  const board = await day.doors.query<CountyBoard>(day.officer, 'countyDrills.get', { id: day.countyDrillId })
  for (const { drillId, unit, totals } of board.schools)
    if (!isSame(totals, folded.get(drillId)?.totals ?? null))
      wrong.numbers.push(`${unit.name} ${JSON.stringify(totals)}`)
  const refused = day.schools.flatMap(({ kiosks }) => kiosks.flatMap(each => each.refused))
  const pupils = [...folded.values()].reduce((sum, { expected }) => sum + expected, 0)
  return { pupils, sent, acknowledged, ...wrong, refused, board }
}

/** The receipt in the drill's row, once it says the expected, and whatever it says in the end. */
async function settledReceipt({ doors, officer }: PlayedDay, id: string, expected: string): Promise<string> {
  for (let left = PATIENCE; ; left -= 1) {
    const drill = await doors.query<{ state: string; receipt: string | null }>(officer, 'drills.get', { id })
    const word = drill.state === 'all-clear' ? (drill.receipt ?? 'not settled') : drill.state
    if (word === expected || left === 0) return word
    await sleep(PAUSE_MS)
  }
}

const isSame = (a: object | null, b: object | null): boolean =>
  JSON.stringify(Object.entries(a ?? {}).sort()) === JSON.stringify(Object.entries(b ?? {}).sort())
