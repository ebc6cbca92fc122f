export { MAX_PLAN_BYTES, readPlanFile, readPlanText, type PlanText } from './read-plan-file.ts'
export type { DocumentRefusal } from './refusal.ts'
export { MAX_TABLE_BYTES, readTable, type TableRefusal } from './read-table.ts'
