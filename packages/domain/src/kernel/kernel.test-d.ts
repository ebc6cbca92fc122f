/**
 * What the types promise (EXTENDING.md). Each `@ts-expect-error` is a promise: when the compiler stops
 * refusing the line below it, the build fails.
 */
import { z } from 'zod'
import type { HazardEvent, HazardState } from '../prevention/hazard-flow.ts'
import { HAZARD_FLOW } from '../prevention/hazard-flow.ts'
import type { FactKind } from '../drills/fact.ts'
import type { FactSchema } from '../drills/fact-schema.ts'
import type { BooksOf } from './area.ts'
import { defineArea } from './area.ts'
import { defineChecklist, type CheckItem } from './checklist.ts'
import { Day } from './day.ts'
import type { ExamplesOf } from './example.ts'
import type { EventsFrom, Flow } from './flow.ts'
import type { AccountId, UnitId } from './ids.ts'
import { defineIndicator } from './indicator.ts'
import type { EntryOf, FindingCodeOf } from './register.ts'
import { defineRegister } from './register.ts'
import { unreachable } from './result.ts'

/** Compiles when both types are the same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : { a: A; b: B }
const promise = <Holds extends true>(): Holds | undefined => undefined

const label = { zh: '药品', en: 'Chemical' }
const rule = {
  effectiveFrom: '2021-01-01',
  basis: [{ document: { title: label, from: '2021-01-01', dated: 'day' }, sure: 'text' }],
} as const
const said = { label, severity: 'general', remedy: label, rule } as const
const entry = z.object({ name: z.string(), state: z.enum(['open', 'shut']).optional(), on: Day })
const state = { ...label, options: { open: label, shut: label } }
const fields = { name: label, state, on: label }
const common = {
  id: 'spill-log',
  version: 1,
  kind: 'log',
  happenedOn: 'on',
  label,
  purpose: label,
  keptBy: { kinds: ['town-middle'] },
  whenEmpty: 'unknown',
  permissions: { read: 'register.read', record: 'register.record' },
  entry,
  fields,
  summary: ['name'],
  identity: ['name'],
  findings: {},
} as const

// --- a column has a label and a label has a column -------------------------------------------------------
// @ts-expect-error -- the column `on` has no label
defineRegister({ ...common, fields: { name: label, state } })
// @ts-expect-error -- there is no column `colour`
defineRegister({ ...common, fields: { ...fields, colour: label } })
// @ts-expect-error -- a label speaks both languages
defineRegister({ ...common, fields: { ...fields, name: { zh: '药品' } } })
// @ts-expect-error -- a choice without a name
defineRegister({ ...common, fields: { ...fields, state: { ...label, options: { open: label } } } })
// @ts-expect-error -- choices for a column that has none
defineRegister({ ...common, fields: { ...fields, name: { ...label, options: { open: label } } } })
// @ts-expect-error -- a list shows columns that exist
defineRegister({ ...common, summary: ['colour'] })
// @ts-expect-error -- a log says on which day things happened
defineRegister({ ...common, happenedOn: undefined })
// @ts-expect-error -- and that column holds a day
defineRegister({ ...common, happenedOn: 'name' })

// --- a rule reads only columns that exist, and numbers it has named ---------------------------------------
const limits = { days: { label, unit: 'day', default: 3, min: 1, max: 9 } } as const
defineRegister({
  ...common,
  findings: {
    // @ts-expect-error -- there is no column `colour`
    odd: { ...said, fields: ['name'], when: ({ colour }) => colour === 'red' },
  },
})
defineRegister({
  ...common,
  // @ts-expect-error -- nor is there one to mark
  findings: { odd: { ...said, fields: ['colour'], when: () => true } },
})
defineRegister({
  ...common,
  findings: {
    // @ts-expect-error -- the rule has no number `weeks`
    odd: { ...said, limits, fields: [], when: (_, at) => at.limits.weeks > 1 },
  },
})
defineRegister({
  ...common,
  findings: {
    // @ts-expect-error -- a finding either runs a clock or states a condition
    odd: { ...said, fields: [], due: ({ on }) => on, when: () => true },
  },
})
defineRegister({
  ...common,
  // @ts-expect-error -- an edition sets numbers the finding has
  findings: { odd: { ...said, limits, rule: { ...rule, sets: { weeks: 1 } }, fields: [], when: () => true } },
})
defineRegister({
  ...common,
  // @ts-expect-error -- a rule rests on something
  findings: { odd: { ...said, rule: { ...rule, basis: [] }, fields: [], when: () => true } },
})
defineRegister({
  ...common,
  findings: {},
  // @ts-expect-error -- a list rule is given a list and gives verdicts, never a bare yes
  lists: { odd: { ...said, window: 'all', among: entries => entries.length > 1 } },
})

// --- codes and keys are literal types -------------------------------------------------------------------
const spills = defineRegister({
  ...common,
  findings: { unnamed: { ...said, limits, fields: ['name'], when: ({ name }) => name === '' } },
  lists: { twice: { ...said, window: 'all', among: () => [] } },
})
promise<Same<FindingCodeOf<typeof spills>, 'unnamed' | 'twice'>>()
promise<Same<EntryOf<typeof spills>['state'], 'open' | 'shut' | undefined>>()
export const area = defineArea({
  id: 'chemicals',
  registers: [spills],
  cross: {
    adrift: {
      ...said,
      reads: ['spill-log'],
      window: 30,
      among: books => books['spill-log'].flatMap(() => []),
    },
  },
})
promise<Same<(typeof area.registers)[0]['key'], 'chemicals/spill-log'>>()
promise<Same<keyof BooksOf<[typeof spills]>, 'spill-log'>>()
// @ts-expect-error -- an area that is not on the list of areas
defineArea({ id: 'nowhere', registers: [spills] })
// @ts-expect-error -- a theme holds registers the area has
defineArea({ id: 'chemicals', registers: [spills], themes: { lab: { label, registers: ['waste-log'] } } })
defineArea({
  id: 'chemicals',
  registers: [spills],
  // @ts-expect-error -- a cross rule reads registers the area has
  cross: { adrift: { ...said, reads: ['waste-log'], window: 30, among: () => [] } },
})

// --- an item of a checklist rests on something, is asked at known times and answered in known ways -----------
const item = {
  code: 'HC01',
  text: label,
  basis: rule.basis,
  severity: 'major',
  every: ['term'],
  kinds: ['photo'],
} as const
const checklistOf = (...items: readonly [CheckItem, ...CheckItem[]]) =>
  defineChecklist({
    id: 'self-inspection',
    label,
    versions: [
      { version: 1, from: '2021-01-01', sections: [{ id: 'lab', label, binds: common.keptBy, items }] },
    ],
  })
checklistOf(item)
// @ts-expect-error -- nothing it rests on
checklistOf({ ...item, basis: [] })
// @ts-expect-error -- nobody knows when that is
checklistOf({ ...item, every: ['sometimes'] })
// @ts-expect-error -- a notice proposes nothing
checklistOf({ ...item, severity: 'notice' })
// @ts-expect-error -- a day means something
checklistOf({ ...item, kinds: ['day'], day: { label } })

// --- a register has at least one example and raises only declared findings --------------------------------
const healthy = { name: '硫酸', on: '2026-09-01' } as const
const example = { name: 'a spill', today: '2026-09-01', entry: healthy, raises: [] } as const
const cross = [{ name: 'none', today: '2026-09-01', books: {}, raises: ['adrift'] }] as const
export const right = { 'spill-log': [example], cross } satisfies ExamplesOf<typeof area>
// @ts-expect-error -- a register without examples
export const without = { cross } satisfies ExamplesOf<typeof area>
// @ts-expect-error -- an empty list of examples
export const empty = { 'spill-log': [], cross } satisfies ExamplesOf<typeof area>
// @ts-expect-error -- a finding nobody declared
export const misspelt = { 'spill-log': [{ ...example, raises: ['unamed'] }], cross } satisfies ExamplesOf<
  typeof area
>
// @ts-expect-error -- an entry that is none
export const wrong = { 'spill-log': [{ ...example, entry: { name: '硫酸' } }], cross } satisfies ExamplesOf<
  typeof area
>
// @ts-expect-error -- a cross finding without an example
export const uncrossed = { 'spill-log': [example] } satisfies ExamplesOf<typeof area>

// --- a flow has every state and no unknown target --------------------------------------------------------
type State = 'open' | 'shut'
export const sound = { open: { close: { to: 'shut', by: ['principal'] } }, shut: {} } satisfies Flow<
  State,
  'close'
>
// @ts-expect-error -- the state `shut` has no row
export const rowless = { open: { close: { to: 'shut', by: ['principal'] } } } satisfies Flow<State, 'close'>
// @ts-expect-error -- an arrow into nothing
export const astray = { open: { close: { to: 'gone', by: ['principal'] } }, shut: {} } satisfies Flow<
  State,
  'close'
>
// @ts-expect-error -- an event nobody declared
export const loud = { open: { slam: { to: 'shut', by: ['principal'] } }, shut: {} } satisfies Flow<
  State,
  'close'
>
// @ts-expect-error -- a role nobody has
export const ruled = { open: { close: { to: 'shut', by: ['king'] } }, shut: {} } satisfies Flow<
  State,
  'close'
>
promise<Same<EventsFrom<typeof HAZARD_FLOW, 'awaiting-acceptance'>, 'accept' | 'return'>>()
export const hazards: Flow<HazardState, HazardEvent> = HAZARD_FLOW

// --- ids of different things do not mix -----------------------------------------------------------------
export const atHome = (unit: UnitId): UnitId => unit
// @ts-expect-error -- an account is not a unit
export const mixed = (account: AccountId): UnitId => account
// @ts-expect-error -- nor is any text an id
export const bare: UnitId = '00000000-0000-4000-8000-000000000001'
// @ts-expect-error -- nor is any text a day
export const someday: Day = 'tomorrow'

// --- a switch that misses a state does not build ---------------------------------------------------------
export function whole(state: State): string {
  switch (state) {
    case 'open':
      return '开'
    case 'shut':
      return '关'
    default:
      return unreachable(state)
  }
}
export function halved(state: State): string {
  switch (state) {
    case 'open':
      return '开'
    default:
      // @ts-expect-error -- `shut` was forgotten
      return unreachable(state)
  }
}

// --- what a kiosk may tell is what the server takes ------------------------------------------------------
promise<Same<z.infer<typeof FactSchema>['kind'], FactKind>>()

// --- an indicator counts; it never hands out a bare share -------------------------------------------------
const words = { label, numerator: label, denominator: label, better: 'higher' } as const
defineIndicator({ ...words, id: 'rate', count: (of: number) => ({ numerator: of, denominator: 3 }) })
// @ts-expect-error -- a share without its numbers
defineIndicator({ ...words, id: 'rate', count: () => 0.5 })
