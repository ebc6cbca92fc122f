import { err, ok, type AuditAction, type Result } from '@anlan/domain'
import type { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'

/** One of the county's settings: its key and the shape of its list. A bad value fails at the reading, not in a rule. */
export interface SettingKind<Row> {
  readonly key: string
  readonly rows: z.ZodArray<z.ZodType<Row>>
}

/** What a setting holds, and how often it was changed; 0 where nobody has set it. */
export interface Setting<Row> {
  readonly revision: number
  readonly value: Row[]
}

/** A setting as the reader saw it: who saves over what somebody else changed meanwhile is told so. */
export interface Seen {
  readonly revision: number
}
export type Changed = Result<{ revision: number }, Refusal>

/** What a change is on the record. */
export interface Deed {
  readonly action: AuditAction
  readonly subject: { readonly kind: string; readonly id: string }
  readonly before: object | null
  readonly after: object | null
}

/** Reads a setting; `lock` holds it until the transaction ends. */
export async function readSetting<Row>(
  tx: Tx,
  { key, rows }: SettingKind<Row>,
  lock = false,
): Promise<Setting<Row>> {
  const query = tx.selectFrom('settings').select(['value', 'revision']).where('key', '=', key)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return { revision: row?.revision ?? 0, value: rows.parse(row?.value ?? []) }
}

/** Changes a setting: load, decide, save, record. `follow` is what the change brings with it, in the same transaction. */
export function changeSetting<Row>(
  context: Context,
  kind: SettingKind<Row>,
  { revision }: Seen,
  decide: (known: Row[]) => Result<{ readonly value: Row[]; readonly deed: Deed }, Refusal>,
  follow: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<Changed> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Changed> => {
    const known = await readSetting(tx, kind, true)
    if (known.revision !== revision) return err({ code: 'stale-revision', current: known.revision })
    const decision = decide(known.value)
    if (!decision.ok) return decision
    const { value, deed } = decision.value
    const next = revision + 1
    if (!(await save(tx, kind.key, JSON.stringify(value), next)))
      return err({ code: 'stale-revision', current: next })
    await recordAudit(tx, context, { ...deed, unitId: null })
    await follow(tx)
    return ok({ revision: next })
  })
}

/** False when somebody else made the row at the same moment. */
async function save(tx: Tx, key: string, value: string, revision: number): Promise<boolean> {
  if (revision > 1) {
    await tx.updateTable('settings').set({ value, revision }).where('key', '=', key).execute()
    return true
  }
  const made = await tx
    .insertInto('settings')
    .values({ key, value, revision })
    .onConflict(conflict => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  return made !== undefined
}
