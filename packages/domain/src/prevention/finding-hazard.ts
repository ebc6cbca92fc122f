import type { AreaId } from '../areas/area-id.ts'
import type { Placed } from '../kernel/area.ts'
import type { Day } from '../kernel/day.ts'
import type { EntryId } from '../kernel/ids.ts'
import type { Finding } from '../kernel/judge.ts'
import type { Label } from '../kernel/label.ts'
import { basisText, type Basis } from '../kernel/rule.ts'
import type { HazardGrade, HazardSource } from './hazard.ts'

/**
 * Names a finding of its rule for as long as it stands: by the first record that decided it, else by the day that was
 * judged, or by nothing but standing where it is judged anew every day; and by what exactly, where no record says it.
 */
export function findingKey({ records, on, detail }: Finding, today: Day): string {
  if (records[0] !== undefined) return records[0]
  return [on < today ? on : 'standing', detail?.zh ?? ''].join(' ').trim()
}

/** A record that decided a finding, as far as its reader may know it. */
export interface DecidingRecord {
  readonly id: EntryId
  readonly register: Placed
  readonly entry: Readonly<Record<string, unknown>>
}

/** The hazard that findings of one rule propose. A person reads it, puts it right and reports it. */
export interface HazardOfFinding {
  readonly area: AreaId
  readonly source: HazardSource
  /** Empty where no record says where: it is asked. */
  readonly place: string
  readonly description: Label
  readonly grade: HazardGrade
  readonly basis: readonly Basis[]
  readonly discoveredOn: Day
}

const MOST_NAMED = 10

/**
 * Proposes a hazard for findings of one rule. Where `confidential`, it says what the rule says and nothing of what was
 * written: a hazard is read by many who may not read the register.
 */
export function proposeHazard(
  [first, ...more]: readonly [Finding, ...Finding[]],
  records: readonly DecidingRecord[],
  at: {
    readonly area: AreaId
    readonly today: Day
    readonly source: HazardSource
    readonly confidential: boolean
  },
): HazardOfFinding {
  const all = [first, ...more]
  const seen = at.confidential ? [] : records
  const titles = unique(seen.flatMap(each => titleOf(each) ?? []))
  const details = at.confidential ? [] : all.flatMap(({ detail }) => (detail === null ? [] : [detail]))
  const places = unique(seen.flatMap(each => placeOf(each) ?? []))
  const describe = (language: 'zh' | 'en'): string => {
    const words = WORDS[language]
    const basis = first.basis.map(each => basisText(each)[language])
    const what = unique(details.map(detail => detail[language])).slice(0, MOST_NAMED)
    return [
      words.what(first.label[language], what, all.length),
      titles.length > 0 && words.records(titles.slice(0, MOST_NAMED), titles.length),
      words.basis(basis),
      words.remedy(first.remedy[language]),
    ]
      .filter(part => part !== false)
      .join(words.gap)
      .slice(0, 2000)
  }
  return {
    ...{ area: at.area, source: at.source, discoveredOn: at.today },
    place: places.join('、').slice(0, 120),
    description: { zh: describe('zh'), en: describe('en') },
    grade: first.severity === 'major' ? 'major' : 'general',
    basis: first.basis,
  }
}

const WORDS = {
  zh: {
    gap: '',
    what: (label: string, details: readonly string[], count: number) =>
      `台账核查发现：${label}${count > 1 ? `，共${count}次` : ''}${details.length > 0 ? `（${details.join('；')}）` : ''}。`,
    records: (titles: readonly string[], count: number) =>
      `有关记录：${titles.join('、')}${count > titles.length ? `等${count}条` : ''}。`,
    basis: (basis: readonly string[]) => `依据：${basis.join('、')}。`,
    remedy: (remedy: string) => `整改办法：${remedy}。`,
  },
  en: {
    gap: ' ',
    what: (label: string, details: readonly string[], count: number) =>
      `Found in the registers: ${label}${count > 1 ? `, ${count} times` : ''}${details.length > 0 ? ` (${details.join('; ')})` : ''}.`,
    records: (titles: readonly string[], count: number) =>
      `Entries: ${titles.join(', ')}${count > titles.length ? ` and ${count - titles.length} more` : ''}.`,
    basis: (basis: readonly string[]) => `Basis: ${basis.join('; ')}.`,
    remedy: (remedy: string) => `To put it right: ${remedy}.`,
  },
} as const

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

/** What an entry is called, unless that is a person's name or number. */
function titleOf({ register, entry }: DecidingRecord): string | undefined {
  const [name = ''] = register.summary
  const value = entry[name]
  return typeof value === 'string' && !register.fields[name]?.personal ? value : undefined
}

function placeOf({ register, entry }: DecidingRecord): string | undefined {
  const name = Object.keys(register.fields).find(each => register.fields[each]?.place)
  const value = name === undefined ? undefined : entry[name]
  return typeof value === 'string' ? value : undefined
}
