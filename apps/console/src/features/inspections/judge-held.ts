import {
  AREA,
  judgeRun,
  readChecklistVersion,
  type CheckAnswer,
  type CheckItem,
  type ChecklistVersion,
  type FailingWhy,
  type RunFault,
  type RunJudgement,
} from '@anlan/domain'
import type { HeldAnswer } from './device.ts'
import { answerOf } from './draft.ts'
import type { RunDetail } from './useInspections.ts'

/** The version of its checklist a run was begun with, or null where this page is older than the run. */
export function versionOf({ area, version }: RunDetail['run']): ChecklistVersion | null {
  const { checklist } = AREA[area]
  const read = checklist && readChecklistVersion(checklist, version)
  return read?.ok ? read.value : null
}

/** How an item of a run stands, as far as this page knows. */
export interface ItemStands {
  readonly item: CheckItem
  /** Of an item about single pupils that the reader does not read, only whether it is settled. */
  readonly hidden: { readonly settled: boolean } | null
  readonly faults: readonly RunFault[]
  readonly failing: readonly FailingWhy[]
  readonly settled: boolean
}

export interface RunStands {
  readonly judged: RunJudgement
  readonly items: ReadonlyMap<string, ItemStands>
  readonly settled: number
}

/** Judges answers by the domain's rule, on this page as on the server. */
const judge = (
  version: ChecklistVersion,
  { run }: RunDetail,
  answers: readonly CheckAnswer[],
): RunJudgement =>
  judgeRun(version, run.area, { ...run, every: [...run.every], answers: [...answers] }, run.profile)

/** True when an answer fails by itself, whatever else it lacks. */
export const failsIn =
  (version: ChecklistVersion, detail: RunDetail) =>
  (answer: CheckAnswer): boolean =>
    judge(version, detail, [answer]).failing.length > 0

/** What is filled in on this device, as answers, with the pictures that count: on their way, or at the server. */
export function answersHeld(
  version: ChecklistVersion,
  detail: RunDetail,
  held: Iterable<HeldAnswer>,
  counts: (photo: string) => boolean,
): CheckAnswer[] {
  const fails = failsIn(version, detail)
  return [...held].flatMap(
    ({ code, draft }) => answerOf(code, { ...draft, photos: draft.photos.filter(counts) }, fails) ?? [],
  )
}

/** How a run and each of its items stand. */
export function standOf(
  version: ChecklistVersion,
  detail: RunDetail,
  answers: readonly CheckAnswer[],
): RunStands {
  const judged = judge(version, detail, answers)
  const hidden = new Map(detail.hidden.map(each => [each.code, each]))
  const faults = Map.groupBy(judged.faults, ({ code }) => code)
  const failing = new Map(judged.failing.map(({ code, whys }) => [code, whys]))
  const items = judged.asked.map((item): ItemStands => {
    const unread = hidden.get(item.code) ?? null
    const lacking = unread ? [] : (faults.get(item.code) ?? []).map(({ fault }) => fault)
    return {
      ...{ item, hidden: unread, faults: lacking, failing: failing.get(item.code) ?? [] },
      settled: unread ? unread.settled : lacking.length === 0,
    }
  })
  return {
    judged,
    items: new Map(items.map(stands => [stands.item.code, stands])),
    settled: items.filter(({ settled }) => settled).length,
  }
}
