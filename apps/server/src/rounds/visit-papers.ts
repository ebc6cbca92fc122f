import {
  covers,
  err,
  ok,
  writeOrderPaper,
  writeVisitRecord,
  type OfficialPaper,
  type OrderItem,
  type Result,
  type VisitId,
  type VisitPaperFacts,
} from '@anlan/domain'
import { findBureauName } from '../papers/bureau-name.queries.ts'
import type { LoadedPaper, PaperSource } from '../papers/paper-source.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { getOrder } from './get-order.ts'
import { getVisit, type VisitDetail } from './get-visit.ts'

interface Found extends VisitDetail {
  readonly bureau: string
}

/** The visit for one of its papers. There is none before its record is written: the team may still change its mind. */
async function findRecorded(context: Context, id: VisitId): Promise<Result<Found, Refusal>> {
  const { app, actor } = context
  const found = await getVisit(context, id)
  if (!found.ok) return found
  const { visit } = found.value
  if (visit.recordedAt === null || !covers(actor.scope, visit.unitId)) return err({ code: 'not-found' })
  return ok({ ...found.value, bureau: await app.db.read(actor, findBureauName) })
}

const loadedOf = (paper: OfficialPaper, { visit }: Found): LoadedPaper => ({
  ...{ paper, unitId: visit.unitId, wentOut: true },
})

const isCancelled: PaperSource['isWithdrawn'] = async (tx, id) => {
  const row = await tx.selectFrom('inspection_visits').select('state').where('id', '=', id).executeTakeFirst()
  return row?.state === 'cancelled'
}

const SAMPLE: VisitPaperFacts = {
  visit: {
    ...{ kind: 'special', arrivedAt: '2026-11-05T01:00:00.000Z', recordedAt: '2026-11-05T04:00:00.000Z' },
    record: {
      ...{ findings: '东楼二层疏散指示灯不亮，值班记录缺两天。', demands: '更换灯具，补齐值班安排。' },
      ...{ dueOn: '2026-11-15', schoolSide: '分管副校长' },
    },
    ...{ signatures: null, signedAt: null, objections: [] },
  },
  round: { title: '冬季消防安全专项检查', areas: ['fire'] },
  ...{ unit: '青禾镇中心小学', bureau: '安澜县教育局' },
}

const SAMPLE_ITEM: OrderItem = {
  ...{ area: 'fire', code: 'F-1', place: '东楼二层', note: '灯具损坏', basis: [], hazard: null },
  ...{ text: { zh: '疏散指示标志完好有效', en: 'Exit signs work' }, dueOn: '2026-11-15' },
}

/** 责令整改通知书: what the visit orders to be put right; there is none where nothing was found. */
export const ORDER_PAPER: PaperSource = {
  permission: 'round.read',
  numbering: { by: 'supervision.issue', isNeeded: false },
  load: async (context, id) => {
    const found = await findRecorded(context, id as VisitId)
    const items = found.ok ? await getOrder(context, id as VisitId) : found
    if (!found.ok || !items.ok || items.value.length === 0) return err({ code: 'not-found' })
    return ok(
      loadedOf(writeOrderPaper({ ...found.value, unit: found.value.unit.name }, items.value), found.value),
    )
  },
  isWithdrawn: isCancelled,
  sample: person => writeOrderPaper(SAMPLE, [{ ...SAMPLE_ITEM, note: `由${person}负责` }]),
}

/** 学校安全检查现场记录表 */
export const VISIT_PAPER: PaperSource = {
  permission: 'round.read',
  load: async (context, id) => {
    const found = await findRecorded(context, id as VisitId)
    if (!found.ok) return found
    return ok(loadedOf(writeVisitRecord({ ...found.value, unit: found.value.unit.name }), found.value))
  },
  isWithdrawn: isCancelled,
  sample: person =>
    writeVisitRecord({
      ...SAMPLE,
      team: [{ name: person, parts: ['leader'] }],
      hazards: [{ number: '2026-00012', place: '东楼二层', description: '疏散指示灯不亮' }],
    }),
}
