import {
  err,
  listDutiesInForce,
  listHolders,
  may,
  ok,
  postsOf,
  type AccountId,
  type Day,
  type Duty,
  type DutyId,
  type MeasureId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { lockSent } from '../organisation/locks.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listAppointmentsAt, listDutyEditions } from './duties.queries.ts'

/** The duties in force that somebody owes today by the posts he holds at his unit. */
async function listOwn(
  tx: Tx,
  person: { id: AccountId; unitId: Duty['unitId'] },
  today: Day,
): Promise<Duty[]> {
  const [editions, appointments] = await Promise.all([
    listDutyEditions(tx, [person.unitId]),
    listAppointmentsAt(tx, [person.unitId]),
  ])
  const posts = listHolders(appointments, today)
    .filter(each => each.accountId === person.id)
    .map(each => each.post)
  return listDutiesInForce(editions, today).filter(duty => postsOf(duty).some(post => posts.includes(post)))
}

/**
 * 知责: somebody says that he has read his duties, each in the edition he was shown. One that has changed meanwhile is refused
 * with all the rest: nobody accepts what he has not seen.
 */
export function acknowledgeDuties(
  context: Context,
  seen: readonly { readonly id: DutyId; readonly version: number }[],
): Promise<Result<{ count: number }, Refusal>> {
  const { app, actor } = context
  const today = app.clock.today()
  return app.db.transaction(actor, async (tx): Promise<Result<{ count: number }, Refusal>> => {
    const own = await listOwn(tx, { id: actor.accountId as AccountId, unitId: actor.unitId }, today)
    for (const { id, version } of seen)
      if (!own.some(duty => duty.id === id && duty.version === version)) return err({ code: 'duty-changed' })
    const made = await tx
      .insertInto('duty_receipts')
      .values(
        seen.map(({ id, version }) => ({
          ...{ duty_id: id, version, account_id: actor.accountId, unit_id: actor.unitId, on_day: today },
        })),
      )
      .onConflict(conflict => conflict.doNothing())
      .returning('duty_id')
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'duty.acknowledge', subject: { kind: 'person', id: actor.accountId } },
      ...{ unitId: actor.unitId, after: { duties: seen } },
    })
    return ok({ count: made.length })
  })
}

export interface DutyLinkInput {
  readonly accountId: AccountId
  readonly dutyId: DutyId
  readonly on: Day
  readonly text: string
  /** Of what he answered for: the closed measure of supervision. */
  readonly measureId: MeasureId | null
}

/**
 * Names by hand what shows a duty done, for oneself; or, for whoever decides on supervision, what somebody answered for. Sent
 * twice it is named once.
 */
export function linkDuty(context: Context, input: DutyLinkInput): Promise<Result<{ id: string }, Refusal>> {
  const { app, actor, now } = context
  const today = app.clock.today()
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: string }, Refusal>> => {
    const person = await tx
      .selectFrom('accounts')
      .select(['id', 'unit_id'])
      .where('id', '=', input.accountId)
      .executeTakeFirst()
    if (!person) return err({ code: 'not-found' })
    const unitId = person.unit_id as Duty['unitId']
    const isAllowed =
      input.measureId === null ? actor.accountId === input.accountId : may(actor, 'duty.account', unitId)
    if (!isAllowed) return err({ code: 'not-permitted' })
    if (input.on > today) return err({ code: 'day-in-the-future' })
    const own = await listOwn(tx, { id: input.accountId, unitId }, today)
    const duty = own.find(each => each.id === input.dutyId)
    if (!duty) return err({ code: 'duty-changed' })
    if (input.measureId !== null) {
      const measure = await tx
        .selectFrom('supervision_measures')
        .select('id')
        .where('id', '=', input.measureId)
        .where('unit_id', '=', unitId)
        .where('state', '=', 'closed')
        .executeTakeFirst()
      if (!measure) return err({ code: 'measure-not-closed' })
    }
    await lockSent(tx, `duty-link ${input.accountId}`)
    const known = await tx
      .selectFrom('duty_links')
      .select('id')
      .where('account_id', '=', input.accountId)
      .where('duty_id', '=', duty.id)
      .where('on_day', '=', input.on)
      .where('text', '=', input.text)
      .where('measure_id', 'is not distinct from', input.measureId)
      .executeTakeFirst()
    if (known) return ok(known)
    const id = newId<string>()
    await tx
      .insertInto('duty_links')
      .values({
        ...{ id, duty_id: duty.id, version: duty.version, account_id: input.accountId, unit_id: unitId },
        ...{ on_day: input.on, text: input.text, measure_id: input.measureId },
        ...{ made_by_name: actor.name, made_at: now },
      })
      .execute()
    await recordAudit(tx, context, {
      ...{ action: input.measureId === null ? 'duty.evidence' : 'duty.account', unitId },
      ...{ subject: { kind: 'person', id: input.accountId }, after: { ...input, version: duty.version } },
    })
    return ok({ id })
  })
}
