import type { Stage } from '../stage.ts'

/** A promise of the product and whether this run kept it. */
export interface Target {
  readonly what: string
  readonly kept: boolean
}

/** What an item found: lines for a person, the same as data, and the promises it bears on. */
export interface Findings {
  readonly lines: readonly string[]
  readonly data: object
  readonly targets: readonly Target[]
}

/** Something that is measured against both sides once they stand. */
export interface StageItem {
  readonly title: string
  run(stage: Stage): Promise<Findings>
}
