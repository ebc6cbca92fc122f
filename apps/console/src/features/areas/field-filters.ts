import { narrowingOf, type Day, type FormField, type Placed } from '@anlan/domain'

type Part = (name: string) => string
type Bound = number | Day

/** What each field of a register can be narrowed by, on the page of its list. */
export interface Narrowable {
  readonly values: readonly FormField[]
  readonly texts: readonly FormField[]
  readonly ranges: readonly FormField[]
}

/** The fields of a list's conditions. Those that the reader sees masked narrow nothing, and the day of a log has its own place. */
export function narrowableOf(
  register: Placed | null,
  fields: readonly FormField[],
  seesPersonal: boolean,
): Narrowable {
  const open = fields.filter(field => seesPersonal || !field.personal)
  const by = (how: ReturnType<typeof narrowingOf>): FormField[] =>
    open.filter(field => narrowingOf(field) === how && field.name !== register?.happenedOn)
  return { values: by('value'), texts: by('text'), ranges: by('range') }
}

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The conditions that an address asks for, as the server takes them; nothing of what it has none of. */
export function fieldFilters({ values, texts, ranges }: Narrowable, part: Part) {
  const chosen = values.flatMap(({ name, widget }) => {
    const value = part(`f.${name}`)
    return value === '' ? [] : [[name, widget === 'yes-no' ? value === 'true' : value] as const]
  })
  const parts = texts.flatMap(({ name }) => {
    const value = part(`t.${name}`).trim().slice(0, 60)
    return value === '' ? [] : [[name, value] as const]
  })
  const between = ranges.flatMap(field => {
    const [from, to] = [
      boundOf(field, part(`r.${field.name}.from`)),
      boundOf(field, part(`r.${field.name}.to`)),
    ]
    if (from === null && to === null) return []
    return [[field.name, { ...(from !== null && { from }), ...(to !== null && { to }) }] as const]
  })
  return {
    fields: Object.fromEntries(chosen),
    ...(parts.length > 0 && { texts: Object.fromEntries(parts) }),
    ...(between.length > 0 && { ranges: Object.fromEntries(between) }),
  }
}

function boundOf({ widget }: FormField, text: string): Bound | null {
  if (widget !== 'number') return isDay(text) ? (text as Day) : null
  const value = Number(text)
  return text.trim() === '' || !Number.isFinite(value) ? null : value
}
