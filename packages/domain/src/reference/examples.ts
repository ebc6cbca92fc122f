import { listExamples, type AnyExample } from '../areas/examples.ts'
import type { AreaId } from '../areas/area-id.ts'
import type { Placed } from '../kernel/area.ts'
import type { Day } from '../kernel/day.ts'
import { readEntry } from '../kernel/register.ts'

/** An example as the reference shows it: the lines, the day they are judged, and which rules find something. */
export interface ShownExample {
  readonly today: Day
  readonly entries: readonly Readonly<Record<string, unknown>>[]
  readonly raises: readonly string[]
}

type Judged = Exclude<AnyExample, { readonly version: number }>

const isJudged = (example: AnyExample): example is Judged => !('version' in example)
const raisedBy = (example: Judged): readonly string[] =>
  'raises' in example ? example.raises : [...new Set(example.raisesTogether)]

/** One example in which all is well, and for each rule the first that shows it. */
export function showExamples(register: Placed): ShownExample[] {
  const examples = listExamples(register.area as AreaId, register.id).filter(isJudged)
  const good = examples.find(each => raisedBy(each).length === 0)
  const codes = [...Object.keys(register.findings), ...Object.keys(register.lists)]
  const bad = codes.flatMap(code => examples.find(each => raisedBy(each).includes(code)) ?? [])
  return [...new Set([...(good ? [good] : []), ...bad])].map(example => ({
    today: example.today,
    entries: ('entry' in example ? [example.entry] : example.entries).flatMap(body => {
      const read = readEntry(register, body)
      return read.ok ? [read.value as Readonly<Record<string, unknown>>] : []
    }),
    raises: raisedBy(example),
  }))
}
