import { signerOf } from '../auth/vault.ts'
import type { Clock } from '../clock.ts'
import { mayHoldDemo, type Config } from '../config.ts'
import { SYSTEM, type Database } from '../db/scope.ts'
import { filesOf } from '../files/file-store.ts'
import { HostRefusal } from '../host.ts'
import { readSecret } from '../secret.ts'

/** The demonstration county's division code, which no county has; written here so that a start need not load the county. */
const DEMO_COUNTY = '439901'

/** True when the demonstration county was loaded into this database, by the record, which nobody can change. */
export async function holdsDemo(db: Database): Promise<boolean> {
  const found = await db.read(SYSTEM, tx =>
    tx
      .selectFrom('audit_events')
      .select('id')
      .where('subject_id', '=', DEMO_COUNTY)
      .where('action', '=', 'demo.load')
      .executeTakeFirst(),
  )
  return found !== undefined
}

/**
 * Settles whether a server shows the demonstration county: loads it into an empty database where the configuration lets
 * it. What a real county keeps is never taken for one, whatever the environment says, for nobody is asked for a second
 * factor there.
 * @throws HostRefusal where the demonstration county, whose password is public, would be open to others
 */
export async function settleDemo(
  config: Pick<
    Config,
    'demo' | 'host' | 'databaseUrl' | 'publicUrl' | 'trustedProxies' | 'dataDir' | 'secret'
  >,
  db: Database,
  clock: Clock,
  say: (line: string) => void,
): Promise<boolean> {
  if (config.demo) {
    const { loadDemoIfEmpty } = await import('./load-demo.ts')
    await loadDemoIfEmpty(db, { files: filesOf(config), signer: signerOf(readSecret(config)) }, clock, say)
  }
  const held = await holdsDemo(db)
  if (held && !mayHoldDemo(config)) throw new HostRefusal(exposed(config.dataDir))
  return config.demo && held
}

const exposed = (folder: string): { zh: string; en: string } => ({
  zh: `数据库里是演示县，其密码是公开的，只能在本机使用，不能对外开放。正式使用请换一个空文件夹（ANLAN_DATA，现为 ${folder}）或空数据库。`,
  en: `The database holds the demonstration county, whose password is public: it may be open to this machine only. Use an empty folder (ANLAN_DATA, now ${folder}) or an empty database.`,
})
