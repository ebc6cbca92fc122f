import {
  decidePairing,
  endPairing,
  err,
  ok,
  type Actor,
  type NewPairing,
  type Pairing,
  type PairingId,
  type PilotId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { sendNotices } from '../../inbox/send-notice.ts'
import { newId } from '../../ids.ts'
import { findUnit } from '../../organisation/unit.queries.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { appendPilotEvent, findPilotForUpdate } from './pilot.queries.ts'
import { toPairing } from './pilots.table.ts'
import { listBuilders } from './tell-pilot.ts'

/** The bureau pairs a demonstration school with a school it helps; both learn of it. */
export function pairSchools(context: Context, asked: NewPairing): Promise<Result<Pairing, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<Pairing, Refusal>> => {
    const [pilot, helped] = [await findPilotForUpdate(tx, asked.pilotId), await findUnit(tx, asked.helpedId)]
    if (!pilot || !helped) return err({ code: 'not-found' })
    const decision = decidePairing(context, pilot, helped, { ...asked, id: newId<PairingId>() })
    if (!decision.ok) return decision
    const pairing = decision.value
    const made = await tx
      .insertInto('pilot_pairings')
      .values({
        ...{ id: pairing.id, pilot_id: pairing.pilotId, unit_id: pairing.unitId },
        ...{ helped_id: pairing.helpedId, goal: pairing.goal, until_on: pairing.until },
        ...{ paired: JSON.stringify(pairing.paired), ended: null },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return err({ code: 'paired-already' })
    const note = `${helped.name}：${pairing.goal}`
    await appendPilotEvent(tx, context, pilot, { event: 'pair', note })
    await recordAudit(tx, context, {
      ...{ action: 'pilot.pair', subject: { kind: 'pilot', id: pilot.id }, unitId: pilot.unitId },
      after: pairing,
    })
    await tellPairing(tx, actor, pairing)
    return ok(pairing)
  })
}

/** The bureau ends a pairing, with what came of it; both schools learn of that too. */
export function endSchoolPairing(
  context: Context,
  { id, outcome }: { readonly id: PairingId; readonly outcome: string },
): Promise<Result<Pairing, Refusal>> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Result<Pairing, Refusal>> => {
    const row = await tx
      .selectFrom('pilot_pairings')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return err({ code: 'not-found' })
    const before = toPairing(row)
    const decision = endPairing(before, context, outcome)
    if (!decision.ok) return decision
    const after = decision.value
    const ended = JSON.stringify(after.ended)
    await tx.updateTable('pilot_pairings').set({ ended }).where('id', '=', id).execute()
    const pilot = { id: after.pilotId, unitId: after.unitId }
    await appendPilotEvent(tx, context, pilot, { event: 'end-pairing', note: outcome })
    await recordAudit(tx, context, {
      ...{ action: 'pilot.end-pairing', subject: { kind: 'pilot', id: pilot.id }, unitId: pilot.unitId },
      ...{ before, after },
    })
    await tellPairing(tx, context.actor, after)
    return ok(after)
  })
}

export interface PairingRow {
  readonly pairing: Pairing
  readonly helper: string
  readonly helped: string
}

/** Pairings that the scope shows, of one pilot or of all, those that go on first. */
export async function listPairings(tx: Tx, pilotId: PilotId | null): Promise<PairingRow[]> {
  const all = tx
    .selectFrom('pilot_pairings')
    .innerJoin('units as helper', 'helper.id', 'pilot_pairings.unit_id')
    .innerJoin('units as helped', 'helped.id', 'pilot_pairings.helped_id')
    .selectAll('pilot_pairings')
    .select(['helper.name as helper_name', 'helped.name as helped_name'])
    .orderBy('until_on')
    .orderBy('pilot_pairings.id')
  const rows = await (pilotId === null ? all : all.where('pilot_id', '=', pilotId)).execute()
  return rows
    .map(row => ({ pairing: toPairing(row), helper: row.helper_name, helped: row.helped_name }))
    .toSorted((a, b) => Number(a.pairing.ended !== null) - Number(b.pairing.ended !== null))
}

const BEGUN = {
  title: { zh: '双重预防结对帮扶', en: 'Paired for dual prevention' },
  body: {
    zh: '教育局已安排示范学校与帮扶学校结对，请查看帮扶目标和期限。',
    en: 'The bureau has paired a demonstration school with a school it helps. See the goal and the last day.',
  },
}

/** Tells both schools that they are paired, or that they no longer are and what came of it. */
async function tellPairing(tx: Tx, actor: Actor, pairing: Pairing): Promise<void> {
  const { id, pilotId, unitId, helpedId, ended } = pairing
  const [helpers, helped] = [await listBuilders(tx, unitId), await listBuilders(tx, helpedId)]
  const words = ended
    ? {
        title: { zh: '双重预防结对帮扶已结束', en: 'No longer paired for dual prevention' },
        body: { zh: ended.note, en: ended.note },
      }
    : BEGUN
  const lines = [
    ...helpers.map(accountId => ({ accountId, link: `/pilots/${pilotId}` })),
    ...helped.map(accountId => ({ accountId, link: '/pilots' })),
  ]
  await sendNotices(
    tx,
    lines
      .filter(({ accountId }) => accountId !== actor.accountId)
      .map(line => ({
        ...line,
        ...words,
        kind: 'pilot',
        dedupeKey: `pairing ${id}${ended ? ' ended' : ''}`,
      })),
  )
}
