import { AREA_LABELS, type AreaId } from '../areas/area-id.ts'
import type { Checklist } from './checklist.ts'
import type { Label } from './label.ts'
import type { CrossIndicator, CrossIndicatorSpec } from './measure.ts'
import {
  forgetEntry,
  type CrossFinding,
  type CrossFindingSpec,
  type EntryOf,
  type Recorded,
  type Register,
} from './register.ts'

/** A register in its area, with the key that names it in the store, in addresses and in rule codes. */
export type Placed<A extends string = string, R extends Register = Register> = R & {
  readonly area: A
  readonly key: `${A}/${R['id']}`
}

/** The entries of an area's registers, by register id. */
export type BooksOf<Registers extends readonly Register[]> = {
  readonly [R in Registers[number] as R['id']]: readonly Recorded<EntryOf<R>>[]
}

/** Registers that belong together inside an area, under a heading of their own. */
export interface Theme<RegisterId extends string = string> {
  readonly label: Label
  readonly registers: readonly RegisterId[]
}

interface AreaSpec<Id extends AreaId, Registers extends readonly Register[], Crossed> {
  readonly id: Id
  readonly registers: Registers
  readonly themes?: Readonly<Record<string, Theme<Registers[number]['id']>>>
  /** What an inspector asks in this area; an area without one is not inspected by a list. */
  readonly checklist?: Checklist
  /** Findings that need several registers at once. */
  readonly cross?: { readonly [Code in keyof Crossed]: CrossFindingSpec<BooksOf<Registers>, Crossed[Code]> }
  /** Rates counted over several registers at once, by name. */
  readonly indicators?: Readonly<Record<string, CrossIndicatorSpec<BooksOf<Registers>>>>
}

/** A key area: its registers, each with its key, and the findings between them. */
export interface Area<
  Id extends string = string,
  Registers extends readonly Register[] = readonly Register[],
  CrossCode extends string = string,
> {
  readonly id: Id
  readonly label: Label
  readonly registers: { readonly [Index in keyof Registers]: Placed<Id, Registers[Index]> }
  readonly themes: Readonly<Record<string, Theme>>
  readonly checklist: Checklist | null
  readonly cross: Readonly<Record<CrossCode, CrossFinding>>
  readonly indicators: Readonly<Record<string, CrossIndicator>>
}

/** Declares an area. Its name comes from `AREA_LABELS`, the keys of its registers are derived. */
export function defineArea<
  const Id extends AreaId,
  const Registers extends readonly Register[],
  Crossed = Record<never, never>,
>({
  id,
  registers,
  themes,
  checklist,
  cross,
  indicators,
}: AreaSpec<Id, Registers, Crossed>): Area<Id, Registers, keyof Crossed & string> {
  const placed = registers.map(register => ({ ...register, area: id, key: `${id}/${register.id}` }))
  return {
    id,
    label: AREA_LABELS[id],
    registers: placed as unknown as Area<Id, Registers>['registers'],
    themes: themes ?? {},
    checklist: checklist ?? null,
    cross: forgetEntry<keyof Crossed & string, CrossFinding>(cross ?? {}),
    // Each is handed the books of the registers it names, and nothing else.
    indicators: (indicators ?? {}) as unknown as Area['indicators'],
  }
}
