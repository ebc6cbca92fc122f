import pg from 'pg'

const { builtins } = pg.types

/**
 * "2026-11-24 04:00:00.12+00" as ISO 8601 with Z; sessions run in UTC. The server's moments are compared as text and
 * have milliseconds, while PostgreSQL leaves out the zeros at the end: ".44Z" would come after ".446Z". The few that
 * the database made itself have six decimals, and keep them, since pages of lists go on from them.
 */
const toInstant = (text: string): string => {
  const [seconds = '', fraction = ''] = text.replace('+00', '').split('.')
  return `${seconds.replace(' ', 'T')}.${fraction.padEnd(fraction.length > 3 ? 6 : 3, '0')}Z`
}

/** Days stay strings (a Date would move them across time zones), counts become numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === builtins.DATE) return (text: string) => text
      if (oid === builtins.TIMESTAMPTZ) return toInstant
      if (oid === builtins.INT8) return Number
    }
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

export interface PoolOptions {
  readonly connection: pg.PoolConfig
  readonly max: number
  readonly onError: (error: Error) => void
  /** Send queries of one connection without waiting for each answer. */
  readonly pipeline?: boolean
}

/** A pool that reads days and instants as strings and survives the loss of idle connections. */
export function createPool({ connection, max, onError, pipeline = false }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    types,
    pipeline,
    options: '-c timezone=UTC',
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  } as pg.PoolConfig)
  // An idle connection that breaks raises 'error' on the pool; unheard, it would end the process.
  pool.on('error', onError)
  // So would one that is in use at that moment; whoever uses it learns of the loss from his query.
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}
