import type { Referral, ReferralId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Occasion } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { newId } from '../../ids.ts'
import { toReferral, toReferralRow } from './referral.table.ts'

/** The letter within the scope, or nothing. */
export async function findReferral(tx: Tx, id: ReferralId): Promise<Referral | undefined> {
  const row = await tx.selectFrom('referrals').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toReferral(row)
}

/** The letter, locked until the transaction ends, or nothing. */
export async function findReferralForUpdate(tx: Tx, id: ReferralId): Promise<Referral | undefined> {
  const row = await tx.selectFrom('referrals').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toReferral(row)
}

export async function insertReferral(tx: Tx, referral: Referral): Promise<void> {
  await tx.insertInto('referrals').values(toReferralRow(referral)).execute()
}

/** Columns that a change of a letter may touch; whom it is about never changes, what it says and to whom only while it is a draft. */
export async function saveReferral(tx: Tx, referral: Referral): Promise<void> {
  const { state, department, title, document_number, sent_at, due_on, replied_at, revision, body } =
    toReferralRow(referral)
  await tx
    .updateTable('referrals')
    .set({ state, department, title, document_number, sent_at, due_on, replied_at, revision, body })
    .where('id', '=', referral.id)
    .execute()
}

/** One line of what happened to a letter. */
export async function appendReferralEvent(
  tx: Tx,
  { actor, now }: Occasion,
  referral: Referral,
  happening: { readonly event: string; readonly note: string | null },
): Promise<void> {
  await tx
    .insertInto('referral_events')
    .values({
      ...{ id: newId<string>(), referral_id: referral.id, unit_id: referral.unitId, at: now },
      ...{ actor_id: actor.accountId, actor_name: actor.name, actor_role: actor.role },
      ...{ event: happening.event, note: happening.note },
    })
    .execute()
}

/** Numbers run through the county and are never given twice. */
export async function nextReferralNumber(tx: Tx, year: string): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('referral_numbers') as n`.execute(tx)
  return `${year}-${String(rows[0]?.n ?? 0).padStart(4, '0')}`
}

/** The names a letter bears: the school it is about, the bureau that signs it. */
export async function namesOfLetter(
  tx: Tx,
  { unitId }: Pick<Referral, 'unitId'>,
): Promise<{ unit: string; bureau: string }> {
  const rows = await tx
    .selectFrom('units')
    .select(['id', 'name', 'kind'])
    .where(eb => eb.or([eb('id', '=', unitId), eb('kind', '=', 'bureau')]))
    .execute()
  const nameOf = (find: (row: (typeof rows)[number]) => boolean): string => rows.find(find)?.name ?? ''
  return { unit: nameOf(row => row.id === unitId), bureau: nameOf(row => row.kind === 'bureau') }
}
