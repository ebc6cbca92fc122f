import { err, ok } from '@anlan/domain'
import { signerOf } from '../auth/vault.ts'
import { systemClock } from '../clock.ts'
import { mayHoldDemo, readConfig } from '../config.ts'
import { filesOf } from '../files/file-store.ts'
import { readSecret } from '../secret.ts'
import { loadDemoIfEmpty } from '../seed/load-demo.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

/** `seed`: loads the demonstration county, into an empty database only. */
export const command: Command = {
  async run(args, terminal) {
    if (args.length > 0) return null
    if (!mayHoldDemo(readConfig(terminal.env))) {
      return err({
        zh: '演示县的密码是公开的，只能载入仅限本机访问的内置数据库。',
        en: "The demonstration county's password is public: it goes into an embedded database on loopback only.",
      })
    }
    const loaded = await withDatabase(terminal, ({ db }, config) =>
      loadDemoIfEmpty(
        db,
        { files: filesOf(config), signer: signerOf(readSecret(config)) },
        systemClock,
        terminal.say,
      ),
    )
    if (!loaded) {
      return err({
        zh: '数据库里已有数据，演示县只载入空数据库。',
        en: 'The database holds data already; the demonstration county goes into an empty one only.',
      })
    }
    return ok({ json: { loaded: true }, text: '演示县已载入。\nThe demonstration county is loaded.' })
  },
}
