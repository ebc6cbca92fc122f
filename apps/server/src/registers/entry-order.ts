import { fieldsOf, type FormField, type Placed } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'

/** By the moment of recording, or by a field of the register. */
export const EntrySort = z.object({
  by: z.string().max(60).default('recordedAt'),
  desc: z.boolean().default(true),
})
export type EntrySort = z.infer<typeof EntrySort>

type Order = RawBuilder<unknown>

export const wayOf = ({ desc }: EntrySort): Order => (desc ? sql`desc` : sql`asc`)

/** What a list is in order of, of `register_entries e`; null where it is the moment of recording. */
export function fieldKey(register: Placed, { by }: EntrySort): Order | null {
  const field = fieldsOf(register).find(({ name }) => name === by)
  return field ? keyOf(field) : null
}

/**
 * Choices stand in the order in which the register declares them, texts by their sound, as a Chinese reader looks them up;
 * numbers, days, and yes and no as JSON has them.
 */
function keyOf({ name, widget, options }: FormField): Order {
  const codes = options.map(({ value }) => value)
  switch (widget) {
    case 'choice':
      return sql`array_position(${codes}::text[], e.body ->> ${name})`
    case 'choices':
      return sql`array_position(${codes}::text[], e.body -> ${name} ->> 0)`
    case 'text':
    case 'long-text':
    case 'person':
    case 'phone':
    case 'code':
      return sql`(e.body ->> ${name}) collate "zh-x-icu"`
    case 'number':
    case 'day':
    case 'instant':
    case 'yes-no':
    case 'photos':
      return sql`e.body -> ${name}`
  }
}

/** The whole of a list's order. */
export function order(register: Placed, sort: EntrySort): Order {
  const [key, way] = [fieldKey(register, sort), wayOf(sort)]
  return key ? sql`${key} ${way} nulls last, e.id ${way}` : sql`e.recorded_at ${way}, e.id ${way}`
}
