import { z } from 'zod'
import type { Label } from '../../kernel/label.ts'

/** How a chemical is regulated; the class decides who keeps it and what has to be filed. */
export const CHEMICAL_CLASSES = {
  toxic: { zh: '剧毒', en: 'Highly toxic' },
  'explosive-precursor': { zh: '易制爆', en: 'Explosive precursor' },
  'drug-precursor-1': { zh: '易制毒（第一类）', en: 'Drug precursor, class 1' },
  'drug-precursor-2': { zh: '易制毒（第二类）', en: 'Drug precursor, class 2' },
  'drug-precursor-3': { zh: '易制毒（第三类）', en: 'Drug precursor, class 3' },
  flammable: { zh: '易燃', en: 'Flammable' },
  corrosive: { zh: '腐蚀', en: 'Corrosive' },
  other: { zh: '其他危险化学品', en: 'Other hazardous chemical' },
} as const satisfies Record<string, Label>
export type ChemicalClass = keyof typeof CHEMICAL_CLASSES
export const ChemicalClass = z.enum(Object.keys(CHEMICAL_CLASSES) as [ChemicalClass, ...ChemicalClass[]])

/** True when the police watch over it, by one regulation or the other. */
export const isControlled = (classes: Iterable<ChemicalClass>): boolean =>
  [...classes].some(each => each === 'toxic' || each === 'explosive-precursor' || isDrugPrecursor(each))
export const isDrugPrecursor = (each: ChemicalClass): boolean =>
  each === 'drug-precursor-1' || each === 'drug-precursor-2' || each === 'drug-precursor-3'

interface Listed {
  readonly name: string
  readonly alias?: string | undefined
  readonly classes: readonly ChemicalClass[]
}

/** The classes of what the list knows, by name and by other name: what stands in two cabinets is one chemical. */
export function classesByName(list: readonly { readonly entry: Listed }[]): Map<string, Set<ChemicalClass>> {
  const known = new Map<string, Set<ChemicalClass>>()
  for (const { entry } of list)
    for (const name of [entry.name, entry.alias])
      if (name !== undefined) known.set(name, new Set([...(known.get(name) ?? []), ...entry.classes]))
  return known
}

/** How a chemical behaves next to others on the shelf. */
export const NATURES = {
  acid: { zh: '酸', en: 'Acid' },
  base: { zh: '碱', en: 'Base' },
  oxidiser: { zh: '氧化剂', en: 'Oxidiser' },
  reducer: { zh: '还原剂', en: 'Reducer' },
  neutral: { zh: '其他', en: 'None of these' },
} as const satisfies Record<string, Label>
export type Nature = keyof typeof NATURES
export const Nature = z.enum(Object.keys(NATURES) as [Nature, ...Nature[]])

interface Kept {
  readonly nature: Nature
  readonly classes: readonly ChemicalClass[]
}

const ENEMIES: readonly (readonly [(kept: Kept) => boolean, (kept: Kept) => boolean])[] = [
  [({ nature }) => nature === 'acid', ({ nature }) => nature === 'base'],
  [({ nature }) => nature === 'oxidiser', ({ nature }) => nature === 'reducer'],
  [({ classes }) => classes.some(isDrugPrecursor), ({ classes }) => classes.includes('explosive-precursor')],
]

/** True when two chemicals must not share a cabinet: acid and base, oxidiser and reducer, drug and explosive precursor. */
export const areEnemies = (a: Kept, b: Kept): boolean =>
  ENEMIES.some(([one, other]) => (one(a) && other(b)) || (one(b) && other(a)))
