import { readFileSync, statSync } from 'node:fs'
import { refused, type Outcome } from './refusal.ts'

/** The user PostgreSQL runs as. */
export interface RunAs {
  readonly spawn: { readonly uid?: number; readonly gid?: number }
  /** Set when files must be handed over to that user. */
  readonly owner: { readonly uid: number; readonly gid: number } | null
}

const SELF: RunAs = { spawn: {}, owner: null }

/**
 * PostgreSQL refuses root, and initdb a user without an entry in passwd: as root the cluster runs as its
 * folder's owner, a new one as `postgres` or else `nobody`; otherwise as whoever starts it.
 */
export function chooseUser(
  cluster: string,
  uid = process.getuid?.(),
  passwd = '/etc/passwd',
): Outcome<RunAs> {
  const found = statSync(cluster, { throwIfNoEntry: false })
  if (uid !== 0) {
    return found && uid !== undefined && found.uid !== uid ? notYours(cluster) : { ok: true, value: SELF }
  }
  // `postgres` may have come into passwd since the cluster was made as `nobody`; the server asks for its owner.
  if (found && found.uid !== 0) return runAs(found.uid, found.gid)
  const entries = readFileSync(passwd, 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const entry = entries.find(fields => fields[0] === name)
    if (entry) return runAs(Number(entry[2]), Number(entry[3]))
  }
  return refused(
    'no-user-to-run-as',
    'PostgreSQL 不能以 root 身份运行，本机也没有 postgres 或 nobody 用户；请换普通用户启动，或用 DATABASE_URL 指定数据库。',
    'PostgreSQL refuses to run as root and this machine has no user postgres or nobody: start as another user, or set DATABASE_URL.',
  )
}

function runAs(uid: number, gid: number): Outcome<RunAs> {
  const owner = { uid, gid }
  return { ok: true, value: { spawn: owner, owner } }
}

const notYours = (cluster: string): Outcome<never> =>
  refused(
    'folder-of-another-user',
    `文件夹 ${cluster} 属于另一个用户：请用当初启动它的用户启动，或用 ANLAN_DATA 换一个位置。`,
    `The folder ${cluster} belongs to another user: start as the user who first started it, or choose another place with ANLAN_DATA.`,
  )
