import { AccountId, humanText } from '@anlan/domain'
import { z } from 'zod'
import { unlockAccount } from '../auth/unlock-account.ts'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router, saying } from '../trpc.ts'
import { changePerson, PersonChange } from './change-person.ts'
import { createPerson, NewPerson } from './create-person.ts'
import { disablePerson, Disabling } from './disable-person.ts'
import { enablePerson } from './enable-person.ts'
import { getPerson } from './get-person.ts'
import { Grid } from './grid.ts'
import { checkPeople, importPeople, type ImportedAccount, type ImportProgress } from './import-people.ts'
import { movePerson, PersonMove } from './move-person.ts'
import { listPeople, PersonFilter, PersonSort } from './person.queries.ts'
import { resetPassword } from './reset-password.ts'
import { resetSecondFactor } from './reset-second-factor.ts'

/** What is told of an import while it goes on: how far it is, and at last the accounts. */
type ImportStep = ImportProgress | { readonly people: ImportedAccount[] }

const ById = z.object({ id: AccountId })
const Seen = ById.extend({ revision: z.number().int().min(1) })
const ListInput = Paging.extend({
  filter: PersonFilter.default({}),
  sort: PersonSort.default({ by: 'unit', desc: false }),
})

export const peopleRouter = router({
  list: permitted('people.read')
    .input(ListInput)
    .query(({ ctx, input }) => {
      const today = ctx.app.clock.today()
      return ctx.app.db.read(ctx.actor, tx => listPeople(tx, input.filter, input.sort, input, today))
    }),

  get: permitted('people.read')
    .input(ById)
    .query(async ({ ctx, input }) => {
      const result = await getPerson(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  create: permitted('people.manage')
    .input(NewPerson)
    .mutation(async ({ ctx, input }) => {
      const result = await createPerson(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  // A question, but its table is too long for an address.
  checkTable: permitted('people.manage')
    .input(z.object({ rows: Grid }))
    .mutation(({ ctx, input }) => checkPeople(ctx, input.rows)),

  import: permitted('people.manage')
    .input(z.object({ rows: Grid }))
    // Told as it goes: how far it is, and at the end who was made.
    .mutation(async function* ({ ctx, input, signal }): AsyncGenerator<ImportStep> {
      const result = yield* saying(importPeople(ctx, input.rows, signal))
      if (!result.ok) throw refuse(result.error)
      yield result.value
    }),

  change: permitted('people.manage')
    .input(Seen.extend(PersonChange.shape))
    .mutation(async ({ ctx, input }) => {
      const result = await changePerson(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  move: permitted('people.manage')
    .input(Seen.extend(PersonMove.shape))
    .mutation(async ({ ctx, input }) => {
      const result = await movePerson(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  disable: permitted('people.manage')
    .input(Seen.extend(Disabling.shape))
    .mutation(async ({ ctx, input }) => {
      const result = await disablePerson(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  enable: permitted('people.manage')
    .input(Seen.extend({ reason: humanText(2, 200) }))
    .mutation(async ({ ctx, input }) => {
      const result = await enablePerson(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  resetPassword: permitted('people.manage')
    .input(Seen)
    .mutation(async ({ ctx, input }) => {
      const result = await resetPassword(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  unlock: permitted('people.manage')
    .input(ById)
    .mutation(async ({ ctx, input }) => {
      const result = await unlockAccount(ctx, { accountId: input.id })
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  resetSecondFactor: permitted('people.manage')
    .input(Seen)
    .mutation(async ({ ctx, input }) => {
      const result = await resetSecondFactor(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
