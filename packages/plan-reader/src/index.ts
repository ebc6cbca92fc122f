export { parsePlan, type ReadOptions } from './parse-plan.ts'
export { readAddressees } from './addressees.ts'
export { planToJson } from './plan-to-json.ts'
export type {
  AddresseePhrase,
  Area,
  Deadline,
  OutlineNode,
  ParsedPlan,
  Phase,
  Question,
  QuestionCode,
  Span,
  TaskCandidate,
} from './types.ts'
