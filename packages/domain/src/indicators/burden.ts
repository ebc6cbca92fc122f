import type { AreaId } from '../areas/area-id.ts'
import { AREA, findRegister } from '../areas/index.ts'
import type { EvidenceKind } from '../campaign/task.ts'
import type { Area } from '../kernel/area.ts'
import { findChecklistVersion, listCheckItems } from '../kernel/checklist.ts'
import type { Day } from '../kernel/day.ts'
import { findKnownValue, type KnownValue } from './known-values.ts'

/** A value that a request asks, and where the system has it already. */
export interface AskedValue {
  readonly text: string
  readonly known: KnownValue | null
}

/** What is to be asked, of how many schools, and of how many people in each. */
export interface BurdenRequest {
  readonly values: readonly AskedValue[]
  readonly schools: number
  readonly peopleEach: number
}

export interface Burden {
  /** Values that would be written, by everybody together. */
  readonly asked: number
  readonly known: number
  /** What is left when nobody is asked for what is there already. */
  readonly left: number
  readonly leftEach: number
}

/** How many values a request asks of all together, and how many of them the system already has. */
export function meterBurden({ values, schools, peopleEach }: BurdenRequest): Burden {
  const answers = Math.max(0, schools) * Math.max(1, peopleEach)
  const known = values.filter(value => value.known !== null).length
  const leftEach = values.length - known
  return { asked: values.length * answers, known: known * answers, left: leftEach * answers, leftEach }
}

/** What stands between two items in a form's list. */
const BETWEEN = /[\n;；,，、]+/
/** A number before an item: 1. （一） ① */
const NUMBERED = /^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).．、]|[①-⑳])\s*/u

/** The items of a list as an office writes it: one a line, or with commas between; what is named twice is asked once. */
export function readAsked(text: string): AskedValue[] {
  const items = text
    .split('\n')
    .map(line => line.replace(NUMBERED, ''))
    .flatMap(line => line.split(BETWEEN))
    .map(item => item.replace(NUMBERED, '').trim())
    .filter(item => item !== '')
  return [...new Set(items)].slice(0, MOST_ASKED).map(item => ({ text: item, known: findKnownValue(item) }))
}
/** Nobody’s form is longer; what comes after is not looked at. */
export const MOST_ASKED = 300

/** A task of a campaign as it is laid on units. */
export interface LaidTask {
  readonly title: string
  readonly evidence: readonly EvidenceKind[]
  readonly units: number
  /** Where the system has it, as far as that is declared; left out, it is looked up by the title. */
  readonly known?: KnownValue | null
}

export interface CampaignBurden {
  /** Pieces that would be handed in, by all units together. */
  readonly pieces: number
  readonly assignments: number
  /** Of the unit on which most of it is laid, were the tasks spread evenly. */
  readonly perUnit: number
  /** Tasks that ask for a thing the system has by itself. */
  readonly spared: readonly { readonly title: string; readonly known: KnownValue; readonly units: number }[]
}

/** A task that names a figure the system keeps: nobody needs to write it down once more. */
const knownIn = (title: string): KnownValue | null => {
  for (const part of title.split(/[，。；、（）()：:\s]|报送|上报|填报|统计|汇总/u)) {
    const known = part === '' ? null : findKnownValue(part)
    if (known) return known
  }
  return null
}

/** What a campaign's dispatch asks of its units: a piece for each kind of evidence, or one where none is named. */
export function meterCampaign(tasks: readonly LaidTask[], units: number): CampaignBurden {
  const pieces = tasks.reduce((sum, each) => sum + Math.max(1, each.evidence.length) * each.units, 0)
  return {
    pieces,
    assignments: tasks.reduce((sum, each) => sum + each.units, 0),
    perUnit: units === 0 ? 0 : Math.round(pieces / units),
    spared: tasks.flatMap(({ title, units: laid, known: declared }) => {
      const known = declared === undefined ? knownIn(title) : declared
      return known ? [{ title, known, units: laid }] : []
    }),
  }
}

/** What a round looks at in so many schools: the items of its areas' checklists, those kept in a register known. */
export const listRoundItems = (areas: readonly AreaId[], on: Day, schools: number): LaidTask[] =>
  areas.flatMap(area => {
    const { checklist }: Area = AREA[area]
    const version = checklist && findChecklistVersion(checklist, on)
    return (version ? listCheckItems(version) : []).map(({ text, registers }): LaidTask => {
      const kept = registers?.map(findRegister).find(each => each && !each.readsAreLogged)
      const known: KnownValue | null = kept
        ? { from: 'register', label: kept.label, within: null, path: `/registers/${kept.key}` }
        : null
      return { title: text.zh, evidence: [], units: schools, known }
    })
  })
