import { trainingDetailsDueBefore, type TrainingId, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { traineesOf } from './trainees.queries.ts'
import { toTraining } from './training.table.ts'

/**
 * Takes away who signed in to trainings that ended long ago and with how many points, and keeps their coverage by unit and post
 * as it stood on their last day. Certificates stay: they are their holders' own.
 * @returns of how many trainings
 */
export function forgetTrainings(app: App): Promise<number> {
  const [today, now] = [app.clock.today(), app.clock.now()]
  return app.db.transaction(SYSTEM, async tx => {
    const { value: overrides } = await readRuleLimits(tx)
    const rows = await tx
      .selectFrom('trainings')
      .selectAll()
      .where('to_on', '<', trainingDetailsDueBefore(today, overrides))
      .where('forgotten_on', 'is', null)
      .forUpdate()
      .limit(50)
      .execute()
    for (const row of rows) {
      const training = toTraining(row)
      await sql`${traineesOf(training, training.to)}
        insert into training_tallies (training_id, unit_id, post, asked, trained)
        select ${training.id}::uuid, t.home, post, count(*), count(*) filter (where t.standing = 'trained')
        from trainees t cross join unnest(t.posts || null::text) as post
        group by t.home, post`.execute(tx)
      await tx.deleteFrom('training_sign_ins').where('training_id', '=', training.id).execute()
      await tx.deleteFrom('training_attempts').where('training_id', '=', training.id).execute()
      await tx.updateTable('trainings').set({ forgotten_on: today }).where('id', '=', training.id).execute()
      await recordAudit(
        tx,
        { actor: SYSTEM, now, requestId: null },
        {
          ...{ action: 'training.forget', subject: { kind: 'training', id: training.id as TrainingId } },
          ...{ unitId: training.unitId as UnitId, after: { title: training.title } },
        },
      )
    }
    return rows.length
  })
}
