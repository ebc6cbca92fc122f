import { err, ok, type AccountId, type UnitId } from '@anlan/domain'
import { hashPassword, makeFirstPassword } from '../auth/first-password.ts'
import { systemClock } from '../clock.ts'
import { SYSTEM } from '../db/scope.ts'
import { giveFirstPassword } from '../organisation/reset-password.ts'
import type { Command } from './command.ts'
import { readOptions } from './read-options.ts'
import { describePassword } from './user-add.ts'
import { withDatabase } from './with-database.ts'

/**
 * `user reset --username`: a new first password, printed once, for whoever has nobody left to ask. His sessions and a
 * lock-out end with the old one; a second factor stays.
 */
export const command: Command = {
  async run(args, terminal) {
    const options = readOptions(args, ['username'])
    if (!options) return null
    const username = options.username.trim().toLowerCase()
    const password = makeFirstPassword()
    const hash = await hashPassword(password)
    const occasion = { actor: SYSTEM, now: systemClock.now(), requestId: null }
    const reset = await withDatabase(terminal, ({ db }) =>
      db.transaction(SYSTEM, async tx => {
        const account = await tx
          .selectFrom('accounts')
          .select(['id', 'username', 'unit_id', 'revision', 'disabled_at'])
          .where('username', '=', username)
          .forUpdate()
          .executeTakeFirst()
        if (!account) return err({ zh: '没有这个用户名。', en: 'Nobody has that user name.' })
        if (account.disabled_at !== null)
          return err({
            zh: '这个账号已停用，请先在系统中恢复。',
            en: 'This account is disabled: enable it in the console first.',
          })
        const [id, unitId] = [account.id as AccountId, account.unit_id as UnitId]
        await giveFirstPassword(tx, occasion, { id, unitId, username, revision: account.revision }, hash)
        return ok(true)
      }),
    )
    if (!reset.ok) return reset
    return ok({ json: { username, password }, text: describePassword(username, password) })
  },
}
