import {
  appealUntil,
  err,
  listMeasureEvents,
  matterStateOf,
  may,
  ok,
  supervisionNumbers,
  type Day,
  type Instant,
  type Matter,
  type MatterFact,
  type MatterId,
  type MatterState,
  type Measure,
  type MeasureEvent,
  type Result,
  type RoleId,
  type SupervisionNumbers,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import type { Context } from '../trpc.ts'
import { listAppealDeciders } from './appeal-deciders.ts'
import { findMatter, listMeasures } from './matter.queries.ts'
import type { SupervisionStage } from './supervision.table.ts'

interface MeasureDetail {
  readonly measure: Measure
  /** What the reader may do next. */
  readonly events: MeasureEvent[]
  readonly appealUntil: Day | null
  /** Who may decide the appeal that is open, as the bureau sees it; null where none is, and for a unit. */
  readonly appealDeciders: string[] | null
  readonly files: {
    id: string
    name: string
    mediaType: string
    width: number | null
    stage: SupervisionStage
  }[]
}

/** A fact, and when the unit got to know of it; null while that is the bureau's own. */
export interface KnownFact extends MatterFact {
  readonly knownAt: Instant | null
}

export interface MatterDetail {
  readonly matter: Matter
  readonly state: MatterState
  readonly unit: { readonly id: string; readonly name: string }
  /** Who signs the papers. */
  readonly bureau: string
  readonly facts: KnownFact[]
  readonly measures: MeasureDetail[]
  readonly timeline: {
    id: string
    measureId: string
    at: string
    who: { name: string; role: RoleId }
    event: MeasureEvent | 'propose'
    note: string | null
  }[]
  readonly mayPropose: boolean
  readonly numbers: SupervisionNumbers
}

/** A matter with its facts, its measures and its whole story, as far as the reader sees it. */
export function getMatter(context: Context, id: MatterId): Promise<Result<MatterDetail, Refusal>> {
  const { app, actor } = context
  return app.db.read(actor, async tx => {
    const [matter, measures, facts, events, files, limits] = await Promise.all([
      findMatter(tx, id),
      listMeasures(tx, id),
      listFacts(tx, id),
      tx.selectFrom('supervision_events').selectAll().where('matter_id', '=', id).orderBy('id').execute(),
      listFiles(tx, id),
      readRuleLimits(tx),
    ])
    if (!matter) return err({ code: 'not-found' })
    const names = await tx
      .selectFrom('units')
      .select(['id', 'name', 'kind'])
      .where(eb => eb.or([eb('id', '=', matter.unitId), eb('kind', '=', 'bureau')]))
      .execute()
    const nameOf = (find: (row: (typeof names)[number]) => boolean): string => names.find(find)?.name ?? ''
    const unit = { id: matter.unitId, name: nameOf(({ id: each }) => each === matter.unitId) }
    const bureau = nameOf(({ kind }) => kind === 'bureau')
    // A unit does not see the bureau's accounts, and would be told that there are none.
    const deciders =
      actor.scope.kind === 'county'
        ? await Promise.all(measures.map(measure => listAppealDeciders(tx, measure)))
        : []
    const numbers = supervisionNumbers(limits.value, app.clock.today())
    return ok({
      ...{ matter, unit, bureau, facts, numbers, state: matterStateOf(measures) },
      measures: measures.map((measure, index) => ({
        measure,
        appealDeciders: deciders[index] ?? null,
        events: listMeasureEvents(measure, { ...context, numbers }),
        appealUntil: appealUntil(measure, numbers),
        files: files.filter(each => each.measureId === measure.id),
      })),
      timeline: events.map(each => ({
        ...{ id: each.id, measureId: each.measure_id, at: each.at, note: each.note },
        who: { name: each.actor_name, role: each.actor_role as RoleId },
        event: each.event as MeasureEvent | 'propose',
      })),
      mayPropose: may(actor, 'supervision.propose', matter.unitId),
    })
  })
}

async function listFacts(tx: Tx, id: MatterId): Promise<KnownFact[]> {
  const rows = await tx
    .selectFrom('supervision_facts')
    .select(['kind', 'subject_id as subjectId', 'words', 'known_at as knownAt'])
    .where('matter_id', '=', id)
    .orderBy('id')
    .execute()
  return rows
}

const listFiles = (tx: Tx, id: MatterId) =>
  tx
    .selectFrom('supervision_files')
    .innerJoin('supervision_measures', 'supervision_measures.id', 'supervision_files.measure_id')
    .innerJoin('files', 'files.id', 'supervision_files.file_id')
    .select(['supervision_files.measure_id as measureId', 'files.id', 'files.name'])
    .select(['files.media_type as mediaType', 'files.width', 'supervision_files.stage'])
    .where('supervision_measures.matter_id', '=', id)
    .orderBy('files.id')
    .execute()
