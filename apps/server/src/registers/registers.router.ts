import {
  AREA_IDS,
  AreaId,
  Day,
  EntryId,
  may,
  NewEntry,
  NewHazard,
  REGISTER_KEYS,
  UnitId,
  type RuleCode,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import { permitted, router, type Context } from '../trpc.ts'
import type { Tx } from '../db/scope.ts'
import { EntryFilter } from './entry-filter.ts'
import { EntrySort } from './entry-order.ts'
import { findEntry, listEntries, listRevisions, listRevisionsOf } from './entry.queries.ts'
import { openFindingHazard, proposeFindingHazard } from './finding-hazard.ts'
import { followFindings, listFindingHazards, type FollowedStands } from './finding-hazards.queries.ts'
import { listRates } from './rates.queries.ts'
import { readLetterReceipts } from './letter-receipts.ts'
import { countOlder } from './older-entries.queries.ts'
import { askFor, bodyFor, isMasked, revealEntry } from './personal.ts'
import { findOrigins } from './entry-imports.queries.ts'
import { getRegister } from './registers.table.ts'
import { isRestricted, readsRestricted, recordReading, showRestricted } from './restricted.ts'
import { standAsOf, standCounty, standNow } from './standing.queries.ts'
import { changeEntry, recordEntry, retireEntry } from './write-entry.ts'
import { changeMany, MOST_ENTRIES, retireMany } from './write-many.ts'

const RegisterKey = z.enum(REGISTER_KEYS)
const Revision = z.number().int().min(1)
const RULE = new RegExp(`^(${AREA_IDS.join('|')})(/[a-z-]+)?#[a-z-]+$`)
const Findings = z.object({
  unitId: UnitId,
  rule: z.custom<RuleCode>(value => typeof value === 'string' && RULE.test(value)),
  findings: z.array(z.string().max(400)).min(1).max(500),
})
const Seen = z.object({ id: EntryId, revision: Revision })
const Chosen = z.object({ register: RegisterKey, entries: z.array(Seen).min(1).max(MOST_ENTRIES) })

/** A register the reader may read; what he may not read does not exist for him. */
function readable({ actor }: Context, key: string) {
  const register = getRegister(key)
  if (!may(actor, register.permissions.read)) throw refuse({ code: 'not-found' })
  return register
}

/** Of a register the reader may not read he learns how the school stands, and nothing of what was written or found. */
const withoutRestricted = ({ actor }: Context, stands: FollowedStands): FollowedStands => ({
  ...stands,
  registers: stands.registers.map(each =>
    may(actor, getRegister(each.register).permissions.read)
      ? each
      : { ...each, entries: 0, unread: 0, findings: [], next: null, rates: {} },
  ),
})

export const registersRouter = router({
  list: permitted('register.read')
    .input(
      Paging.extend({
        register: RegisterKey,
        filter: EntryFilter.prefault({}),
        sort: EntrySort.prefault({}),
      }),
    )
    .query(({ ctx, input }) => {
      const register = readable(ctx, input.register)
      const { filter, sort } = askFor(ctx.actor, register, input)
      const ask = async (tx: Tx) => {
        const [page, older] = await Promise.all([
          listEntries(tx, register, filter, sort, input),
          countOlder(tx, register, filter),
        ])
        const rows = page.rows.map(row => ({ ...row, entry: bodyFor(ctx.actor, register, row.entry) }))
        return { ...page, rows, older, isMasked: isMasked(ctx.actor, register) }
      }
      if (!isRestricted(register)) return ctx.app.db.read(ctx.actor, ask)
      return ctx.app.db.transaction(ctx.actor, async tx => {
        await showRestricted(tx)
        const page = await ask(tx)
        await recordReading(tx, ctx, register, page.rows)
        return page
      })
    }),

  get: permitted('register.read')
    .input(z.object({ id: EntryId }))
    .query(async ({ ctx, input }) => {
      const ask = (tx: Tx) =>
        Promise.all([findEntry(tx, input.id), listRevisions(tx, input.id), findOrigins(tx, input.id)])
      let [entry, revisions, origins] = await ctx.app.db.read(ctx.actor, ask)
      if (!entry && readsRestricted(ctx.actor))
        [entry, revisions, origins] = await ctx.app.db.transaction(ctx.actor, async tx => {
          await showRestricted(tx)
          const found = await ask(tx)
          const [seen] = found
          if (seen && may(ctx.actor, getRegister(seen.register).permissions.read, seen.unitId))
            await recordReading(tx, ctx, getRegister(seen.register), [seen])
          return found
        })
      if (!entry) throw refuse({ code: 'not-found' })
      const register = readable(ctx, entry.register)
      return {
        ...{ ...entry, entry: bodyFor(ctx.actor, register, entry.entry) },
        importedFrom: origins.get(1) ?? null,
        revisions: revisions.map(each => ({
          ...{ ...each, body: bodyFor(ctx.actor, register, each.body) },
          // What came after it was written by hand, or by a table.
          changedFrom: origins.get(each.revision + 1) ?? null,
        })),
        mayChange: entry.unread === null && may(ctx.actor, register.permissions.record, entry.unitId),
        mayReveal: isMasked(ctx.actor, register) && may(ctx.actor, 'register.reveal-personal', entry.unitId),
      }
    }),

  /** One entry with its personal fields in full; who asked for it goes on the record. */
  reveal: permitted('register.reveal-personal')
    .input(z.object({ id: EntryId }))
    .mutation(async ({ ctx, input }) => {
      const result = await revealEntry(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  record: permitted('register.read')
    .input(z.object({ unitId: UnitId, entry: NewEntry }))
    .mutation(async ({ ctx, input }) => {
      const result = await recordEntry(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  change: permitted('register.read')
    .input(Seen.extend({ body: z.record(z.string(), z.unknown()) }))
    .mutation(async ({ ctx, input }) => {
      const result = await changeEntry(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  retire: permitted('register.read')
    .input(Seen.extend({ retired: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const result = await retireEntry(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Every entry that a filter shows, to be changed together; more than that are not changed at once. */
  choose: permitted('register.record')
    .input(z.object({ register: RegisterKey, filter: EntryFilter.prefault({}) }))
    .query(async ({ ctx, input }) => {
      const register = readable(ctx, input.register)
      if (isRestricted(register)) throw refuse({ code: 'not-permitted' })
      const { filter } = askFor(ctx.actor, register, { filter: input.filter, sort: EntrySort.parse({}) })
      return ctx.app.db.read(ctx.actor, tx => listRevisionsOf(tx, register, filter, MOST_ENTRIES))
    }),

  changeMany: permitted('register.record')
    .input(Chosen.extend({ values: z.record(z.string().max(60), z.unknown()) }))
    .mutation(async ({ ctx, input }) => {
      const result = await changeMany(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  retireMany: permitted('register.record')
    .input(Chosen.extend({ retired: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const result = await retireMany(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** How a school stands in an area, today or on a day that is over. */
  standing: permitted('register.read')
    .input(z.object({ unitId: UnitId, area: AreaId, day: Day.optional() }))
    .query(async ({ ctx, input }) => {
      const today = ctx.app.clock.today()
      if (input.day !== undefined && input.day > today) throw refuse({ code: 'day-in-the-future' })
      // One transaction, and not a reading's several: what it may see is said once, at its beginning.
      const stands = await ctx.app.db.transaction(ctx.actor, async tx => {
        const unit = may(ctx.actor, 'register.read', input.unitId)
          ? await findUnit(tx, input.unitId)
          : undefined
        if (!unit) return null
        const stood =
          input.day === undefined || input.day === today
            ? await standNow(tx, unit, input.area, today)
            : await standAsOf(tx, unit, input.area, input.day)
        return followFindings(stood, await listFindingHazards(tx, unit.id, input.area))
      })
      if (!stands) throw refuse({ code: 'not-found' })
      return withoutRestricted(ctx, stands)
    }),

  /** Which parents have answered a school's letters, and who has not. */
  letterReceipts: permitted('register.read')
    .input(z.object({ unitId: UnitId }))
    .query(async ({ ctx, input }) => {
      const letters = await readLetterReceipts(ctx, input.unitId)
      if (!letters) throw refuse({ code: 'not-found' })
      return letters
    }),

  /** The hazard that findings of a rule propose, filled in. */
  hazardOf: permitted('hazard.report')
    .input(Findings)
    .query(async ({ ctx, input }) => {
      const result = await proposeFindingHazard(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  openHazard: permitted('hazard.report')
    .input(Findings.extend({ hazard: NewHazard }))
    .mutation(async ({ ctx, input }) => {
      const result = await openFindingHazard(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** The rates of every school in scope, in every area or in one; what is shown together is added up, never averaged. */
  rates: permitted('register.read')
    .input(z.object({ area: AreaId.optional() }))
    .query(({ ctx, input }) => {
      const units = ctx.actor.scope.kind === 'county' ? 'county' : ctx.actor.scope.units
      return ctx.app.db.read(ctx.actor, tx => listRates(tx, units, ctx.app.clock.today(), input.area))
    }),

  /** How every school in scope stands in every area. */
  standings: permitted('register.read').query(({ ctx }) => {
    const units = ctx.actor.scope.kind === 'county' ? 'county' : ctx.actor.scope.units
    return ctx.app.db.read(ctx.actor, tx => standCounty(tx, units, ctx.app.clock.today()))
  }),
})
