import { choicesCalled, Day, fieldsOf, narrowingOf, UnitId, type Narrowing, type Placed } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../db/like.ts'

const MOST_FIELDS = 10
const byField = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .record(z.string().max(60), schema)
    .refine(fields => Object.keys(fields).length <= MOST_FIELDS)
    .optional()
const Bound = z.union([z.number(), Day])

/**
 * What a list of entries can be narrowed to. A field is met by exactly that value, of a field with several choices by the
 * one among others; a range by whatever lies between its ends, which belong to it; a text or a search by a part of what is
 * written. What names no such field of the register narrows nothing.
 */
export const EntryFilter = z.object({
  unitId: UnitId.optional(),
  township: z.string().max(9).optional(),
  fields: byField(z.union([z.string().max(200), z.number(), z.boolean()])),
  ranges: byField(z.object({ from: Bound.optional(), to: Bound.optional() })),
  texts: byField(z.string().trim().min(1).max(60)),
  search: z.string().trim().max(60).optional(),
  happenedFrom: Day.optional(),
  happenedTo: Day.optional(),
  /** Lines with which the rules find something, by themselves or beside others of their area. */
  found: z.boolean().optional(),
  retired: z.boolean().default(false),
})
export type EntryFilter = z.infer<typeof EntryFilter>

/** A filter as a certain reader asks. */
export type AskedFilter = EntryFilter & {
  /** Fields in which no text is looked for because the reader sees them masked. */
  readonly unsearched?: readonly string[]
  /**
   * The units of a reader who does not see the county. The policies hold without it; but their condition is one of two
   * cases, which no index answers, and this one finds a school's lines among a county's.
   */
  readonly within?: readonly UnitId[]
}

type Condition = RawBuilder<boolean>

/** The conditions of a filter over `register_entries e`. */
export function conditions(register: Placed, filter: AskedFilter): Condition {
  const { unitId, township, within, happenedFrom, happenedTo, retired } = filter
  const all: Condition[] = [sql`e.register = ${register.key}`]
  all.push(retired ? sql`e.retired_at is not null` : sql`e.retired_at is null`)
  if (within) all.push(sql`e.unit_id = any (${[...within]}::uuid[])`)
  if (unitId) all.push(sql`e.unit_id = ${unitId}`)
  if (township)
    all.push(sql`e.unit_id = any (array(select id from units where units.township = ${township}))`)
  if (filter.found) all.push(withFindings(register))
  if (happenedFrom) all.push(sql`e.happened_on >= ${happenedFrom}`)
  if (happenedTo) all.push(sql`e.happened_on <= ${happenedTo}`)
  all.push(...exact(register, filter), ...between(register, filter), ...containing(register, filter))
  if (filter.search) all.push(found(register, filter.search, filter.unsearched ?? []))
  return sql.join(all, sql` and `)
}

/**
 * Lines that a finding names, as the standings of their schools were last drawn. What was found is looked up once for the
 * whole list; the policies leave of it what the reader sees.
 */
const withFindings = (register: Placed): Condition =>
  sql`e.id = any (array(
    select record::uuid from register_standings as drawn,
      jsonb_array_elements(drawn.findings) as finding, jsonb_array_elements_text(finding -> 'records') as record
    where drawn.area = ${register.area} and drawn.register in (${register.key}, '')))`

/** The entries of a part of a filter that name a field which a list is narrowed by in that way. */
const named = <Value>(
  register: Placed,
  values: Readonly<Record<string, Value>> | undefined,
  how: Narrowing,
) =>
  Object.entries(values ?? {}).filter(([name]) =>
    fieldsOf(register).some(field => field.name === name && narrowingOf(field) === how),
  )

function exact(register: Placed, { fields = {} }: EntryFilter): Condition[] {
  const wanted = fieldsOf(register).flatMap(({ name, widget }) => {
    const value = fields[name]
    return value === undefined ? [] : [[name, widget === 'choices' ? [value] : value] as const]
  })
  return wanted.length === 0 ? [] : [sql`e.body @> ${JSON.stringify(Object.fromEntries(wanted))}::jsonb`]
}

/** Numbers and days are compared as JSON compares them, so that a body which this version cannot read is no fault. */
const between = (register: Placed, { ranges }: EntryFilter): Condition[] =>
  named(register, ranges, 'range').flatMap(([name, { from, to }]) =>
    (
      [
        [from, sql`>=`],
        [to, sql`<=`],
      ] as const
    ).flatMap(([bound, compare]) =>
      bound === undefined
        ? []
        : [
            sql<boolean>`(jsonb_typeof(e.body -> ${name}) = ${typeof bound}
              and e.body -> ${name} ${compare} ${JSON.stringify(bound)}::jsonb)`,
          ],
    ),
  )

const containing = (register: Placed, { texts }: EntryFilter): Condition[] =>
  named(register, texts, 'text').map(([name, part]) => sql`e.body ->> ${name} ilike ${holding(part)}`)

/** What a line shows as it is written; choices are shown by their names, and yes and no are found by a filter. */
const isWritten = (widget: string): boolean => !['choice', 'choices', 'yes-no', 'photos'].includes(widget)

/**
 * A word in the texts of a line, in what its choices are called, or in its school's name. Each line of the book is looked
 * at, and no index over trigrams would help: under the locale of our databases they know no Chinese character, a word of
 * two characters has none, and the policies let no index answer such a condition. One text made of the fields that the
 * register declares is searched nine times as fast as all values of the body one by one.
 */
function found(register: Placed, word: string, unsearched: readonly string[]): Condition {
  const pattern = holding(word)
  const isSearched = ({ name }: { readonly name: string }): boolean => !unsearched.includes(name)
  const written = fieldsOf(register).filter(field => isWritten(field.widget) && isSearched(field))
  const parts: Condition[] = [
    sql`e.unit_id = any (array(select id from units where units.name ilike ${pattern}))`,
    ...choicesCalled(register, word)
      .filter(isSearched)
      .map(({ name, many, values }) =>
        many
          ? sql<boolean>`e.body -> ${name} ?| ${[...values]}::text[]`
          : sql<boolean>`e.body ->> ${name} = any (${[...values]}::text[])`,
      ),
  ]
  if (written.length > 0)
    parts.push(
      sql`concat_ws(chr(10), ${sql.join(written.map(({ name }) => sql`e.body ->> ${name}`))}) ilike ${pattern}`,
    )
  return sql`(${sql.join(parts, sql` or `)})`
}
