export type { Paper, PaperBlock } from './paper.ts'
export {
  checkTemplate,
  fillTemplate,
  MAX_TEMPLATE_BYTES,
  TEMPLATE_TAGS,
  writeBuiltInTemplate,
  type TemplateRefusal,
  type TemplateTag,
} from './paper-template.ts'
export { MAX_PLAN_BYTES, readPlanFile, readPlanText, type PlanText } from './read-plan-file.ts'
export type { DocumentRefusal, TableFileRefusal } from './refusal.ts'
export { MAX_TABLE_BYTES, readTable, type TableRefusal } from './read-table.ts'
export { MAX_TABLE_FILE_BYTES, readTableFile } from './read-table-file.ts'
export type { SheetCell, SheetRow } from './sheet-cell.ts'
export {
  writeCsv,
  writeTemplate,
  writeWorkbook,
  type TemplateColumn,
  type WrittenColumn,
  type WrittenRow,
} from './write-table.ts'
export { writeLedger, type Ledger } from './write-ledger.ts'
export { writePaper } from './write-paper.ts'
