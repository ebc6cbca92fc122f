import type { OutlineNode, ParsedPlan } from './types.ts'

interface JsonNode {
  readonly marker: string
  readonly level: number
  readonly path: string
  readonly title: string
  readonly text: string
  readonly children: JsonNode[]
}

const toNode = ({ marker, level, path, title, text, children }: OutlineNode): JsonNode => ({
  ...{ marker, level, path, title, text },
  children: children.map(toNode),
})

/** The reading as `plan parse` prints it: plain data, without the offsets the screen needs. */
export function planToJson(plan: ParsedPlan): object {
  const { title, issuer, documentNumber, issuedOn, year, addressees, window } = plan
  return {
    ...{ title, issuer, documentNumber, issuedOn, year, addressees },
    window: window && { from: window.from, to: window.to },
    outline: plan.outline.map(toNode),
    phases: plan.phases.map(({ name, from, to, path }) => ({ name, from, to, path })),
    deadlines: plan.deadlines.map(({ date, path, quote }) => ({ date, path, quote })),
    areas: plan.areas,
    tasks: plan.tasks.map(({ path, title: name, addressees: whom, owner, dueOn, area }) => ({
      ...{ path, title: name, addressees: whom, owner, dueOn, area },
    })),
    questions: plan.questions.map(({ code, path, quote, message }) => ({ code, path, quote, message })),
  }
}
