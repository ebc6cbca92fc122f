import { z } from 'zod'
import { Day, Instant } from './day.ts'
import { FileId } from './ids.ts'
import type { Label } from './label.ts'
import { humanText, tidyText } from './human-text.ts'

/** How a field is typed in, on any screen. A closed set: the console draws each of them once. */
export const WIDGETS = [
  'text',
  'long-text',
  'number',
  'day',
  'instant',
  'choice',
  'choices',
  'yes-no',
  'person',
  'phone',
  'code',
  'photos',
] as const
export type Widget = (typeof WIDGETS)[number]

/** What a schema says of itself to a form. */
interface FormMeta {
  readonly widget: Widget
  /** What a right value looks like, for the hint under the field and the note in a spreadsheet. */
  readonly sample?: string
}

/**
 * Metadata of the schemas fields are made of. It hangs on the inner schema, so never read it from a field
 * directly: `.optional()` and its like make a new schema without it. `formOf` looks through them.
 */
export const form = z.registry<FormMeta>()
form.add(Day, { widget: 'day', sample: '2026-09-01' })
form.add(Instant, { widget: 'instant' })

/** Adds form metadata to a schema and gives the same schema back. */
export function drawnAs<Schema extends z.ZodType>(schema: Schema, meta: FormMeta): Schema {
  form.add(schema, meta)
  return schema
}

const line = (max: number) => humanText(1, max)

/** One line of text: a place, a name of a thing. */
export const ShortText = drawnAs(line(60), { widget: 'text' })
/** Several lines of text: what was found, what was done. */
export const LongText = drawnAs(line(1000), { widget: 'long-text' })
/** A person by name, as it stands on the paper; blanks inside do not count. */
export const PersonName = drawnAs(
  z
    .string()
    .transform(name => tidyText(name.normalize('NFKC')).replace(/\s+/g, ''))
    .pipe(z.string().min(2).max(30)),
  { widget: 'person', sample: '张三' },
)
/** A telephone number, digits with an optional area code. */
export const Phone = drawnAs(
  z.string().regex(/^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{3,8})$/, { error: 'not-a-phone' }),
  {
    widget: 'phone',
    sample: '13800000000',
  },
)
/** Photos by file. */
export const Photos = drawnAs(z.array(FileId).max(9), { widget: 'photos' })
/** A whole number of things or people. */
export const Count = z.number().int().min(0)

/** A field as its register declares it; a field with choices names each of them. */
export type FieldSpec<Schema = z.ZodType> = Label & {
  readonly unit?: Label
  readonly hint?: Label
  /** Filled in for many entries at once without harm. */
  readonly bulk?: boolean
  /** Personal: masked where the reader has no need to know. */
  readonly personal?: boolean
  /** Says where: the place of a hazard that the entry leads to. */
  readonly place?: boolean
  /** A day or moment that may be still to come: until when, by when. Any other says what happened, by today at the latest. */
  readonly ahead?: boolean
  /** Values to offer, from a field of another register: `bus/bus-ledger.plate`. */
  readonly offers?: string
} & ([ChoiceOf<Schema>] extends [never]
    ? { readonly options?: undefined }
    : { readonly options: Readonly<Record<ChoiceOf<Schema>, Label>> })

/** The choices of a field, through optional, nullable, defaults and lists; never for other fields. */
type ChoiceOf<Schema> =
  Schema extends z.ZodEnum<infer Values>
    ? keyof Values & string
    : Schema extends z.ZodOptional<infer Inner>
      ? ChoiceOf<Inner>
      : Schema extends z.ZodNullable<infer Inner>
        ? ChoiceOf<Inner>
        : Schema extends z.ZodDefault<infer Inner>
          ? ChoiceOf<Inner>
          : Schema extends z.ZodArray<infer Inner>
            ? ChoiceOf<Inner>
            : never

/** A field as a form draws it. */
export interface FormField {
  readonly name: string
  readonly label: Label
  readonly widget: Widget
  readonly required: boolean
  /** What stands there unless somebody says otherwise. */
  readonly initial: unknown
  readonly unit: Label | null
  readonly hint: Label | null
  readonly sample: string | null
  readonly options: readonly { readonly value: string; readonly label: Label }[]
  readonly min: number | null
  readonly max: number | null
  readonly whole: boolean
  /** Signs a text may have at most. */
  readonly maxLength: number | null
  readonly bulk: boolean
  readonly personal: boolean
  readonly ahead: boolean
  readonly offers: string | null
}

interface Seen {
  readonly meta: FormMeta | undefined
  readonly inner: z.core.$ZodType
  readonly many: boolean
}

/** Looks through wrappers to the schema that says what a field is, keeping the outermost metadata met. */
function lookThrough(schema: z.core.$ZodType): Seen {
  let [inner, meta, many] = [schema, form.get(schema), false]
  for (;;) {
    const def = (inner as z.core.$ZodTypes)._zod.def
    if (def.type === 'optional' || def.type === 'nullable' || def.type === 'default') inner = def.innerType
    else if (def.type === 'array') [inner, many] = [def.element, true]
    else if (def.type === 'pipe') inner = def.out
    else return { meta, inner, many }
    meta ??= form.get(inner)
  }
}

const widgetOf = ({ meta, inner, many }: Seen): Widget => {
  if (meta) return meta.widget
  switch (inner._zod.def.type) {
    case 'enum':
      return many ? 'choices' : 'choice'
    case 'number':
      return 'number'
    case 'boolean':
      return 'yes-no'
    default:
      return 'text'
  }
}

/** A number's bounds, where somebody set them; every whole number has the machine's own. */
function boundsOf(schema: z.core.$ZodType): Pick<FormField, 'min' | 'max' | 'whole'> {
  if (!(schema instanceof z.ZodNumber)) return { min: null, max: null, whole: false }
  const bound = (value: number | null) =>
    value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null
  return { min: bound(schema.minValue), max: bound(schema.maxValue), whole: schema.format === 'safeint' }
}

/** The fields of a form, in the order of the entry: everything a screen or a spreadsheet needs to draw them. */
export function formOf(register: {
  readonly entry: z.ZodObject
  readonly fields: Readonly<Record<string, FieldSpec<z.ZodEnum | z.ZodString>>>
}): FormField[] {
  return Object.entries(register.entry.shape).map(([name, schema]) => {
    const seen = lookThrough(schema)
    const field = register.fields[name]
    if (!field) throw new Error(`a field without a label: ${name}`)
    const bounds = boundsOf(seen.inner)
    const empty = schema.safeParse(undefined)
    return {
      name,
      label: { zh: field.zh, en: field.en },
      widget: widgetOf(seen),
      required: !empty.success,
      initial: empty.data,
      unit: field.unit ?? null,
      hint: field.hint ?? null,
      sample: seen.meta?.sample ?? null,
      options: Object.entries(field.options ?? {}).map(([value, label]) => ({ value, label })),
      ...bounds,
      maxLength: seen.inner instanceof z.ZodString ? seen.inner.maxLength : null,
      bulk: field.bulk ?? false,
      personal: field.personal ?? false,
      ahead: field.ahead ?? false,
      offers: field.offers ?? null,
    }
  })
}
