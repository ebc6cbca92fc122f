import { AREA_LABELS, type AreaId } from '../areas/area-id.ts'
import { DOCUMENTS } from '../areas/documents.ts'
import { AREAS } from '../areas/index.ts'
import { listCheckItems, type CheckItem, type Checklist } from '../kernel/checklist.ts'
import type { Label } from '../kernel/label.ts'
import type { SourceDocument } from '../kernel/rule.ts'
import { listRules, type StatedRule } from './rules.ts'

/** A document with everything that rests on it. */
export interface CitedDocument {
  readonly id: string
  readonly document: SourceDocument
  readonly rules: readonly StatedRule[]
  readonly items: readonly StatedItem[]
}

/** An item of a checklist with the area whose it is. */
export interface StatedItem {
  readonly area: AreaId
  readonly areaLabel: Label
  readonly item: CheckItem
}

/** The items of every checklist as they are asked now, by their newest version. */
export const listItems = (): StatedItem[] =>
  AREAS.flatMap(({ id, checklist }) => {
    const newest = (checklist as Checklist | null)?.versions.at(-1)
    return newest ? listCheckItems(newest).map(item => ({ area: id, areaLabel: AREA_LABELS[id], item })) : []
  })

/** Every document with the rules and items that cite it, in the order of the table. */
export function listCitedDocuments(): CitedDocument[] {
  const [rules, items] = [listRules(), listItems()]
  return Object.entries(DOCUMENTS as Readonly<Record<string, SourceDocument>>).map(([id, document]) => ({
    id,
    document,
    rules: rules.filter(({ editions }) =>
      editions.some(({ basis }) => basis.some(each => each.document === document)),
    ),
    items: items.filter(({ item }) => item.basis.some(each => each.document === document)),
  }))
}

const IDS = new Map<SourceDocument, string>(Object.entries(DOCUMENTS).map(([id, document]) => [document, id]))

/** The id of a document in the table; nothing for one that stands elsewhere. */
export const documentIdOf = (document: SourceDocument): string | undefined => IDS.get(document)
