import { readFileSync } from 'node:fs'
import { refused, type Outcome } from './refusal.ts'

/** The user PostgreSQL runs as. */
export interface RunAs {
  readonly spawn: { readonly uid?: number; readonly gid?: number }
  /** Set when files must be handed over to that user. */
  readonly owner: { readonly uid: number; readonly gid: number } | null
}

const SELF: RunAs = { spawn: {}, owner: null }

/**
 * PostgreSQL refuses root, and initdb a user without an entry in passwd: as root the cluster runs as
 * `postgres` or else `nobody`, otherwise as whoever starts it.
 */
export function chooseUser(uid = process.getuid?.(), passwd = '/etc/passwd'): Outcome<RunAs> {
  if (uid !== 0) return { ok: true, value: SELF }
  const entries = readFileSync(passwd, 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const entry = entries.find(fields => fields[0] === name)
    if (!entry) continue
    const owner = { uid: Number(entry[2]), gid: Number(entry[3]) }
    return { ok: true, value: { spawn: owner, owner } }
  }
  return refused(
    'no-user-to-run-as',
    'PostgreSQL 不能以 root 身份运行，本机也没有 postgres 或 nobody 用户；请换普通用户启动，或用 DATABASE_URL 指定数据库。',
    'PostgreSQL refuses to run as root and this machine has no user postgres or nobody: start as another user, or set DATABASE_URL.',
  )
}
