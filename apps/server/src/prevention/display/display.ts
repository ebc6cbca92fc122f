import {
  covers,
  err,
  isSchool,
  ok,
  type Day,
  type PublicListLine,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { findUnit } from '../../organisation/unit.queries.ts'
import type { Refusal } from '../../refusal.ts'
import { changeSetting, readSetting, type Changed, type SettingKind } from '../../settings/setting.ts'
import type { Context } from '../../trpc.ts'
import { listPublicly } from './public-list.queries.ts'

/** Whether schools of the county may show the list on their kiosks at all; they may as long as nobody has said otherwise. */
const ALLOWED: SettingKind<{ allowed: boolean }> = {
  key: 'hazard-display',
  rows: z.array(z.object({ allowed: z.boolean() })).max(1),
}

export interface Display {
  /** The county lets schools show it. */
  readonly allowed: boolean
  readonly revision: number
  /** The school shows it on its kiosks. */
  readonly shown: boolean
}

/** How the showing of a school's list stands. A school shows nothing until somebody there has chosen to. */
export async function readDisplay(tx: Tx, unitId: UnitId): Promise<Display> {
  const [{ value, revision }, row] = await Promise.all([
    readSetting(tx, ALLOWED),
    tx.selectFrom('hazard_displays').select('shown').where('unit_id', '=', unitId).executeTakeFirst(),
  ])
  return { allowed: value[0]?.allowed ?? true, revision, shown: row?.shown ?? false }
}

/** What a school's kiosk shows on stand-by; null where the school or the county shows nothing. */
export async function readShown(tx: Tx, unitId: UnitId, today: Day): Promise<PublicListLine[] | null> {
  const { allowed, shown } = await readDisplay(tx, unitId)
  return allowed && shown ? listPublicly(tx, unitId, today) : null
}

/** Says whether a school shows the list on its kiosks. */
export function showDisplay(
  context: Context,
  { unitId, shown }: { readonly unitId: UnitId; readonly shown: boolean },
): Promise<Result<null, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
    const unit = await findUnit(tx, unitId)
    if (!unit || !isSchool(unit.kind)) return err({ code: 'not-found' })
    const before = await readDisplay(tx, unitId)
    const row = { shown, changed_at: now, changed_by_name: actor.name }
    await tx
      .insertInto('hazard_displays')
      .values({ unit_id: unitId, ...row })
      .onConflict(conflict => conflict.column('unit_id').doUpdateSet(row))
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'hazard-display.show', subject: { kind: 'unit', id: unitId }, unitId },
      ...{ before: { shown: before.shown }, after: { shown } },
    })
    return ok(null)
  })
}

/** Says whether schools of the county may show the list on their kiosks. */
export const allowDisplay = (
  context: Context,
  { allowed, revision }: { readonly allowed: boolean; readonly revision: number },
): Promise<Changed> =>
  changeSetting(context, ALLOWED, { revision }, known =>
    ok({
      value: [{ allowed }],
      deed: {
        ...{ action: 'hazard-display.allow', subject: { kind: 'setting', id: ALLOWED.key } },
        ...{ before: { allowed: known[0]?.allowed ?? true }, after: { allowed } },
      },
    }),
  )
