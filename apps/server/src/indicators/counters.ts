import {
  areaMet,
  completionRate,
  drillsCompliant,
  drillsTakenPart,
  dualPreventionBuilt,
  dutiesDefined,
  dutiesKnown,
  dutiesPerformed,
  filmsWatched,
  evacuationSeconds,
  FOUR_FULL_RATES,
  inspectionCoverage,
  mechanismItemsSettled,
  lettersSigned,
  majorClearedRate,
  measuresClosed,
  peopleTrained,
  recurrenceRate,
  rectificationRate,
  referralAnswerDays,
  referralsAnswered,
  reinspectionRate,
  summariesAccepted,
  summariesInTime,
  testsPassed,
  schoolsScreened,
  timelyRate,
  type AreaId,
  type CountedPeriods,
  type RecordIndicatorId,
  type TrainingKind,
  type UnitId,
} from '@anlan/domain'
import type { CountedDrills } from '../drills/counted-drills.queries.ts'
import type { CountedSchools } from '../inspections/counted-schools.queries.ts'
import { itemFacts } from '../mechanisms/item-facts.queries.ts'
import { builtFacts } from '../prevention/pilot/built-rate.queries.ts'
import { address, counter, type Counter } from './counter.ts'
import { letterFacts } from './facts/letter-facts.ts'
import { standingFacts, taskFacts } from './facts/campaign-facts.ts'
import { HAZARD_LISTS, hazardFacts } from './facts/hazard-facts.ts'
import { drillPeriodFacts, heldDrillFacts } from './facts/drill-facts.ts'
import { fourFullFacts, screeningFacts } from './facts/screening-facts.ts'
import { measureFacts, referralFacts } from './facts/supervision-facts.ts'
import type { CountedPeople } from '../training/people-asked.sql.ts'
import { trainingFacts } from '../training/training-facts.ts'
import type { CountedLink } from '../responsibility/chain.queries.ts'
import { dutyFacts } from '../responsibility/duty-facts.ts'
import { acceptedFacts, summaryFacts, type CountedSummaries } from '../summaries/summary-facts.ts'
import { visitFacts } from './facts/visit-facts.ts'

/** The people behind a rate of trainings, each once, as its two numbers count them. */
const trainings = (kind: TrainingKind, numerator: CountedPeople, denominator: CountedPeople) => {
  const listOf = (counted: CountedPeople, unit: UnitId | undefined): string =>
    address('/trainings/counted', { kind, counted, unit })
  return {
    ...({ facts: trainingFacts(kind), span: 'now', reads: 'training.read' } as const),
    lists: ({ unitId }: { readonly unitId?: UnitId }) => ({
      numerator: listOf(numerator, unitId),
      denominator: listOf(denominator, unitId),
    }),
  }
}
const summaries = (
  { unitId, campaignId }: Parameters<Counter['lists']>[0],
  counted: CountedSummaries,
): string => address('/summaries/counted', { counted, unit: unitId, campaign: campaignId })
/** The people behind a rate of duties: those who hold a post, and those of them who have come so far. */
const duties = (numerator: CountedLink) => {
  const listOf = (counted: CountedLink, unit: UnitId | undefined): string =>
    address('/responsibility/chain', { counted, unit })
  return {
    ...({ facts: dutyFacts, span: 'now', reads: 'people.read' } as const),
    lists: ({ unitId }: { readonly unitId?: UnitId }) => ({
      numerator: listOf(numerator, unitId),
      denominator: listOf('held', unitId),
    }),
  }
}
const hazards = { facts: hazardFacts, span: 'days', byArea: true, reads: 'hazard.read' } as const

const drills = { span: 'term', reads: 'drill.read' } as const
const drillsBehind = (
  { unitId, from, to }: Parameters<Counter['lists']>[0],
  counted: CountedDrills,
): string => address('/drills/counted', { counted, unit: unitId, from, to })
const periodsBehind = (
  { unitId, from, to }: Parameters<Counter['lists']>[0],
  counted: CountedPeriods,
): string => address('/drills/periods', { counted, unit: unitId, from, to })

