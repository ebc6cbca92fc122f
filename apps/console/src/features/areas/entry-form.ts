import {
  dayOf,
  formOf,
  issueText,
  listNotYet,
  NOT_YET,
  type Day,
  type FormField,
  type Instant,
  type Label,
  type Placed,
} from '@anlan/domain'

/** What stands in a form's fields: texts as typed, choices, pictures by id. */
export type Draft = Record<string, string | string[]>

export const isList = ({ widget }: FormField): boolean => widget === 'choices' || widget === 'photos'

/** An entry as a form's fields hold it; without one, empty fields with what stands there unless somebody says otherwise. */
export function toDraft(register: Placed, entry: Readonly<Record<string, unknown>> | null): Draft {
  return Object.fromEntries(
    formOf(register).map(field => {
      const value = entry === null ? field.initial : entry[field.name]
      if (isList(field)) return [field.name, Array.isArray(value) ? value.map(String) : []]
      if (value === undefined || value === null) return [field.name, '']
      if (field.widget === 'instant') return [field.name, toLocal(String(value))]
      return [field.name, String(value as string | number | boolean)]
    }),
  )
}

/** An empty draft for a new line. What a log tells of happened today, unless somebody says otherwise. */
export function newDraft(register: Placed): Draft {
  const on = formOf(register).find(({ name }) => name === register.happenedOn)
  return { ...toDraft(register, null), ...(on && !on.ahead && { [on.name]: todayHere() }) }
}

/** The body a draft stands for: what is empty is not there. */
export function toBody(register: Placed, draft: Draft): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of formOf(register)) {
    const value = draft[field.name]
    if (Array.isArray(value)) {
      if (value.length > 0 || field.required) body[field.name] = value
    } else if (value !== undefined && value.trim() !== '') body[field.name] = read(field, value.trim())
  }
  return body
}

function read({ widget }: FormField, text: string): unknown {
  switch (widget) {
    case 'number':
      return Number(text.normalize('NFKC'))
    case 'yes-no':
      return text === 'true'
    case 'instant':
      return new Date(`${text}:00+08:00`).toISOString()
    default:
      return text
  }
}

/** Today in China, by the clock of whoever types. The server asks its own. */
export const todayHere = (): Day => dayOf(new Date().toISOString() as Instant)

/** What is wrong with a draft, a sentence for each field. */
export function faultsOf(register: Placed, draft: Draft, today: Day = todayHere()): Record<string, Label> {
  const body = toBody(register, draft)
  const parsed = register.entry.safeParse(body, { reportInput: true })
  const fields = new Map(formOf(register).map(field => [field.name, field]))
  const faults: Record<string, Label> = {}
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? '')
    faults[name] ??= issueText(issue, fields.get(name))
  }
  for (const name of listNotYet(register, body, today)) faults[name] ??= NOT_YET
  return faults
}

/** A moment as a field for day and time holds it, by China's clock. */
const toLocal = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3600_000).toISOString().slice(0, 16)

const isSame = (a: Draft[string] | undefined, b: Draft[string] | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** True of two drafts that say the same in every field. */
export const isSameDraft = (a: Draft, b: Draft): boolean =>
  Object.keys(b).every(name => isSame(a[name], b[name]))

/**
 * What somebody typed over an entry that somebody else changed meanwhile.
 * @param base what the entry read when he began
 * @param mine what stands in his form
 * @param now what the entry reads now
 * @returns a draft in which a field he did not touch reads as it does now, and one he touched as he typed it; and the
 *   fields that both changed, each to something else
 */
export function mergeDrafts(base: Draft, mine: Draft, now: Draft): { draft: Draft; both: string[] } {
  const names = Object.keys(now)
  const touched = new Set(names.filter(name => !isSame(mine[name], base[name])))
  return {
    draft: Object.fromEntries(names.map(name => [name, (touched.has(name) ? mine[name] : now[name]) ?? ''])),
    both: names.filter(
      name => touched.has(name) && !isSame(now[name], base[name]) && !isSame(now[name], mine[name]),
    ),
  }
}
