import type { z } from 'zod'
import { formOf, type FormField } from '../../kernel/form.ts'
import type { Label } from '../../kernel/label.ts'
import type { Register } from '../../kernel/register.ts'

/** Names the column that says to which school a line belongs; no field can be called so. */
export const SCHOOL_COLUMN = '@school'

/** A column of a register's table: a field of its entries, or the school. */
export interface TableColumn {
  readonly name: string
  readonly heading: Label
  /** Null for the school. */
  readonly field: FormField | null
}

const SCHOOL: TableColumn = { name: SCHOOL_COLUMN, heading: { zh: '学校', en: 'School' }, field: null }

const headingOf = ({ label, unit }: FormField): Label =>
  unit === null ? label : { zh: `${label.zh}（${unit.zh}）`, en: `${label.en} (${unit.en})` }

const known = new WeakMap<z.ZodObject, readonly string[]>()

/** Lists of an entry that may be empty and not missing: of those nothing needs to stand in their cell. */
export function emptyLists(entry: z.ZodObject): readonly string[] {
  const found =
    known.get(entry) ??
    Object.entries(entry.shape as Record<string, z.ZodType>).flatMap(([name, schema]) =>
      !schema.safeParse(undefined).success && schema.safeParse([]).success ? [name] : [],
    )
  known.set(entry, found)
  return found
}

/** The fields of a register that a cell can hold: everything but pictures. */
const tableFields = (register: Pick<Register, 'entry' | 'fields'>): FormField[] =>
  formOf(register)
    .filter(({ widget }) => widget !== 'photos')
    .map(field => ({
      ...field,
      required: field.required && !emptyLists(register.entry).includes(field.name),
    }))

/** The columns of a register's table, in the order of its form; the school first, where lines of several stand together. */
export const tableColumns = (
  register: Pick<Register, 'entry' | 'fields'>,
  spansSchools: boolean,
): TableColumn[] => [
  ...(spansSchools ? [SCHOOL] : []),
  ...tableFields(register).map(field => ({ name: field.name, heading: headingOf(field), field })),
]
