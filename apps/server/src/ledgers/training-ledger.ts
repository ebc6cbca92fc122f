import { POSTS, TRAINING_KINDS, TRAINING_LEVELS, TRAINING_STANDINGS, TrainingId } from '@anlan/domain'
import { listTrainees, TraineeFilter } from '../training/trainees.queries.ts'
import { findTraining, listTrainings, TrainingFilter } from '../training/training.queries.ts'
import type { Context } from '../trpc.ts'
import { defineLedger, everyRow } from './ledger-source.ts'

/** 安全培训台账: each training with how many of the people it asks have done it, as of the day. */
export const TRAINING_LEDGER = defineLedger({
  permission: 'training.read',
  filter: TrainingFilter,
  columns: [
    { heading: '培训名称', width: 34, shape: 'text' },
    { heading: '培训形式', width: 14, shape: 'text' },
    { heading: '层级', width: 14, shape: 'text' },
    { heading: '组织单位', width: 22, shape: 'text' },
    { heading: '开始日期', width: 12, shape: 'day' },
    { heading: '结束日期', width: 12, shape: 'day' },
    { heading: '应参加人数', width: 12, shape: 'number' },
    { heading: '完成人数', width: 12, shape: 'number' },
  ],
  async *rows({ app, actor }, filter) {
    const today = app.clock.today()
    for await (const row of everyRow(paging =>
      app.db.read(actor, tx => listTrainings(tx, filter, paging, today)),
    ))
      yield [
        ...[row.title, TRAINING_KINDS[row.kind].zh, TRAINING_LEVELS[row.level].zh, row.giver],
        ...[row.from, row.to, row.coverage.denominator, row.coverage.numerator],
      ]
  },
})

/** 培训花名册: everybody whom a training asks with how far he is; without one, those of every training the reader sees. */
export const TRAINEE_LEDGER = defineLedger({
  permission: 'people.read',
  filter: TraineeFilter.extend({ id: TrainingId.optional() }),
  columns: [
    { heading: '培训名称', width: 34, shape: 'text' },
    { heading: '单位', width: 24, shape: 'text' },
    { heading: '姓名', width: 12, shape: 'text' },
    { heading: '岗位', width: 26, shape: 'text' },
    { heading: '完成情况', width: 18, shape: 'text' },
  ],
  async *rows(context, { id, ...filter }) {
    const { app, actor } = context
    for await (const trainingId of id ? [id] : everyTraining(context)) {
      const training = await app.db.read(actor, tx => findTraining(tx, trainingId))
      if (!training) continue
      const people = everyRow(paging =>
        app.db.read(actor, async tx => {
          const page = await listTrainees(tx, training, filter, paging, app.clock.today())
          return { ...page, rows: page.rows.map(row => ({ ...row, id: row.accountId })) }
        }),
      )
      for await (const { unit, name, posts, standing } of people)
        yield [
          ...[training.title, unit, name, posts.map(post => POSTS[post].zh).join('、')],
          TRAINING_STANDINGS[standing].zh,
        ]
    }
  },
})

async function* everyTraining({ app, actor }: Context): AsyncGenerator<TrainingId> {
  const today = app.clock.today()
  for await (const { id } of everyRow(paging =>
    app.db.read(actor, tx => listTrainings(tx, {}, paging, today)),
  ))
    yield id
}
