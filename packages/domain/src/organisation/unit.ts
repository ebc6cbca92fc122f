import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { humanText } from '../kernel/human-text.ts'

interface UnitKindRow {
  readonly label: Label
  /** An office of the bureau, whose people act for the county; a school, where pupils are taught; or neither. */
  readonly is: 'office' | 'school' | 'outside'
  /** Kinds of unit it may hang under. */
  readonly under: readonly string[]
}

/** Kinds of unit in a county's education system (FACTS 1.1). */
export const UNIT_KINDS = {
  bureau: { label: { zh: '教育局', en: 'Education bureau' }, is: 'office', under: [] },
  'safety-section': {
    label: { zh: '法制安全股', en: 'Legal and safety section' },
    is: 'office',
    under: ['bureau'],
  },
  section: { label: { zh: '职能股室', en: 'Functional section' }, is: 'office', under: ['bureau'] },
  'bureau-unit': { label: { zh: '局属二级机构', en: 'Subordinate unit' }, is: 'office', under: ['bureau'] },
  'town-middle': { label: { zh: '乡镇中学', en: 'Township middle school' }, is: 'school', under: ['bureau'] },
  'county-school': { label: { zh: '县直学校', en: 'County-run school' }, is: 'school', under: ['bureau'] },
  'central-primary': {
    label: { zh: '中心小学', en: 'Central primary school' },
    is: 'school',
    under: ['town-middle', 'bureau'],
  },
  'village-school': {
    label: { zh: '村小、教学点', en: 'Village school' },
    is: 'school',
    under: ['central-primary', 'town-middle', 'bureau'],
  },
  kindergarten: {
    label: { zh: '幼儿园', en: 'Kindergarten' },
    is: 'school',
    under: ['bureau', 'town-middle', 'county-school', 'central-primary', 'private-school'],
  },
  'private-school': { label: { zh: '民办学校', en: 'Private school' }, is: 'school', under: ['bureau'] },
  'vocational-school': {
    label: { zh: '中职学校', en: 'Vocational school' },
    is: 'school',
    under: ['bureau'],
  },
  'special-school': {
    label: { zh: '特殊教育学校', en: 'Special education school' },
    is: 'school',
    under: ['bureau'],
  },
  offcampus: {
    label: { zh: '校外培训与托管机构', en: 'Off-campus institution' },
    is: 'outside',
    under: ['bureau', 'town-middle'],
  },
  external: { label: { zh: '协同部门', en: 'Other department' }, is: 'outside', under: ['bureau'] },
} as const satisfies Record<string, UnitKindRow>

export type UnitKind = keyof typeof UNIT_KINDS
export const UNIT_KIND_IDS = Object.keys(UNIT_KINDS) as [UnitKind, ...UnitKind[]]
export const UnitKind = z.enum(UNIT_KIND_IDS)

/** True when pupils are taught at units of this kind. */
export const isSchool = (kind: UnitKind): boolean => UNIT_KINDS[kind].is === 'school'

/** Units of the bureau itself: its people act for the county, not for a school. */
export const isOffice = (kind: UnitKind): boolean => UNIT_KINDS[kind].is === 'office'

/** A unit: whatever owes work to the bureau or hangs in its tree. `openUntil` is set when it closed. */
export const Unit = z.object({
  id: UnitId,
  kind: UnitKind,
  name: humanText(2, 60),
  shortName: humanText(1, 20),
  parentId: UnitId.nullable(),
  /** Township division code, nine digits; null for the bureau and its sections. */
  township: z
    .string()
    .regex(/^\d{9}$/)
    .nullable(),
  /** 学校（机构）标识码, ten digits, where it has one. */
  schoolCode: z
    .string()
    .regex(/^\d{10}$/)
    .nullable(),
  boarding: z.boolean(),
  hasBus: z.boolean(),
  hasLab: z.boolean(),
  hasCanteen: z.boolean(),
  pupils: z.number().int().min(0).max(99_999),
  openFrom: Day.nullable(),
  openUntil: Day.nullable(),
})
export type Unit = z.infer<typeof Unit>

/** What is said of a unit apart from its place in the tree. */
export const UnitFacts = Unit.pick({
  kind: true,
  name: true,
  shortName: true,
  schoolCode: true,
  boarding: true,
  hasBus: true,
  hasLab: true,
  hasCanteen: true,
  pupils: true,
})
export type UnitFacts = z.infer<typeof UnitFacts>

export const Township = z.object({
  code: z.string().regex(/^\d{9}$/, { error: 'not-a-township-code' }),
  name: humanText(2, 30),
})
export type Township = z.infer<typeof Township>

/** True when the unit works on that day. */
export const isOpen = (unit: Pick<Unit, 'openFrom' | 'openUntil'>, on: Day): boolean =>
  (unit.openFrom === null || unit.openFrom <= on) && (unit.openUntil === null || on <= unit.openUntil)

/** True when a unit of `kind` may hang under one of `parentKind` (null: the root, which only the bureau is). */
export const mayHangUnder = (kind: UnitKind, parentKind: UnitKind | null): boolean =>
  parentKind === null
    ? kind === 'bureau'
    : (UNIT_KINDS[kind].under as readonly UnitKind[]).includes(parentKind)

/** The unit with all units below it, in the list's order. A loop in the parents ends, it does not hang. */
export function listSubtree<U extends Pick<Unit, 'id' | 'parentId'>>(units: readonly U[], root: UnitId): U[] {
  const inside = new Set<UnitId>([root])
  for (let grew = true; grew;) {
    grew = false
    for (const unit of units) {
      if (unit.parentId !== null && inside.has(unit.parentId) && !inside.has(unit.id)) {
        inside.add(unit.id)
        grew = true
      }
    }
  }
  return units.filter(unit => inside.has(unit.id))
}

export const SCHOOL_KINDS: readonly UnitKind[] = UNIT_KIND_IDS.filter(isSchool)

/** What a unit may have that brings work with it. */
export type UnitFeature = 'boarding' | 'hasBus' | 'hasLab' | 'hasCanteen'

/** What rules may know of a unit. */
export type UnitProfile = Pick<Unit, UnitFeature | 'kind' | 'pupils' | 'openFrom' | 'openUntil'>

/** What a unit must be and have for a register or a rule to concern it. */
export interface Binds {
  readonly kinds: readonly UnitKind[]
  readonly having?: readonly UnitFeature[]
}

/** True when the unit is of one of the kinds and has every feature asked for. */
export const bindsUnit = (binds: Binds, unit: Pick<Unit, UnitFeature | 'kind'>): boolean =>
  binds.kinds.includes(unit.kind) && (binds.having ?? []).every(feature => unit[feature])

/** Asked for in the place of a township's code: what lies in none, as the county's own schools do. */
export const NO_TOWNSHIP = 'none'
