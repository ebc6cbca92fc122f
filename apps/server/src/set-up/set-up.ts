import {
  err,
  listPasswordFaults,
  ok,
  PersonName,
  Username,
  type AccountId,
  type Instant,
  type Result,
  type UnitId,
  humanText,
} from '@anlan/domain'
import { z } from 'zod'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { hashPassword } from '../auth/first-password.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import { hashToken, holdSetUp, isUnused } from './set-up-link.ts'

/** What the first page asks: the county with its bureau, and whoever administers it. */
export const SetUp = z.object({
  token: z.string().max(100),
  county: z.object({
    name: humanText(2, 30),
    /** Division code of county level (GB/T 2260): six digits that do not end in 00. */
    code: z.string().regex(/^[1-8]\d{3}(?!00)\d{2}$/),
  }),
  bureau: humanText(2, 60),
  section: humanText(2, 60),
  administrator: z.object({
    name: PersonName,
    username: Username,
    password: z.string().max(1000),
  }),
})
export type SetUp = z.infer<typeof SetUp>

/** True when that token opens the set-up page now. */
export const isSetUpToken = (app: App, token: string): Promise<boolean> =>
  app.db.read(SYSTEM, async tx => (await isLink(tx, token, app.clock.now())) && (await isUnused(tx)))

/**
 * Makes the county out of nothing, once: the bureau with its safety section and the first administrator, in one
 * transaction with the record. Refuses a link that is wrong, used, expired or no longer needed, all alike.
 */
export async function setUp(
  app: App,
  { token, county, bureau, section, administrator }: SetUp,
  requestId: string,
): Promise<Result<{ username: string }, Refusal>> {
  const { username } = administrator
  if (!(await isSetUpToken(app, token))) return err({ code: 'set-up-link-invalid' })
  const faults = listPasswordFaults(administrator.password, { username })
  if (faults.length > 0) return err({ code: 'password-weak', faults })
  // Before the transaction: nobody waits in line for somebody else's hash.
  const password = await hashPassword(administrator.password)
  return app.db.transaction(SYSTEM, async tx => {
    await holdSetUp(tx)
    const now = app.clock.now()
    if (!(await isLink(tx, token, now)) || !(await isUnused(tx))) return err({ code: 'set-up-link-invalid' })
    await tx.deleteFrom('set_up_links').execute()

    const [bureauId, sectionId] = [newId<UnitId>(), newId<UnitId>()]
    await tx
      .insertInto('settings')
      .values({ key: 'county', value: JSON.stringify(county) })
      .execute()
    await insertUnit(tx, { id: bureauId, kind: 'bureau', name: bureau, parentId: null })
    await insertUnit(tx, { id: sectionId, kind: 'safety-section', name: section, parentId: bureauId })
    const accountId = newId<AccountId>()
    await tx
      .insertInto('accounts')
      .values({
        ...{ id: accountId, name: administrator.name, username, display_username: username },
        ...{ role: 'county-admin', unit_id: bureauId, must_change_password: false },
        ...{ email: `${username}@anlan.invalid`, email_verified: false, two_factor_enabled: false },
        ...{ created_at: now, updated_at: now },
      })
      .execute()
    await tx
      .insertInto('credentials')
      .values({
        ...{ id: newId<string>(), account_id: accountId, user_id: accountId, provider_id: 'credential' },
        ...{ password, created_at: now, updated_at: now },
      })
      .execute()
    const actor = { ...SYSTEM, accountId, name: administrator.name, unitId: bureauId }
    await recordAudit(
      tx,
      { actor, now, requestId },
      {
        ...{ action: 'county.set-up', unitId: bureauId },
        subject: { kind: 'county', id: county.code },
        after: { county, bureau, section, administrator: { name: administrator.name, username } },
      },
    )
    return ok({ username })
  })
}

async function isLink(tx: Tx, token: string, now: Instant): Promise<boolean> {
  const found = await tx
    .selectFrom('set_up_links')
    .select('single')
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return found !== undefined
}

const insertUnit = (
  tx: Tx,
  unit: { id: UnitId; kind: 'bureau' | 'safety-section'; name: string; parentId: UnitId | null },
): Promise<unknown> =>
  tx
    .insertInto('units')
    .values({
      ...{ id: unit.id, kind: unit.kind, name: unit.name, short_name: unit.name.slice(0, 20) },
      ...{ parent_id: unit.parentId, township: null, school_code: null },
      ...{ boarding: false, has_bus: false, has_lab: false, has_canteen: false, pupils: 0 },
    })
    .execute()
