import type { PublicListLine } from '@anlan/domain'
import { shallowRef, type ShallowRef } from 'vue'

const STORED = 'anlan.public-list'

/** The school's public list of hazards as it was last heard; null where it shows none. */
export interface HeldList {
  readonly at: number
  readonly lines: readonly PublicListLine[]
}

/**
 * The list for stand-by, kept so that it stands there without a line as well. It names nobody, and what shows it is never
 * a drill: so it lies beside what is counted and costs that no write.
 */
export class PublicList {
  readonly shown: ShallowRef<HeldList | null> = shallowRef(read())

  /** Takes what the server said; `undefined` from a server that is older than the list says nothing of it. */
  take(lines: readonly PublicListLine[] | null | undefined, at: number): void {
    if (lines === undefined) return
    this.shown.value = lines === null ? null : { at, lines }
    if (lines === null) localStorage.removeItem(STORED)
    else localStorage.setItem(STORED, JSON.stringify(this.shown.value))
  }

  /** The screen is given back: nothing of the school stays on it. */
  forget(): void {
    this.take(null, 0)
  }
}

function read(): HeldList | null {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? 'null') as HeldList | null
  } catch {
    return null
  }
}
