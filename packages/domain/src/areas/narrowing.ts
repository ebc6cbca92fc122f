import type { Placed } from '../kernel/area.ts'
import { formOf, type FormField, type Widget } from '../kernel/form.ts'

/** How a list is narrowed by a field: to one of its values, from one to another, to a part of what is written, or not. */
export type Narrowing = 'value' | 'range' | 'text' | 'none'

const NARROWED_BY = {
  text: 'text',
  'long-text': 'text',
  person: 'text',
  phone: 'text',
  code: 'text',
  number: 'range',
  day: 'range',
  choice: 'value',
  choices: 'value',
  'yes-no': 'value',
  instant: 'none',
  photos: 'none',
} as const satisfies Record<Widget, Narrowing>

/** How a list is narrowed by a field, as its widget says. */
export const narrowingOf = ({ widget }: Pick<FormField, 'widget'>): Narrowing => NARROWED_BY[widget]

const fieldsKnown = new WeakMap<Placed, readonly FormField[]>()

/** A register's fields, worked out once: every list asks for them. */
export function fieldsOf(register: Placed): readonly FormField[] {
  const known = fieldsKnown.get(register)
  if (known) return known
  const fields = formOf(register)
  fieldsKnown.set(register, fields)
  return fields
}

/** Values of a field with choices. */
export interface CalledChoices {
  readonly name: string
  /** True of a field that holds several of them. */
  readonly many: boolean
  readonly values: readonly string[]
}

/** The choices of which a word is part of what they are called, in either language: people look for what they see, which is no code. */
export function choicesCalled(register: Placed, word: string): CalledChoices[] {
  const wanted = word.toLowerCase()
  return fieldsOf(register).flatMap(({ name, widget, options }): CalledChoices[] => {
    const values = options
      .filter(({ label }) => Object.values(label).some(said => said.toLowerCase().includes(wanted)))
      .map(({ value }) => value)
    return values.length > 0 ? [{ name, many: widget === 'choices', values }] : []
  })
}
