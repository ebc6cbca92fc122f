import {
  covers,
  dayOf,
  supervisionNumbers,
  writeMeasurePaper,
  writeTalkPaper,
  type LimitOverride,
  type Measure,
  type MeasureId,
  type OfficialPaper,
} from '@anlan/domain'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { getMatter, type KnownFact, type MatterDetail } from '../supervision/get-matter.ts'
import { findMatterOf } from '../supervision/matter.queries.ts'
import type { Context } from '../trpc.ts'
import { enterPaper, writeOfficialPaper } from './make-paper.ts'
import type { PaperKind } from './papers.table.ts'

export interface MadePaper {
  readonly title: string
  readonly bytes: Uint8Array
}

/**
 * The paper of a measure, or the record of the talk in it, as .docx; entered with its code once the measure was issued. Null
 * where the reader does not see the measure, or no talk was held.
 */
export async function makeMeasurePaper(
  context: Context,
  id: MeasureId,
  kind: PaperKind,
  origin: string,
): Promise<MadePaper | null> {
  const { app, actor } = context
  const [matterId, limits] = await app.db.read(actor, tx =>
    Promise.all([findMatterOf(tx, id), readRuleLimits(tx)]),
  )
  const found = matterId ? await getMatter(context, matterId) : null
  if (!found?.ok) return null
  const measure = found.value.measures.find(each => each.measure.id === id)?.measure
  // An honour is read by every school, its paper goes to its own.
  const paper =
    measure && covers(actor.scope, measure.unitId)
      ? write(found.value, measure, kind, appealDays(measure, limits.value, context))
      : null
  if (!measure || !paper) return null
  return app.db.transaction(actor, async tx => {
    const subject = { kind, id, unitId: measure.unitId }
    const code = measure.issued ? await enterPaper(tx, context, subject, paper) : null
    return { title: paper.title, bytes: await writeOfficialPaper(tx, context, paper, code, origin) }
  })
}

function write(
  { matter, unit, bureau, facts }: MatterDetail,
  measure: Measure,
  kind: PaperKind,
  appealDays: number,
): OfficialPaper | null {
  if (kind === 'talk') return measure.talk ? writeTalkPaper(matter, unit.name, measure.talk.record) : null
  return writeMeasurePaper({
    ...{ matter, measure, unit: unit.name, bureau },
    facts: facts.filter(fact => isPartOf(fact, measure)).map(({ words }) => words),
    appealDays,
  })
}

/** The days to appeal as they were when the measure went out: a number set later makes no other paper of it. */
const appealDays = ({ issued }: Measure, limits: readonly LimitOverride[], { now }: Context): number =>
  supervisionNumbers(limits, dayOf(issued?.at ?? now))['appeal-days']

/** A paper that went out says what had been named by then: what was put down since is for a measure that waits. */
const isPartOf = ({ knownAt }: KnownFact, { issued }: Pick<Measure, 'issued'>): boolean =>
  issued === null || (knownAt !== null && Date.parse(knownAt) <= Date.parse(issued.at))
