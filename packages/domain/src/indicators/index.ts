import { z } from 'zod'
import { AREA_IDS, AREA_LABELS, type AreaId } from '../areas/area-id.ts'
import { AREAS, type RegisterKey } from '../areas/index.ts'
import type { Standing } from '../areas/standing.ts'
import { completionRate } from '../campaign/progress.ts'
import { summariesAccepted } from '../campaign/county-summary.ts'
import { summariesInTime } from '../campaign/summary.ts'
import type { Area, Placed } from '../kernel/area.ts'
import type { Label } from '../kernel/label.ts'
import type { RegisterIndicator } from '../kernel/measure.ts'
import { defineIndicator, type IndicatorWords } from '../kernel/indicator.ts'
import { mechanismItemsSettled } from '../mechanisms/mechanism-rates.ts'
import { lettersSigned } from '../responsibility/responsibility-rates.ts'
import { CHAIN_RATES } from '../responsibility/deeds.ts'
import { DRILL_RATES } from '../drills/drill-rates.ts'
import { FOUR_FULL_RATES, schoolsScreened } from '../prevention/screening-rates.ts'
import { listEditions, type Basis, type Editions } from '../kernel/rule.ts'
import { referralAnswerDays, referralsAnswered } from '../supervision/referral/referral-rates.ts'
import { HAZARD_RATES } from '../prevention/hazard-rates.ts'
import { dualPreventionBuilt } from '../prevention/pilot/pilot-rates.ts'
import { inspectionCoverage } from '../prevention/rounds/coverage.ts'
import { filmsWatched, peopleTrained, testsPassed } from '../training/training-rates.ts'
import { measuresClosed } from '../supervision/supervision-rates.ts'

/** How many of the schools an area concerns meet it. A school that has written nothing is owed an answer and counts below. */
export const areaMet = defineIndicator({
  id: 'area-met',
  label: { zh: '领域达标率', en: 'Schools that meet an area' },
  numerator: { zh: '达标的单位', en: 'Units that meet it' },
  denominator: { zh: '适用的单位（含待填报）', en: 'Units it concerns, those with nothing written included' },
  better: 'higher',
  count: (standings: readonly Standing[]) => ({
    numerator: standings.filter(each => each === 'met').length,
    denominator: standings.filter(each => each !== 'not-applicable').length,
  }),
})

/** A rate of a key area, as it is declared with the registers it is counted from. */
export interface AreaIndicator extends IndicatorWords {
  /** Names it everywhere: `food/certificates-valid`. */
  readonly id: string
  readonly area: AreaId
  readonly name: string
  /** The registers it is counted from; the first holds what one looks at behind the number. */
  readonly registers: readonly [RegisterKey, ...RegisterKey[]]
}

/** A rate counted by findings rests on what their rules rest on, in their newest edition. */
function basisOf({ findings, lists }: Placed, { counting }: RegisterIndicator): Basis[] {
  const codes = 'without' in counting ? counting.without : []
  const all: Readonly<Record<string, { readonly rule: Editions }>> = { ...findings, ...lists }
  const cited = codes.flatMap(code => {
    const found = all[code]
    return found ? (listEditions(found.rule).at(-1)?.basis ?? []) : []
  })
  return [...new Map(cited.map(each => [`${each.document.title.zh} ${each.article ?? ''}`, each])).values()]
}

const ofArea = (area: Area): AreaIndicator[] => {
  const placed = (
    name: string,
    { label, numerator, denominator, better, meanIn }: IndicatorWords,
    registers: readonly string[],
    basis: readonly Basis[] = [],
  ): AreaIndicator => ({
    ...{ id: `${area.id}/${name}`, area: area.id as AreaId, name },
    ...{ label, numerator, denominator, better, ...(meanIn && { meanIn }) },
    ...(basis.length > 0 && { basis }),
    // Keys of an area's own registers, of which a rate reads at least one.
    registers: registers as unknown as AreaIndicator['registers'],
  })
  return [
    ...(area.registers as readonly Placed[]).flatMap(register =>
      Object.entries(register.indicators).map(([name, words]) =>
        placed(name, words, [register.key], basisOf(register, words)),
      ),
    ),
    ...Object.entries(area.indicators).map(([name, words]) =>
      placed(
        name,
        words,
        words.reads.map(id => `${area.id}/${id}`),
      ),
    ),
  ]
}

/** The rates of the seven key areas, in the order of the areas and of their registers. */
export const AREA_INDICATORS: readonly AreaIndicator[] = (
  AREAS as readonly unknown[] as readonly Area[]
).flatMap(ofArea)

/**
 * The rates counted from records with a life of their own, as people read them together. The server counts each of them:
 * one that it cannot count does not compile there.
 */
export const RECORD_GROUPS = {
  campaign: {
    label: { zh: '任务与达标', en: 'Tasks and standing' },
    indicators: [completionRate, summariesInTime, summariesAccepted, areaMet],
  },
  prevention: {
    label: { zh: '隐患与双重预防', en: 'Hazards and dual prevention' },
    indicators: [...HAZARD_RATES, dualPreventionBuilt, schoolsScreened, inspectionCoverage],
  },
  training: {
    label: { zh: '培训', en: 'Training' },
    indicators: [peopleTrained, testsPassed, filmsWatched],
  },
  responsibility: {
    label: { zh: '责任落实', en: 'Responsibility' },
    indicators: [lettersSigned, ...CHAIN_RATES],
  },
  'four-full': {
    label: { zh: '校园安防“四个100%”', en: 'Four things in full' },
    indicators: FOUR_FULL_RATES,
  },
  drills: { label: { zh: '应急演练', en: 'Drills' }, indicators: DRILL_RATES },
  supervision: {
    label: { zh: '督办与移送', en: 'Supervision and referrals' },
    indicators: [measuresClosed, referralsAnswered, referralAnswerDays],
  },
  mechanisms: {
    label: { zh: '工作机制', en: 'Standing mechanisms' },
    indicators: [mechanismItemsSettled],
  },
} as const satisfies Record<string, { readonly label: Label; readonly indicators: readonly Named[] }>

type Named = IndicatorWords & { readonly id: string }
export type RecordGroup = keyof typeof RECORD_GROUPS
export type RecordIndicator = (typeof RECORD_GROUPS)[RecordGroup]['indicators'][number]
export type RecordIndicatorId = RecordIndicator['id']

/** Rates that belong together on a page: those of one kind of record, or of one key area. */
export interface IndicatorGroup {
  readonly id: RecordGroup | AreaId
  readonly label: Label
  readonly indicators: readonly Named[]
}

/** Every rate that is declared, in the groups and the order in which people read them. */
export const INDICATOR_GROUPS: readonly IndicatorGroup[] = [
  ...(Object.keys(RECORD_GROUPS) as RecordGroup[]).map(id => ({ id, ...RECORD_GROUPS[id] })),
  ...AREA_IDS.map(id => ({
    ...{ id, label: AREA_LABELS[id] },
    indicators: AREA_INDICATORS.filter(({ area }) => area === id),
  })),
]

export const INDICATORS: readonly Named[] = INDICATOR_GROUPS.flatMap(({ indicators }) => indicators)

const KNOWN: ReadonlyMap<string, Named> = new Map(INDICATORS.map(each => [each.id, each]))
/** The id of a declared rate. */
export const IndicatorId = z
  .string()
  .max(80)
  .refine(id => KNOWN.has(id), { error: 'unknown-indicator' })

/** The declared rate of an id. */
export const findIndicator = (id: string): Named | undefined => KNOWN.get(id)
