import type { EntryExample, ListExample, OldExample } from '../kernel/example.ts'
import type { Day } from '../kernel/day.ts'
import type { UnitProfile } from '../organisation/unit.ts'
import type { AreaId } from './area-id.ts'
import { busExamples } from './bus/examples.ts'
import { chemicalsExamples } from './chemicals/examples.ts'
import { emergencyExamples } from './emergency/examples.ts'
import { fireExamples } from './fire/examples.ts'
import { foodExamples } from './food/examples.ts'
import { priorityExamples } from './priority/examples.ts'
import { surroundingsExamples } from './surroundings/examples.ts'

/** The examples of every area: tests, seed data and documentation at once. */
export const EXAMPLES: Readonly<Record<AreaId, object>> = {
  fire: fireExamples,
  food: foodExamples,
  bus: busExamples,
  chemicals: chemicalsExamples,
  surroundings: surroundingsExamples,
  emergency: emergencyExamples,
  priority: priorityExamples,
}

type AnyBody = Readonly<Record<string, unknown>>
export type AnyExample = EntryExample<AnyBody, string> | ListExample<AnyBody, string> | OldExample

/** The examples of a register, its types forgotten. */
export const listExamples = (area: AreaId, register: string): readonly AnyExample[] =>
  (EXAMPLES[area] as Record<string, readonly AnyExample[]>)[register] ?? []

export interface AnyCrossExample {
  readonly name: string
  readonly today: Day
  readonly unit?: Partial<UnitProfile>
  readonly books: Readonly<Record<string, readonly AnyBody[] | undefined>>
  readonly raises: readonly string[]
}

/** The examples of what an area's registers say of each other. */
export const listCrossExamples = (area: AreaId): readonly AnyCrossExample[] =>
  (EXAMPLES[area] as { readonly cross?: readonly AnyCrossExample[] }).cross ?? []
