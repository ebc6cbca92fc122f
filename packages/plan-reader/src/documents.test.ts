import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'
import { codes, flatten } from './testing/reading.ts'
import type { ParsedPlan, QuestionCode } from './types.ts'

/** What a careful clerk reads out of a document; the documents are invented, and written in the manner of real ones. */
interface Expected {
  readonly title: string
  readonly issuer: string | null
  readonly documentNumber: string | null
  readonly issuedOn: string | null
  readonly year: number
  readonly addressees: readonly string[]
  readonly window: { readonly from: string | null; readonly to: string | null } | null
  /** Paths of the headings, in the text's order; stages and deeper items are left out. */
  readonly outline: readonly string[]
  readonly phases: readonly {
    readonly name: string
    readonly from: string | null
    readonly to: string | null
  }[]
  readonly deadlines: readonly string[]
  /** Questions that must be among those asked. */
  readonly asked: readonly QuestionCode[]
}

const folder = new URL('testing/documents/', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8')
const documents = readdirSync(folder)
  .filter(file => file.endsWith('.txt'))
  .map(file => file.replace('.txt', ''))

/** The same document as other hands and machines leave it. */
const COPIES: readonly (readonly [string, (text: string) => string])[] = [
  ['as it was typed', text => text],
  ['with blank lines and indents', text => text.replaceAll(/\s*\n\s*/g, '\r\n\r\n　　')],
  ['with its line ends lost', text => text.replaceAll(/\s*\n\s*/g, ' ').trim()],
  ['with half-width punctuation', text => text.replaceAll(/[，：；（）]/g, sign => half(sign))],
  [
    'with full-width figures',
    text => text.replaceAll(/\d/g, digit => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)),
  ],
]

const half = (text: string): string =>
  text.replaceAll(/[０-９，：；（）]/g, sign => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfee0))

const HEADINGS = new Set(['attachment', 'han', 'han-paren', 'arabic', 'nis'])

const readOut = (plan: ParsedPlan): Omit<Expected, 'asked' | 'phases'> => ({
  title: half(plan.title),
  ...{ issuer: plan.issuer, issuedOn: plan.issuedOn, year: plan.year ?? 0 },
  documentNumber: plan.documentNumber && half(plan.documentNumber),
  addressees: plan.addressees.map(half),
  window: plan.window && { from: plan.window.from, to: plan.window.to },
  outline: flatten(plan.outline)
    .filter(node => HEADINGS.has(node.kind))
    .map(node => half(node.path)),
  deadlines: plan.deadlines.map(deadline => deadline.date),
})

describe.each(documents)('the document %s', document => {
  const { asked, phases, ...rest } = JSON.parse(read(`${document}.json`)) as Expected
  const text = read(`${document}.txt`)

  test.each(COPIES)('%s is read as a clerk reads it', (_how, copy) => {
    const plan = parsePlan(copy(text))
    expect(readOut(plan)).toEqual({
      ...rest,
      title: half(rest.title),
      addressees: rest.addressees.map(half),
      outline: rest.outline.map(half),
    })
    expect(plan.phases.map(({ from, to }) => ({ from, to }))).toEqual(
      phases.map(({ from, to }) => ({ from, to })),
    )
    plan.phases.forEach((phase, index) => {
      expect(phase.name).toContain(phases[index]?.name)
    })
    expect(codes(plan)).toEqual(expect.arrayContaining([...asked]))
  })
})
