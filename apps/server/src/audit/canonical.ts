import { createHash } from 'node:crypto'

/**
 * The one text of an event, from which its hash is made. Whoever checks a chain years later, with another
 * program, needs only this paragraph:
 *
 * A JSON object with exactly the twelve keys of `EventRow`, no white space, keys at every depth sorted by
 * UTF-16 code units (as RFC 8785 does), strings escaped as ECMAScript's `JSON.stringify` does and otherwise
 * left as they are (no Unicode normalisation: the record shows what was typed), encoded in UTF-8. `at` is UTC
 * with six decimals, whatever the session's time zone and date style. Numbers stand as PostgreSQL prints
 * them from jsonb, digit for digit: RFC 8785 would read them into a double, where 9007199254740993 and
 * 9007199254740992 are one number and 1.0 is 1, so that an event could be changed without its hash noticing.
 * What is absent is `null`; jsonb `null` in `before` or `after` counts as absent.
 */
export interface EventRow {
  readonly id: string
  readonly at: string
  readonly actor_id: string
  readonly actor_name: string
  readonly actor_role: string
  readonly unit_id: string | null
  readonly action: string
  readonly subject_kind: string
  readonly subject_id: string
  /** jsonb as text: PostgreSQL's own printing, which loses no digit. */
  readonly before: string | null
  readonly after: string | null
  readonly request_id: string | null
}

/** The columns of `EventRow` in SQL, for a table called `e`. */
export const EVENT_COLUMNS = `e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor_id, e.actor_name, e.actor_role, e.unit_id, e.action, e.subject_kind, e.subject_id,
  e.before::text as before, e.after::text as after, e.request_id`

/** A number by its digits. */
class ExactNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** `JSON.parse` with the source text of each value, which lib.es2024 does not describe yet. */
const parseWithSource = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown

/** Reads JSON without losing a digit of any number. */
export const parseExact = (text: string): unknown =>
  parseWithSource(text, (_key, value, { source }) =>
    typeof value === 'number' ? new ExactNumber(source ?? String(value)) : value,
  )

/** Writes what `parseExact` read, in the one form. */
export function canonical(value: unknown): string {
  if (value instanceof ExactNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}

const jsonOrNull = (text: string | null): unknown => (text === null ? null : parseExact(text))

/** The one text of an event as the database holds it; other columns of the row take no part. */
export const canonicalEvent = (row: EventRow): string =>
  canonical({
    ...{ id: row.id, at: row.at, actor_id: row.actor_id, actor_name: row.actor_name },
    ...{ actor_role: row.actor_role, unit_id: row.unit_id, action: row.action, request_id: row.request_id },
    ...{ subject_kind: row.subject_kind, subject_id: row.subject_id },
    ...{ before: jsonOrNull(row.before), after: jsonOrNull(row.after) },
  })

/** What the first event of every chain is linked to. */
export const GENESIS = createHash('sha256').update('anlan audit chain 1').digest('hex')

/** The hash of an event in the chain: SHA-256 over the 32 bytes before it and its one text. */
export const linkHash = (previous: string, event: string): string =>
  createHash('sha256').update(Buffer.from(previous, 'hex')).update(event, 'utf8').digest('hex')
