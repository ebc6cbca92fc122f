import { err, ok, RUNNING_HAZARD_STATES, writeHazardOrder, type HazardId } from '@anlan/domain'
import type { PaperSource } from '../papers/paper-source.ts'
import { findBureauName } from '../papers/bureau-name.queries.ts'
import { findHazard } from './hazard.queries.ts'

/** 责令整改通知书 for a single hazard: it goes out once the bureau has numbered it, while the hazard is to be put right. */
export const HAZARD_ORDER_PAPER: PaperSource = {
  permission: 'hazard.read',
  numbering: { by: 'supervision.issue', isNeeded: true },
  load: ({ app, actor }, id) =>
    app.db.read(actor, async tx => {
      const hazard = await findHazard(tx, id as HazardId)
      const unit =
        hazard &&
        (await tx.selectFrom('units').select('name').where('id', '=', hazard.unitId).executeTakeFirst())
      if (!hazard || !unit) return err({ code: 'not-found' } as const)
      return ok({
        paper: writeHazardOrder({ hazard, unit: unit.name, bureau: await findBureauName(tx) }),
        ...{ unitId: hazard.unitId, wentOut: RUNNING_HAZARD_STATES.includes(hazard.state) },
        link: `/papers/hazard-order/${id}`,
      })
    }),
  isWithdrawn: async (tx, id) => {
    const row = await tx.selectFrom('hazards').select('state').where('id', '=', id).executeTakeFirst()
    return row?.state === 'dismissed'
  },
  sample: person =>
    writeHazardOrder({
      hazard: {
        ...{
          number: '2026-00012',
          area: 'fire',
          source: 'supervision-review',
          place: '宿舍一层东侧安全出口',
        },
        ...{
          description: '安全出口夜间上锁，值班人员没有钥匙。',
          discoveredOn: '2026-11-03',
          grade: 'major',
        },
        ...{ basis: '安全出口应当保持畅通', interimControl: `${person}夜间值守`, stopUse: false },
        plan: null,
        ...{ state: 'rectifying', transfer: null },
      },
      ...{ unit: '青禾镇中心小学', bureau: '安澜县教育局' },
    }),
}
