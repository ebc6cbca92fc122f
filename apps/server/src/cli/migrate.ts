import { ok } from '@anlan/domain'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

/** `migrate`: brings the database to the newest schema and says what was done. */
export const command: Command = {
  async run(args, terminal) {
    if (args.length > 0) return null
    const migrated = await withDatabase(terminal, connections => Promise.resolve(connections.migrated))
    const text =
      migrated.length === 0
        ? '表结构已是最新。\nThe schema is up to date.'
        : `已完成 / done: ${migrated.join(', ')}`
    return ok({ json: { migrated }, text })
  },
}
