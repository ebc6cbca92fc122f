import { parsePlan } from '../parse-plan.ts'
import type { OutlineNode, ParsedPlan } from '../types.ts'

/** Every node of a tree in the text's order. */
export const flatten = (nodes: readonly OutlineNode[]): OutlineNode[] =>
  nodes.flatMap(node => [node, ...flatten(node.children)])

export const pathsOf = (plan: ParsedPlan): string[] => flatten(plan.outline).map(node => node.path)
export const paths = (text: string): string[] => pathsOf(parsePlan(text))
export const codes = (plan: ParsedPlan): string[] => plan.questions.map(question => question.code)

/** Name, first and last day of each phase. */
export const phases = (text: string): (string | null)[][] =>
  parsePlan(text).phases.map(({ name, from, to }) => [name, from, to])
export const dueDays = (text: string): string[] => parsePlan(text).deadlines.map(each => each.date)
