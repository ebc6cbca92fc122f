import type { z } from 'zod'
import type { UnitProfile } from '../organisation/unit.ts'
import type { Area } from './area.ts'
import type { Day } from './day.ts'
import type { Register } from './register.ts'

interface ExampleBase {
  /** A sentence of the trade: what this shows. */
  readonly name: string
  readonly today: Day
  /** Where the unit matters: what is different about it. */
  readonly unit?: Partial<UnitProfile>
}

/** One entry as a person would type it, and what it raises, exactly. */
export interface EntryExample<Body, Code extends string> extends ExampleBase {
  readonly entry: Body
  readonly raises: readonly Code[]
}

/** Several entries together, and what they raise as a list; every code once for each time it is raised. */
export interface ListExample<Body, ListCode extends string> extends ExampleBase {
  readonly entries: readonly Body[]
  readonly raisesTogether: readonly ListCode[]
}

/** A body written under an earlier version, kept so that its upgrade stays proven. */
export interface OldExample extends ExampleBase {
  readonly version: number
  readonly body: Readonly<Record<string, unknown>>
}

/** An entry as a person types it, before the schema has read it. */
export type BodyOf<R extends Pick<Register, 'entry'>> = z.input<R['entry']>
type ExampleOf<R extends Register> =
  | EntryExample<BodyOf<R>, keyof R['findings'] & string>
  | ListExample<BodyOf<R>, keyof R['lists'] & string>
  | OldExample

type CrossExample<Registers extends readonly Register[], CrossCode> = ExampleBase & {
  readonly books: { readonly [R in Registers[number] as R['id']]?: readonly BodyOf<R>[] }
  readonly raises: readonly CrossCode[]
}

/** Examples for every register of an area: at least one each, raising declared findings only. */
export type ExamplesOf<A> =
  A extends Area<string, infer Registers, infer CrossCode>
    ? {
        readonly [R in Registers[number] as R['id']]: readonly [ExampleOf<R>, ...ExampleOf<R>[]]
      } & ([CrossCode] extends [never]
        ? unknown
        : {
            readonly cross: readonly [
              CrossExample<Registers, CrossCode>,
              ...CrossExample<Registers, CrossCode>[],
            ]
          })
    : never
