import type { SheetCell } from '@anlan/documents'
import type { UnitId } from '@anlan/domain'
import { open, type FileHandle } from 'node:fs/promises'

/** A row that is to be written, as its table has it and as the register takes it. */
export interface SoundRow {
  readonly row: number
  readonly cells: readonly SheetCell[]
  readonly entry: Readonly<Record<string, unknown>>
}

interface Place {
  readonly at: number
  readonly length: number
}

/**
 * The rows of a table by the school in whose book they go, in a file: a table has them in any order, each school's book is
 * written by itself, and twenty thousand rows are not held in memory for it.
 */
export class SortedRows {
  readonly #file: FileHandle
  readonly #places = new Map<UnitId, Place[]>()
  #at = 0

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /** Rows in a new file at `path`, open while `work` goes on. */
  static async in<Value>(path: string, work: (rows: SortedRows) => Promise<Value>): Promise<Value> {
    const file = await open(path, 'wx+', 0o600)
    try {
      return await work(new SortedRows(file))
    } finally {
      await file.close()
    }
  }

  async add(rows: readonly (SoundRow & { readonly unitId: UnitId })[]): Promise<void> {
    const lines: Buffer[] = []
    for (const { unitId, row, cells, entry } of rows) {
      const line = Buffer.from(JSON.stringify({ row, cells, entry } satisfies SoundRow))
      const places = this.#places.get(unitId) ?? []
      this.#places.set(unitId, places)
      places.push({ at: this.#at, length: line.byteLength })
      this.#at += line.byteLength
      lines.push(line)
    }
    await this.#file.write(Buffer.concat(lines))
  }

  /** The schools that have rows, always in the same order. */
  units(): UnitId[] {
    return [...this.#places.keys()].toSorted()
  }

  /** A school's rows as they stand in the table, so many at a time. */
  async *of(unitId: UnitId, atATime: number): AsyncGenerator<SoundRow[]> {
    const places = this.#places.get(unitId) ?? []
    for (let from = 0; from < places.length; from += atATime) {
      const rows: SoundRow[] = []
      for (const stretch of stretchesOf(places.slice(from, from + atATime)))
        rows.push(...(await this.#read(stretch)))
      yield rows
    }
  }

  async #read(stretch: readonly Place[]): Promise<SoundRow[]> {
    const at = stretch[0]?.at ?? 0
    const bytes = Buffer.alloc(stretch.reduce((sum, { length }) => sum + length, 0))
    await this.#file.read(bytes, 0, bytes.byteLength, at)
    return stretch.map(
      place => JSON.parse(bytes.toString('utf8', place.at - at, place.at - at + place.length)) as SoundRow,
    )
  }
}

/** Places that follow on each other, for they are read together. */
function stretchesOf(places: readonly Place[]): Place[][] {
  const stretches: Place[][] = []
  for (const place of places) {
    const last = stretches.at(-1)?.at(-1)
    if (last && last.at + last.length === place.at) stretches.at(-1)?.push(place)
    else stretches.push([place])
  }
  return stretches
}
