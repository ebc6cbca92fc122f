import {
  err,
  listUsernames,
  ok,
  readPeople,
  type AccountId,
  type ImportProblem,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { hashPassword, makeFirstPassword } from '../auth/first-password.ts'
import { brokenUnique } from '../db/faults.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { insertPerson } from './create-person.ts'
import type { Grid } from './grid.ts'
import { listUnits } from './unit.queries.ts'

/** What a table would make, or what is wrong with it. */
export interface CheckedTable {
  readonly count: number
  readonly problems: readonly ImportProblem[]
  readonly ignored: readonly string[]
}

export interface ImportedAccount {
  readonly name: string
  readonly username: string
  readonly unit: string
  /** Shown once, as with a single account. */
  readonly password: string
}

async function read(tx: Tx, { actor }: Context, grid: Grid) {
  const asked = listUsernames(grid)
  const [units, taken] = await Promise.all([
    listUnits(tx),
    // Only names in scope are seen; of the others the unique index tells when somebody is entered.
    asked.length === 0
      ? []
      : tx.selectFrom('accounts').select('username').where('username', 'in', asked).execute(),
  ])
  const usernames = new Set(taken.map(row => row.username))
  return { units, ...readPeople(grid, { actor, units, usernames }) }
}

/** Reads a table of people and creates nobody. */
export const checkPeople = (context: Context, grid: Grid): Promise<CheckedTable> =>
  context.app.db.read(context.actor, async tx => {
    const { people, problems, ignored } = await read(tx, context, grid)
    return { count: people.length, problems, ignored }
  })

/**
 * How many passwords are hashed at a time. Each takes a thread of the pool for a tenth of a second; the others stay free
 * for people who sign in and fetch files meanwhile.
 */
const AT_ONCE = 2

/** How far an import is. */
export interface ImportProgress {
  readonly done: number
  readonly total: number
}

async function* makePasswords(
  total: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportProgress, { password: string; hash: string }[]> {
  const made: { password: string; hash: string }[] = []
  while (made.length < total) {
    yield { done: made.length, total }
    signal?.throwIfAborted()
    const some = Array.from({ length: Math.min(AT_ONCE, total - made.length) }, makeFirstPassword)
    made.push(
      ...(await Promise.all(some.map(async password => ({ password, hash: await hashPassword(password) })))),
    )
  }
  yield { done: total, total }
  return made
}

/**
 * Makes an account of every row, or none: a table with a fault is refused whole. Hundreds of passwords take a minute, so
 * it tells how far it is; whoever goes away before the end gets no accounts whose passwords nobody has seen.
 */
export async function* importPeople(
  context: Context,
  grid: Grid,
  signal?: AbortSignal,
): AsyncGenerator<ImportProgress, Result<{ people: ImportedAccount[] }, Refusal>> {
  const checked = await checkPeople(context, grid)
  if (checked.problems.length > 0) return err({ code: 'import-not-clean', problems: checked.problems })
  // Before the transaction: hashing takes longer than anything that is done inside.
  const passwords = yield* makePasswords(checked.count, signal)
  signal?.throwIfAborted()
  return enterPeople(context, grid, passwords)
}

/** Hashing takes a minute: whoever began may have been disabled or moved meanwhile, or hold another role. */
async function isInPlace(tx: Tx, { accountId, role, unitId }: Context['actor']): Promise<boolean> {
  const found = await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('role', '=', role)
    .where('unit_id', '=', unitId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/** Enters everybody in one transaction, with the passwords in the order of the rows. */
function enterPeople(
  context: Context,
  grid: Grid,
  passwords: readonly { password: string; hash: string }[],
): Promise<Result<{ people: ImportedAccount[] }, Refusal>> {
  const { app, actor } = context
  let entering = { row: 0, username: '' }
  return app.db
    .transaction(actor, async (tx): Promise<Result<{ people: ImportedAccount[] }, Refusal>> => {
      if (!(await isInPlace(tx, actor))) return err({ code: 'not-permitted' })
      const { people, problems, units } = await read(tx, context, grid)
      if (problems.length > 0) return err({ code: 'import-not-clean', problems })
      const unitName = new Map<string, string>(units.map(unit => [unit.id, unit.name]))
      const made: ImportedAccount[] = []
      for (const [index, { row, ...person }] of people.entries()) {
        const secret = passwords[index]
        if (!secret) throw new Error(`row ${row} was read once and not again`)
        entering = { row, username: person.username }
        const input = { ...person, posts: [...person.posts], from: app.clock.today() }
        await insertPerson(tx, context, input, { id: newId<AccountId>(), hash: secret.hash })
        const { name, username, unitId } = person
        made.push({ name, username, unit: unitName.get(unitId) ?? '', password: secret.password })
      }
      await recordAudit(tx, context, {
        action: 'person.import',
        subject: { kind: 'unit', id: actor.unitId },
        unitId: actor.unitId,
        after: { people: made.length },
      })
      return ok({ people: made })
    })
    .catch((error: unknown): Result<{ people: ImportedAccount[] }, Refusal> => {
      if (brokenUnique(error) === null) throw error
      const problem = {
        row: entering.row,
        column: 'username',
        code: 'username-taken',
        value: entering.username,
      } as const
      return err({ code: 'import-not-clean', problems: [problem] })
    })
}
