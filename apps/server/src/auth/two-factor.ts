import { err, ok, type AuditAction, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { makeBackupCodes } from './backup-codes.ts'
import { endSessions } from './end-sessions.ts'
import { guessedInside, provePassword, recordWrongProof } from './prove-password.ts'
import type { SignedIn } from './sessions.ts'
import { ENROLMENT_MS } from './throttle.ts'
import { isTotp, makeTotpSecret, toBase32, totpUri } from './totp.ts'

type OwnContext = Context & { readonly signedIn: SignedIn }

const ISSUER = '安澜'

/**
 * Shows a new secret to enrol, after the password. A second factor that is in force stays so until the new one has
 * proved itself with a code.
 */
export async function beginTwoFactor(
  context: OwnContext,
  { password }: { password: string },
): Promise<Result<{ uri: string; secret: string }, Refusal>> {
  const { app, actor, signedIn, now } = context
  const proof = await provePassword(context, password)
  if (!proof.ok) return proof
  const secret = makeTotpSecret()
  const sealed = await app.vault.seal(secret)
  await app.db.transaction(actor, async tx => {
    await tx.deleteFrom('two_factor_enrolments').where('account_id', '=', actor.accountId).execute()
    await tx
      .insertInto('two_factor_enrolments')
      .values({ account_id: actor.accountId, secret: sealed, at: now })
      .execute()
    await recordAudit(tx, context, own(actor, 'two-factor.begin'))
  })
  return ok({ uri: totpUri(secret, ISSUER, signedIn.username), secret: toBase32(secret) })
}

/**
 * Puts the secret in force once the authenticator has given a right code, and gives the backup codes, this once.
 * All other sessions end: they were opened without it.
 */
export async function confirmTwoFactor(
  context: OwnContext,
  { code }: { code: string },
): Promise<Result<{ backupCodes: string[] }, Refusal>> {
  const { app, actor, signedIn, now } = context
  const secret = await app.vault.enrolmentOf(actor.accountId, new Date(Date.parse(now) - ENROLMENT_MS))
  if (secret === null) return err({ code: 'enrolment-over' })
  const guessed = guessedInside(signedIn)
  const attempt = await app.throttle.begin(guessed)
  if (!attempt.allowed) return err({ code: 'account-locked', retryAfter: attempt.retryAfter })
  if (!isTotp(secret, code, now) || !(await app.throttle.claimCode(actor.accountId, code))) {
    await recordWrongProof(context, attempt, 'code')
    return err({ code: 'code-wrong' })
  }
  await app.throttle.succeeded(guessed)

  const backupCodes = makeBackupCodes()
  const [sealedSecret, sealedCodes] = await Promise.all([
    app.vault.seal(secret),
    app.vault.seal(JSON.stringify(backupCodes)),
  ])
  await app.db.transaction(actor, async tx => {
    await removeTwoFactor(tx, actor.accountId)
    await tx
      .insertInto('two_factors')
      .values({
        ...{ id: newId<string>(), user_id: actor.accountId, verified: true },
        ...{ secret: sealedSecret, backup_codes: sealedCodes },
      })
      .execute()
    await tx
      .updateTable('accounts')
      .set({ two_factor_enabled: true, updated_at: now })
      .where('id', '=', actor.accountId)
      .execute()
    const ended = await endSessions(tx, actor.accountId, signedIn.sessionId)
    await recordAudit(tx, context, {
      ...own(actor, signedIn.twoFactorEnabled ? 'two-factor.replace' : 'two-factor.enable'),
      after: { endedSessions: ended },
    })
  })
  app.sessions.forget(actor.accountId)
  return ok({ backupCodes })
}

/** New backup codes in place of the old, after the password. */
export async function renewBackupCodes(
  context: OwnContext,
  { password }: { password: string },
): Promise<Result<{ backupCodes: string[] }, Refusal>> {
  const { app, actor, signedIn } = context
  if (!signedIn.twoFactorEnabled) return err({ code: 'two-factor-off' })
  const proof = await provePassword(context, password)
  if (!proof.ok) return proof
  const backupCodes = makeBackupCodes()
  const sealed = await app.vault.seal(JSON.stringify(backupCodes))
  await app.db.transaction(actor, async tx => {
    await tx
      .updateTable('two_factors')
      .set({ backup_codes: sealed })
      .where('user_id', '=', actor.accountId)
      .execute()
    await recordAudit(tx, context, own(actor, 'two-factor.renew-codes'))
  })
  return ok({ backupCodes })
}

/** Switches the second factor off, after the password. Refused where the role must have one. */
export async function disableTwoFactor(
  context: OwnContext,
  { password }: { password: string },
): Promise<Result<{ disabled: true }, Refusal>> {
  const { app, actor, signedIn, now } = context
  if (signedIn.twoFactorRequired) return err({ code: 'two-factor-kept' })
  if (!signedIn.twoFactorEnabled) return err({ code: 'two-factor-off' })
  const proof = await provePassword(context, password)
  if (!proof.ok) return proof
  await app.db.transaction(actor, async tx => {
    await removeTwoFactor(tx, actor.accountId)
    await tx
      .updateTable('accounts')
      .set({ two_factor_enabled: false, updated_at: now })
      .where('id', '=', actor.accountId)
      .execute()
    await endSessions(tx, actor.accountId, signedIn.sessionId)
    await recordAudit(tx, context, own(actor, 'two-factor.disable'))
  })
  app.sessions.forget(actor.accountId)
  return ok({ disabled: true })
}

/** Forgets a second factor, and one that was being set up. */
export async function removeTwoFactor(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('two_factors').where('user_id', '=', accountId).execute()
  await tx.deleteFrom('two_factor_enrolments').where('account_id', '=', accountId).execute()
}

const own = (actor: Context['actor'], action: AuditAction) => ({
  ...{ action, unitId: actor.unitId },
  subject: { kind: 'account', id: actor.accountId },
})
