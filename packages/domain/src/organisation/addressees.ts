import { z } from 'zod'
import type { Day } from '../kernel/day.ts'
import { UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { isOffice, isOpen, isSchool, type Unit, type UnitKind } from './unit.ts'

interface AddresseeSetRow {
  readonly label: Label
  readonly holds: (unit: Unit) => boolean
}

const ofKind =
  (...kinds: readonly UnitKind[]) =>
  (unit: Unit): boolean =>
    kinds.includes(unit.kind)
/** The bureau asks for reports and gives none; units outside answer to other departments too. */
const OWES_REPORTS = ({ kind }: Unit): boolean => kind !== 'bureau' && (isOffice(kind) || isSchool(kind))

/** Groups that plan documents address (FACTS 1.1); a group is a rule, its units are found on the day of dispatch. */
export const ADDRESSEE_SETS = {
  'all-units': { label: { zh: '各单位', en: 'All units' }, holds: OWES_REPORTS },
  'all-schools': { label: { zh: '各学校', en: 'All schools' }, holds: unit => isSchool(unit.kind) },
  'town-middle': { label: { zh: '各乡镇中学', en: 'Township middle schools' }, holds: ofKind('town-middle') },
  'county-schools': { label: { zh: '县直学校', en: 'County-run schools' }, holds: ofKind('county-school') },
  sections: {
    label: { zh: '各职能股室', en: 'Functional sections' },
    holds: ofKind('section', 'safety-section'),
  },
  'safety-section': {
    label: { zh: '法制安全股', en: 'Legal and safety section' },
    holds: ofKind('safety-section'),
  },
  'bureau-units': { label: { zh: '局属二级机构', en: 'Subordinate units' }, holds: ofKind('bureau-unit') },
  kindergartens: { label: { zh: '各幼儿园', en: 'Kindergartens' }, holds: ofKind('kindergarten') },
  'central-primaries': {
    label: { zh: '各中心小学', en: 'Central primary schools' },
    holds: ofKind('central-primary'),
  },
  'private-schools': { label: { zh: '民办学校', en: 'Private schools' }, holds: ofKind('private-school') },
  'boarding-schools': {
    label: { zh: '寄宿制学校', en: 'Boarding schools' },
    holds: unit => isSchool(unit.kind) && unit.boarding,
  },
  'schools-with-buses': {
    label: { zh: '有校车的学校', en: 'Schools with buses' },
    holds: unit => isSchool(unit.kind) && unit.hasBus,
  },
  'schools-with-labs': {
    label: { zh: '有实验室的学校', en: 'Schools with laboratories' },
    holds: unit => isSchool(unit.kind) && unit.hasLab,
  },
  'schools-with-canteens': {
    label: { zh: '有食堂的学校', en: 'Schools with canteens' },
    holds: unit => isSchool(unit.kind) && unit.hasCanteen,
  },
} as const satisfies Record<string, AddresseeSetRow>

export type AddresseeSet = keyof typeof ADDRESSEE_SETS
export const ADDRESSEE_SET_IDS = Object.keys(ADDRESSEE_SETS) as [AddresseeSet, ...AddresseeSet[]]
export const AddresseeSet = z.enum(ADDRESSEE_SET_IDS)

/** Whom a task is laid on: groups, single units besides, and single units left out. */
export const Addressees = z.object({
  sets: z.array(AddresseeSet),
  include: z.array(UnitId),
  exclude: z.array(UnitId),
})
export type Addressees = z.infer<typeof Addressees>

export const NOBODY: Addressees = { sets: [], include: [], exclude: [] }

/**
 * The units an addressee phrase means on a day: each once, in the order of `units`. Units that are closed
 * on that day are left out even when they are named.
 */
export function resolveAddressees(units: readonly Unit[], addressees: Addressees, on: Day): Unit[] {
  const include = new Set(addressees.include)
  const exclude = new Set(addressees.exclude)
  return units.filter(
    unit =>
      isOpen(unit, on) &&
      !exclude.has(unit.id) &&
      (include.has(unit.id) || addressees.sets.some(set => ADDRESSEE_SETS[set].holds(unit))),
  )
}
