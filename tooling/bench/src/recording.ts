import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

export interface Statement {
  readonly text: string
  readonly values: readonly (string | null)[]
}

/** What the product sent to PostgreSQL for one request, from `begin` to `commit`. */
export type Recording = readonly Statement[]

const PREFIX = 'bench:%u|'
const SETTLE_MS = 300

/**
 * Lets PostgreSQL write down, for the time of one request, every statement of the runtime role. So the bare handler
 * sends what the product sends today, and not what somebody copied out of it once.
 */
export async function record(
  owner: pg.Pool,
  logFile: string,
  request: () => Promise<unknown>,
): Promise<Recording> {
  const set = async (statements: string[]): Promise<void> => {
    for (const statement of statements) await owner.query(statement)
    await owner.query('select pg_reload_conf()')
    await sleep(SETTLE_MS)
  }
  await set([`alter system set log_statement = 'all'`, `alter system set log_line_prefix = '${PREFIX}'`])
  const log = openSync(logFile, 'r')
  try {
    const from = fstatSync(log).size
    await request()
    await sleep(SETTLE_MS)
    const length = fstatSync(log).size - from
    const bytes = Buffer.alloc(length)
    readSync(log, bytes, 0, length, from)
    return onlyTransaction(readStatements(bytes.toString()))
  } finally {
    closeSync(log)
    await set(['alter system reset log_statement', 'alter system reset log_line_prefix'])
  }
}

/** The runtime role's statements in a piece of PostgreSQL's log. */
export function readStatements(log: string): Statement[] {
  const statements: Statement[] = []
  // A statement of several lines goes on with a tab.
  for (const entry of log.split(/\n(?!\t)/)) {
    const found = /^bench:anlan_app\|(LOG|DETAIL): {2}(.*)$/s.exec(entry)
    if (!found) continue
    const [, kind, said = ''] = found
    const text = /^(?:statement|execute [^:]*): (.*)$/s.exec(said)?.[1]
    if (kind === 'LOG' && text !== undefined)
      statements.push({ text: text.replaceAll('\n\t', '\n'), values: [] })
    const last = statements.at(-1)
    if (kind === 'DETAIL' && last) statements.splice(-1, 1, { ...last, values: readValues(said) })
  }
  return statements
}

/** `Parameters: $1 = 'it''s', $2 = NULL` as values. */
const readValues = (detail: string): (string | null)[] =>
  [...detail.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)].map(
    ([, text]) => text?.replaceAll("''", "'") ?? null,
  )

function onlyTransaction(statements: readonly Statement[]): Recording {
  const from = statements.findIndex(each => each.text.startsWith('begin'))
  const to = statements.findIndex(each => each.text === 'commit')
  if (from < 0 || to < from) throw new Error('the product sent no transaction for the request')
  return statements.slice(from, to + 1)
}
