import {
  decideBulletin,
  draftBulletin,
  driftOf,
  err,
  MAY,
  ok,
  type Bulletin,
  type BulletinCommand,
  type BulletinId,
  type NewBulletin,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import type { Refusal } from '../refusal.ts'
import { isNumberUsed } from '../papers/numbers/document-number.ts'
import type { Context } from '../trpc.ts'
import {
  findBulletinForUpdate,
  findFiguresBefore,
  insertBulletin,
  listAddressed,
  saveBulletin,
} from './bulletin.queries.ts'
import { countFigures, countReaderOf, rankedIn } from './figures.queries.ts'

type Outcome = Promise<Result<Bulletin, Refusal>>

/** Drafts a bulletin: counts the rates, freezes them with places and moves, and puts praise and criticism into words. */
export function newBulletin(context: Context, input: NewBulletin): Outcome {
  const { app, actor, now } = context
  const today = app.clock.today()
  return app.db.transaction(actor, async (tx): Outcome => {
    const [counted, before] = await Promise.all([
      countFigures(tx, countReaderOf(actor, today), input),
      findFiguresBefore(tx, input.by, input.id),
    ])
    const decision = draftBulletin(input, { actor, now, counted, before }, today)
    if (!decision.ok) return decision
    const bulletin = decision.value
    if (!(await insertBulletin(tx, bulletin))) return err({ code: 'stale-revision', current: 1 })
    await recordAudit(tx, context, {
      ...{ action: 'bulletin.draft', subject: { kind: 'bulletin', id: bulletin.id }, unitId: null },
      after: { title: input.title, from: input.from, until: input.until, indicators: input.indicators },
    })
    return ok(bulletin)
  })
}

interface Input {
  readonly id: BulletinId
  readonly revision: number
  readonly command: BulletinCommand
}

/** Carries one command on a bulletin. Figures are counted anew only to compare, unless somebody takes them anew. */
export function advanceBulletin(context: Context, { id, revision, command }: Input): Outcome {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Outcome => {
    const bulletin = await findBulletinForUpdate(tx, id)
    if (!bulletin) return err({ code: 'not-found' })
    if (bulletin.revision !== revision) return err({ code: 'stale-revision', current: bulletin.revision })
    const asks = command.event === 'approve' || command.event === 'refresh'
    const reader = countReaderOf(actor, app.clock.today())
    const counted = asks ? await countFigures(tx, reader, rankedIn(bulletin)) : []
    const before = command.event === 'refresh' ? await findFiguresBefore(tx, bulletin.by, id) : []
    const drift = command.event === 'approve' ? driftOf(bulletin.figures, counted) : []
    const decision = decideBulletin(bulletin, command, { actor, now, counted, before, drift })
    if (!decision.ok) return decision
    if (command.event === 'issue' && (await isNumberUsed(tx, command.documentNumber)))
      return err({ code: 'number-taken' })
    await saveBulletin(tx, decision.value)
    const sent = command.event === 'issue' ? await send(tx, decision.value, command.to) : null
    await recordAudit(tx, context, {
      ...{ action: `bulletin.${command.event}`, subject: { kind: 'bulletin', id }, unitId: null },
      ...{
        before: told(bulletin),
        after: { ...told(decision.value), ...(sent && { receipts: sent.length }) },
      },
    })
    return decision
  })
}

/** What of a bulletin the record tells; the figures stand in it themselves and would bury the rest. */
const told = ({ state, text, takenAt, approved, issued, reason }: Bulletin) => ({
  ...{ state, ...text, takenAt, approved, issued, reason },
})

async function send(tx: Tx, bulletin: Bulletin, to: readonly UnitId[] | null): Promise<UnitId[]> {
  const units = await listAddressed(tx, to)
  if (units.length === 0) return units
  await tx
    .insertInto('bulletin_receipts')
    .values(units.map(unit => ({ bulletin_id: bulletin.id, unit_id: unit })))
    .execute()
  const people = await tx
    .selectFrom('accounts')
    .select('id')
    .where('unit_id', 'in', units)
    .where('role', 'in', ['principal', 'safety-officer'])
    .where('disabled_at', 'is', null)
    .execute()
  await sendNotices(
    tx,
    people.map(({ id }) => ({
      ...{ accountId: id, kind: 'mechanism' as const, link: `/bulletins/${bulletin.id}` },
      title: { zh: '收到情况通报', en: 'A bulletin came' },
      body: { zh: `${bulletin.text.title}，请阅知。`, en: `${bulletin.text.title}. Please read it.` },
      dedupeKey: `bulletin ${bulletin.id}`,
    })),
  )
  return units
}

/** Notes that the reader's unit has read a bulletin; a second time changes nothing. */
export function noteBulletin(context: Context, id: BulletinId): Promise<Result<null, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    if (!(MAY['assignment.submit'] as readonly string[]).includes(actor.role))
      return err({ code: 'role-not-allowed' })
    const receipt = await tx
      .selectFrom('bulletin_receipts')
      .select('read_at')
      .where('bulletin_id', '=', id)
      .where('unit_id', '=', actor.unitId)
      .forUpdate()
      .executeTakeFirst()
    if (!receipt) return err({ code: 'not-found' })
    if (receipt.read_at !== null) return ok(null)
    await tx
      .updateTable('bulletin_receipts')
      .set({ read_at: now, read_by_name: actor.name })
      .where('bulletin_id', '=', id)
      .where('unit_id', '=', actor.unitId)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'bulletin.read', subject: { kind: 'bulletin', id }, unitId: actor.unitId },
      after: { readAt: now },
    })
    return ok(null)
  })
}
