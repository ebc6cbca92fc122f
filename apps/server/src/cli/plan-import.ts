import { err, mayRole, ok, type AccountId } from '@anlan/domain'
import { basename } from 'node:path'
import { importPlan } from '../campaign/import-plan.ts'
import { systemClock } from '../clock.ts'
import { SYSTEM, type Database } from '../db/scope.ts'
import type { Command } from './command.ts'
import { readOptions } from './read-options.ts'
import { readPlan } from './read-plan.ts'
import { withDatabase } from './with-database.ts'

const NO_AUTHOR = {
  zh: '没有这个用户名，或这个账号不能起草专项行动。',
  en: 'Nobody has that user name, or the account may not draft campaigns.',
}

/**
 * `plan import FILE --for USERNAME`: begins a campaign's draft from a plan document for somebody who may draft one, to
 * be confirmed in the console. In the record the system stands as who imported it.
 */
export const command: Command = {
  async run([name, ...rest], terminal) {
    const options = readOptions(rest, ['for'])
    if (name === undefined || name.startsWith('--') || !options) return null
    const read = await readPlan(name, terminal)
    if (!read.ok) return read
    const occasion = { actor: SYSTEM, now: systemClock.now(), requestId: null }
    const source = { ...read.value, name: basename(name) }
    const imported = await withDatabase(terminal, async ({ db }) => {
      const author = await findAuthor(db, options.for)
      return author ? ok(await importPlan(db, occasion, source, author)) : err(NO_AUTHOR)
    })
    if (!imported.ok) return imported
    const { title, phases, tasks, questions } = imported.value
    return ok({
      json: imported.value,
      text: [
        `已导入《${title}》为草稿：${phases} 个阶段、${tasks} 项任务、${questions} 个待答复的问题。请在工作台“专项行动”中核对、确认。`,
        `Imported as a draft: ${phases} phases, ${tasks} tasks, ${questions} questions. Confirm it in the console, under Campaigns.`,
      ].join('\n'),
    })
  },
}

/** The account of that name, if it works and may draft a campaign. */
async function findAuthor(db: Database, username: string): Promise<AccountId | null> {
  const account = await db.read(SYSTEM, tx =>
    tx
      .selectFrom('accounts')
      .select(['id', 'role'])
      .where('username', '=', username.trim().toLowerCase())
      .where('disabled_at', 'is', null)
      .executeTakeFirst(),
  )
  return account && mayRole(account.role, 'campaign.draft') ? (account.id as AccountId) : null
}
