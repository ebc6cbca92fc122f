import { z } from 'zod'
import {
  basisOn,
  canBeMajor,
  FREQUENCY_IDS,
  listAsked,
  PHOTOS_AT_LEAST,
  type CheckItem,
  type ChecklistVersion,
} from '../kernel/checklist.ts'
import { AreaId } from '../areas/area-id.ts'
import { addMonths, Day } from '../kernel/day.ts'
import { Photos } from '../kernel/form.ts'
import { humanText } from '../kernel/human-text.ts'
import type { FileId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import type { Basis } from '../kernel/rule.ts'
import type { UnitProfile } from '../organisation/unit.ts'
import type { HazardGrade, HazardSource } from './hazard.ts'
import { isSelfInspection, ROUND_KINDS, RoundKind } from './rounds/round.ts'

export const VERDICTS = {
  yes: { zh: '符合', en: 'In order' },
  no: { zh: '不符合', en: 'Not in order' },
  'not-applicable': { zh: '不适用', en: 'Not applicable' },
} as const satisfies Record<string, Label>

/** What was answered to one item. An answer begun on the phone may lack anything but its verdict. */
export const CheckAnswer = z.object({
  code: z.string().regex(/^[A-Z]{2}\d{2}$/),
  verdict: z.enum(['yes', 'no', 'not-applicable']),
  /** Why it does not apply. */
  reason: humanText(2, 200).optional(),
  number: z.number().optional(),
  day: Day.optional(),
  photos: Photos.default([]),
  /** Which record was looked at: a page, a number, a file. */
  record: humanText(1, 120).optional(),
  /** Where it fails, for the hazard; of an item about single pupils it stays with the run. */
  place: humanText(1, 120).optional(),
  /** What exactly was seen. */
  note: humanText(1, 1000).optional(),
  /** Whether the case is one in which the item is major, where it is major in some cases only. */
  majorCase: z.boolean().optional(),
})
export type CheckAnswer = z.infer<typeof CheckAnswer>

/** A run through an area's checklist. It names its version, so that it stays readable when the list has changed. */
export const InspectionRun = z.object({
  area: AreaId,
  version: z.number().int().min(1),
  on: Day,
  every: z.array(z.enum(FREQUENCY_IDS)),
  /** The kind of the visit in whose name it is made; null for a school's own self-inspection. */
  visit: RoundKind.nullable().default(null),
  answers: z.array(CheckAnswer).max(200),
})
export type InspectionRun = z.infer<typeof InspectionRun>

/**
 * The items asked in a run. Those about single pupils are the school's own affair: whoever visits it reads what he may in
 * the register of cases, where every reading is on record, and writes nothing of them down.
 */
export const itemsAsked = (
  version: ChecklistVersion,
  unit: UnitProfile,
  { on, every, visit }: Pick<InspectionRun, 'on' | 'every' | 'visit'>,
): readonly CheckItem[] =>
  listAsked(version, { unit, on, every }).filter(({ restricted }) => visit === null || !restricted)

/** What a run still lacks, or says twice. */
export const RUN_FAULTS = {
  unanswered: { zh: '未检查', en: 'Not answered yet' },
  'answered-twice': { zh: '重复填写', en: 'Answered twice' },
  'not-asked': { zh: '本次检查不含此项', en: 'Not asked in this run' },
  'reason-missing': { zh: '不适用须说明原因', en: 'Say why it does not apply' },
  'number-missing': { zh: '未填数值', en: 'The number is missing' },
  'day-missing': { zh: '未填日期', en: 'The day is missing' },
  'day-in-future': { zh: '日期晚于检查日期', en: 'The day lies after the inspection' },
  'photo-missing': { zh: '未拍照片', en: 'The photo is missing' },
  'place-missing': { zh: '不符合项未写部位', en: 'Say where it fails' },
  'case-missing': { zh: '未说明是否属于重大情形', en: 'Say whether it is the major case' },
} as const satisfies Record<string, Label>
export type RunFault = keyof typeof RUN_FAULTS

/** Why an item fails: somebody said so, or what was filled in says so. */
export const FAILING_WHYS = {
  'answered-no': { zh: '检查不符合', en: 'Found not in order' },
  'number-out-of-bounds': { zh: '数值不达标', en: 'The number is out of bounds' },
  'no-longer-valid': { zh: '已过有效期', en: 'No longer valid' },
  'too-long-ago': { zh: '已超过规定间隔', en: 'Done too long ago' },
} as const satisfies Record<string, Label>
export type FailingWhy = keyof typeof FAILING_WHYS

/** What a failing item proposes to report: everything filled in, one tap away. A person decides. */
export interface ProposedHazard {
  readonly code: string
  readonly area: AreaId
  readonly source: HazardSource
  readonly place: string
  readonly description: Label
  readonly grade: HazardGrade
  readonly basis: readonly Basis[]
  readonly discoveredOn: Day
  readonly photos: readonly FileId[]
  /** Of an item about single pupils: nobody adds a word to it. */
  readonly restricted: boolean
}

/** The place a hazard names whose own place might tell of whom it speaks. */
export const PLACE_WITHHELD = '本单位'

export interface RunJudgement {
  readonly asked: readonly CheckItem[]
  /** Nothing is lacking: the run may be handed in. */
  readonly complete: boolean
  readonly faults: readonly { readonly code: string; readonly fault: RunFault }[]
  readonly failing: readonly {
    readonly code: string
    readonly whys: readonly [FailingWhy, ...FailingWhy[]]
  }[]
  /** One for each failing item whose place is known, or is not told. */
  readonly proposals: readonly ProposedHazard[]
}

/**
 * Judges a run: what it lacks, which items fail, and which hazards they propose. The same function runs on the phone,
 * where the run grows, and on the server, whose word stands.
 */
export function judgeRun(
  version: ChecklistVersion,
  area: AreaId,
  { on, every, visit, answers }: Pick<InspectionRun, 'on' | 'every' | 'visit' | 'answers'>,
  unit: UnitProfile,
): RunJudgement {
  const asked = itemsAsked(version, unit, { on, every, visit })
  const codes = new Set(asked.map(({ code }) => code))
  const known = new Map(answers.map(answer => [answer.code, answer]))
  const seen = new Set<string>()
  const faults: { code: string; fault: RunFault }[] = []
  for (const { code } of answers) {
    if (!codes.has(code)) faults.push({ code, fault: 'not-asked' })
    else if (seen.has(code)) faults.push({ code, fault: 'answered-twice' })
    seen.add(code)
  }
  const failing: { code: string; whys: [FailingWhy, ...FailingWhy[]] }[] = []
  const proposals: ProposedHazard[] = []
  for (const item of asked) {
    const { code } = item
    const answer = known.get(code)
    if (!answer) {
      faults.push({ code, fault: 'unanswered' })
      continue
    }
    const [why, ...more] = whysOf(item, answer, on)
    faults.push(...faultsOf(item, answer, on, why !== undefined).map(fault => ({ code, fault })))
    if (why === undefined) continue
    failing.push({ code, whys: [why, ...more] })
    const place = item.restricted ? PLACE_WITHHELD : answer.place
    if (place !== undefined) proposals.push(propose(item, area, answer, place, on, visit))
  }
  return { asked, complete: faults.length === 0, faults, failing, proposals }
}

/** What the answer to one item lacks. */
function faultsOf(item: CheckItem, answer: CheckAnswer, on: Day, fails: boolean): RunFault[] {
  if (answer.verdict === 'not-applicable') return answer.reason === undefined ? ['reason-missing'] : []
  const faults: RunFault[] = []
  if (item.number && answer.number === undefined) faults.push('number-missing')
  if (item.day && answer.day === undefined) faults.push('day-missing')
  if (item.day?.means === 'last-done' && answer.day !== undefined && answer.day > on)
    faults.push('day-in-future')
  if (item.kinds.includes('photo') && answer.photos.length < PHOTOS_AT_LEAST) faults.push('photo-missing')
  if (fails && !item.restricted && answer.place === undefined) faults.push('place-missing')
  if (fails && item.majorIf && canBeMajor(item, on) && answer.majorCase === undefined)
    faults.push('case-missing')
  return faults
}

/** Why the item fails, if it does. What does not apply does not fail. */
function whysOf({ number, day }: CheckItem, answer: CheckAnswer, on: Day): FailingWhy[] {
  if (answer.verdict === 'not-applicable') return []
  const whys: FailingWhy[] = answer.verdict === 'no' ? ['answered-no'] : []
  if (number && answer.number !== undefined) {
    const { min = -Infinity, max = Infinity } = number
    if (answer.number < min || answer.number > max) whys.push('number-out-of-bounds')
  }
  if (day && answer.day !== undefined) {
    if (day.means === 'valid-until') {
      if (answer.day < on) whys.push('no-longer-valid')
    } else if (day.months !== undefined && addMonths(answer.day, day.months) < on) whys.push('too-long-ago')
  }
  return whys
}

/** The hazard a failing item proposes. Nothing that was written about single pupils travels with it, only the item's own words. */
function propose(
  item: CheckItem,
  area: AreaId,
  answer: CheckAnswer,
  place: string,
  on: Day,
  visit: RoundKind | null,
): ProposedHazard {
  const { code, text, restricted = false } = item
  const note = restricted || answer.note === undefined ? '' : answer.note
  const major = canBeMajor(item, on) && (item.majorIf === undefined || answer.majorCase === true)
  return {
    code,
    area,
    source: visit === null ? 'self-inspection' : ROUND_KINDS[visit].source,
    place,
    description: {
      zh: `${isSelfInspection(visit) ? '自查' : '检查'}不符合（${code}）：${text.zh}${note && `。${note}`}`,
      en: `Not in order (${code}): ${text.en}${note && `. ${note}`}`,
    },
    grade: major ? 'major' : 'general',
    basis: basisOn(item, on),
    discoveredOn: on,
    photos: restricted ? [] : answer.photos,
    restricted,
  }
}