const referrals = (
  { unitId, from, to }: Parameters<Counter['lists']>[0],
  counted: 'sent' | 'answered',
): string => address('/referrals', { counted, unit: unitId, from, to })

/** The schools behind a rate that counts each of them once. */
const schools =
  (rate: string): Counter['lists'] =>
  ({ unitId, area, from, to }) => {
    const listOf = (counted: CountedSchools): string =>
      address('/inspections/schools', { rate, counted, unit: unitId, area, from, to })
    return { numerator: listOf('met'), denominator: listOf('asked') }
  }
const fourFull = Object.fromEntries(
  FOUR_FULL_RATES.map(rate => [
    rate.id,
    counter(rate, {
      ...{ facts: fourFullFacts, span: 'now', reads: 'hazard.read' },
      lists: filter => schools(rate.id)({ ...filter, area: undefined, from: undefined }),
    }),
  ]),
) as Record<(typeof FOUR_FULL_RATES)[number]['id'], Counter>

/**
 * How every declared rate of records is counted, and where the lists behind its numbers are. A rate that is declared and does
 * not stand here does not compile. Rates of the key areas are drawn with how a school stands and need no counter each.
 */
export const COUNTERS: Readonly<Record<RecordIndicatorId, Counter>> = {
  'tasks-accepted': counter(completionRate, {
    ...{ facts: taskFacts, span: 'days', byArea: true, reads: 'progress.read' },
    lists: ({ campaignId, unitId, area, from, to }) => {
      const path = campaignId ? `/campaigns/${campaignId}/assignments` : '/assignments'
      const narrowed = { unit: unitId, area, from, to }
      return {
        numerator: address(path, { state: 'accepted', ...narrowed }),
        denominator: address(path, { state: 'owed', ...narrowed }),
      }
    },
  }),
  'duties-defined': counter(dutiesDefined, duties('defined')),
  'duties-known': counter(dutiesKnown, duties('known')),
  'duties-performed': counter(dutiesPerformed, duties('performed')),
  'summaries-in-time': counter(summariesInTime, {
    ...{ facts: summaryFacts, span: 'now', reads: 'summary.read' },
    lists: filter => ({ numerator: summaries(filter, 'in-time'), denominator: summaries(filter, 'due') }),
  }),
  'summaries-accepted': counter(summariesAccepted, {
    ...{ facts: acceptedFacts, span: 'now', reads: 'summary.read' },
    lists: filter => ({ numerator: summaries(filter, 'accepted'), denominator: summaries(filter, 'asked') }),
  }),
  'area-met': counter(areaMet, {
    ...{ facts: standingFacts, span: 'now', byArea: true, reads: 'register.read' },
    // Of one area the schools it counts; of all together the schools, each with how it stands in every area.
    lists: ({ unitId, area }) => ({
      numerator: address('/areas', { by: 'unit', unit: unitId, area, standing: 'met' }),
      denominator: address('/areas', { by: 'unit', unit: unitId, area, standing: 'concerned' }),
    }),
  }),
  'hazards-closed': counter(rectificationRate, { ...hazards, lists: HAZARD_LISTS['hazards-closed'] }),
  'hazards-closed-in-time': counter(timelyRate, {
    ...hazards,
    lists: HAZARD_LISTS['hazards-closed-in-time'],
  }),
  'major-hazards-cleared': counter(majorClearedRate, {
    ...{ ...hazards, lists: HAZARD_LISTS['major-hazards-cleared'] },
  }),
  'hazards-passed-at-once': counter(reinspectionRate, {
    ...{ ...hazards, lists: HAZARD_LISTS['hazards-passed-at-once'] },
  }),
  'hazards-came-back': counter(recurrenceRate, { ...hazards, lists: HAZARD_LISTS['hazards-came-back'] }),
  'dual-prevention-built': counter(dualPreventionBuilt, {
    ...{ facts: builtFacts, span: 'now', reads: 'pilot.read' },
    // All schools stand on the rate's own page, each with whether it is one of those built up.
    lists: ({ unitId }) => ({
      numerator: address('/pilots', { stage: 'built', unit: unitId }),
      denominator: unitId ? null : '/indicators/dual-prevention-built#units',
    }),
  }),
  'schools-screened': counter(schoolsScreened, {
    ...{ facts: screeningFacts, span: 'term', byArea: true, reads: 'hazard.read' },
    lists: schools(schoolsScreened.id),
  }),
  ...fourFull,
  'drills-compliant': counter(drillsCompliant, {
    ...{ ...drills, facts: drillPeriodFacts },
    lists: filter => ({
      numerator: periodsBehind(filter, 'met'),
      denominator: periodsBehind(filter, 'asked'),
    }),
  }),
  'drills-taken-part': counter(drillsTakenPart, {
    ...{ ...drills, facts: heldDrillFacts },
    // Heads above and below: both are those of the drills held, which the list adds up.
    lists: filter => ({ numerator: drillsBehind(filter, 'held'), denominator: drillsBehind(filter, 'held') }),
  }),
  'evacuation-seconds': counter(evacuationSeconds, {
    ...{ ...drills, facts: heldDrillFacts },
    // Seconds over drills: behind both numbers are the drills in which everybody was seen.
    lists: filter => ({
      numerator: drillsBehind(filter, 'whole'),
      denominator: drillsBehind(filter, 'whole'),
    }),
  }),
  'schools-inspected': counter(inspectionCoverage, {
    ...{ facts: visitFacts, span: 'term', reads: 'round.read' },
    lists: ({ unitId, from }) => ({
      numerator: address('/coverage', { unit: unitId, since: from, standing: 'in-period' }),
      denominator: address('/coverage', { unit: unitId, since: from }),
    }),
  }),
  'people-trained': counter(peopleTrained, trainings('rotation', 'trained', 'asked')),
  'training-tests-passed': counter(testsPassed, trainings('rotation', 'passed', 'sat')),
  'films-watched': counter(filmsWatched, trainings('viewing', 'trained', 'asked')),
  'letters-signed': counter(lettersSigned, {
    ...{ facts: letterFacts, span: 'now', reads: 'letter.read' },
    lists: ({ unitId }) => ({
      numerator: address('/letters', { unit: unitId, state: 'signed', running: true }),
      denominator: address('/letters', { unit: unitId, running: true }),
    }),
  }),
  'measures-closed': counter(measuresClosed, {
    ...{ facts: measureFacts, span: 'days', reads: 'supervision.read' },
    lists: ({ unitId, from, to }) => {
      const narrowed = { unit: unitId, from, to }
      return {
        numerator: address('/supervision', { counted: 'closed', ...narrowed }),
        denominator: address('/supervision', { counted: 'issued', ...narrowed }),
      }
    },
  }),
  'referrals-answered': counter(referralsAnswered, {
    ...{ facts: referralFacts, span: 'days', reads: 'referral.read' },
    lists: filter => ({ numerator: referrals(filter, 'answered'), denominator: referrals(filter, 'sent') }),
  }),
  'mechanism-items-settled': counter(mechanismItemsSettled, {
    ...{ facts: itemFacts, span: 'days', reads: 'mechanism.read' },
    lists: ({ unitId, from, to }) => {
      const narrowed = { unit: unitId, from, to }
      return {
        numerator: address('/mechanism-items', { settled: true, ...narrowed }),
        denominator: address('/mechanism-items', narrowed),
      }
    },
  }),
  'referral-answer-days': counter(referralAnswerDays, {
    ...{ facts: referralFacts, span: 'days', reads: 'referral.read' },
    // Days over letters: behind both numbers are the letters answered.
    lists: filter => ({
      numerator: referrals(filter, 'answered'),
      denominator: referrals(filter, 'answered'),
    }),
  }),
}

/** Where the lists behind a rate of a key area are: its schools, with what each has written. */
export const areaLists = (id: string, register: string, unitId?: string) => {
  const path = unitId
    ? address(`/registers/${register}`, { unit: unitId })
    : address('/areas/indicators', { of: id })
  return { numerator: path, denominator: path }
}

/** The area of a rate that is drawn with how a school stands. */
export const areaOf = (id: string): AreaId => id.split('/')[0] as AreaId
