import type { Label } from '../../kernel/label.ts'

export type Words = Readonly<Record<string, Label>>

interface Field {
  readonly label: Label
  /** What the field's values are called, where they are members of a set. */
  readonly words?: Words
}
export type Fields = Readonly<Record<string, Field>>

export const field = (zh: string, en: string, words?: Words): Field => ({
  label: { zh, en },
  ...(words && { words }),
})

/** What the members of a table of rows are called. */
export const labelsOf = (rows: Readonly<Record<string, { readonly label: Label }>>): Words =>
  Object.fromEntries(Object.entries(rows).map(([id, { label }]) => [id, label]))
