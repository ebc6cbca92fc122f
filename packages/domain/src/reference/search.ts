import { AREAS, REGISTERS } from '../areas/index.ts'
import { INDICATORS } from '../indicators/index.ts'
import { formulaOf } from '../kernel/indicator.ts'
import type { Label } from '../kernel/label.ts'
import type { SourceDocument } from '../kernel/rule.ts'
import { listCitedDocuments, listItems } from './documents.ts'
import {
  areaPlace,
  documentPlace,
  indicatorPlace,
  itemPlace,
  registerPlace,
  rulePlace,
  type Place,
} from './places.ts'
import { listRules } from './rules.ts'

/** What the reference explains, in the order in which it is listed. */
export const REFERENCE_KINDS = {
  area: { zh: '领域', en: 'Areas' },
  register: { zh: '台账', en: 'Registers' },
  rule: { zh: '规则', en: 'Rules' },
  item: { zh: '检查项', en: 'Check items' },
  indicator: { zh: '指标', en: 'Indicators' },
  document: { zh: '文件依据', en: 'Documents' },
} as const satisfies Record<string, Label>
export type ReferenceKind = keyof typeof REFERENCE_KINDS

/** One thing the reference explains, and where. */
export interface ReferenceEntry {
  readonly kind: ReferenceKind
  readonly place: Place
  readonly label: Label
  /** What it belongs to, or is known by. */
  readonly within: Label | null
  /** Everything it is found by, in small letters. */
  readonly words: string
}

const said = (...labels: readonly (Label | string | null | undefined)[]): string =>
  labels
    .map(each => (typeof each === 'object' && each ? `${each.zh} ${each.en}` : (each ?? '')))
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()

const same = (text: string): Label => ({ zh: text, en: text })

/** Everything the reference explains. */
export function listReference(): ReferenceEntry[] {
  const numberOf = ({ number }: SourceDocument): Label | null =>
    number === undefined ? null : { zh: number, en: number }
  return [
    ...AREAS.map(({ id, label }) => ({
      ...{ kind: 'area' as const, place: areaPlace(id), label, within: null },
      words: said(label, id),
    })),
    ...REGISTERS.map(({ key, area, label, purpose, fields }) => ({
      ...{ kind: 'register' as const, place: registerPlace(key), label },
      within: AREAS.find(({ id }) => id === area)?.label ?? null,
      words: said(label, purpose, key, ...Object.values(fields)),
    })),
    ...listRules().map(({ code, label, remedy, register, area }) => {
      const within = register?.label ?? AREAS.find(({ id }) => id === area)?.label ?? null
      return {
        ...{ kind: 'rule' as const, place: rulePlace(code), label, within },
        words: said(label, remedy, within, code),
      }
    }),
    ...listItems().map(({ area, areaLabel, item: { code, text } }) => ({
      ...{ kind: 'item' as const, place: itemPlace(area, code), label: text },
      within: { zh: `${areaLabel.zh} ${code}`, en: `${areaLabel.en}, ${code}` },
      words: said(text, areaLabel, code),
    })),
    ...INDICATORS.map(indicator => ({
      ...{ kind: 'indicator' as const, place: indicatorPlace(indicator.id), label: indicator.label },
      within: formulaOf(indicator),
      words: said(indicator.label, formulaOf(indicator), indicator.id),
    })),
    ...listCitedDocuments().map(({ id, document }) => ({
      ...{ kind: 'document' as const, place: documentPlace(id), label: document.title },
      within: numberOf(document),
      words: said(document.title, document.number, same(id)),
    })),
  ]
}

/** What is found by all of the words typed. */
export function searchReference(
  entries: readonly ReferenceEntry[],
  typed: string,
): readonly ReferenceEntry[] {
  const words = typed.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  return words.length === 0 ? [] : entries.filter(entry => words.every(word => entry.words.includes(word)))
}
