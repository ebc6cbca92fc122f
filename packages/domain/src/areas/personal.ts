import { formOf, type FormField } from '../kernel/form.ts'
import type { Placed } from '../kernel/area.ts'
import { may, type Actor } from '../organisation/may.ts'

type Body = Readonly<Record<string, unknown>>

/** The names of a register's personal fields. */
export const personalFields = (register: Placed): string[] =>
  Object.keys(register.fields).filter(name => register.fields[name]?.personal)

/**
 * True when an actor reads personal fields in full: a school its own pupils' and people's, and whoever has the need to
 * know that a restricted register asks for. Everybody else sees that something is written there.
 */
export const readsPersonal = (actor: Actor, register: Placed): boolean =>
  register.readsAreLogged || may(actor, 'register.read-personal')

const hiddenOf = new WeakMap<Placed, ReadonlyMap<string, FormField>>()

/** The personal fields of a register by name, worked out once: an export masks a hundred thousand lines. */
function hiddenFields(register: Placed): ReadonlyMap<string, FormField> {
  const known = hiddenOf.get(register)
  if (known) return known
  const names = new Set(personalFields(register))
  const found = names.size === 0 ? [] : formOf(register).filter(({ name }) => names.has(name))
  const hidden = new Map(found.map(field => [field.name, field]))
  hiddenOf.set(register, hidden)
  return hidden
}

/** An entry as it is shown to others: of what is personal only so much as tells two lines apart. */
export function maskEntry(register: Placed, entry: Body): Record<string, unknown> {
  const hidden = hiddenFields(register)
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => {
      const field = hidden.get(name)
      return [name, field ? mask(field, value) : value]
    }),
  )
}

/** What stands in place of something that is not told at all, whatever it was. */
export const COVER = '***'

function mask({ widget }: FormField, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return value
  if (typeof value !== 'string') return COVER
  const signs = [...value]
  switch (widget) {
    case 'person':
      return `${signs[0] ?? ''}*`
    case 'phone':
      return signs.length >= 11 ? `${value.slice(0, 3)}****${value.slice(-4)}` : '****'
    case 'day':
      return `${value.slice(0, 4)}-**-**`
    default:
      return COVER
  }
}
