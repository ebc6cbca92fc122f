import type pg from 'pg'

/** Any number names the lock, as long as nobody else takes it: the letters "anlan". */
const CHAIN_LOCK = 0x61_6e_6c_61_6e

/** One transaction of the schema's owner, on a connection of its own. */
export async function inTransaction<Value>(
  owner: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Value>,
  begin = 'begin',
): Promise<Value> {
  const client = await owner.connect()
  let broken = false
  try {
    await client.query(begin)
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (error) {
    broken = !(await client.query('rollback').then(
      () => true,
      () => false,
    ))
    throw error
  } finally {
    client.release(broken)
  }
}

/** Waits until no other server links or seals, and keeps them out until the transaction ends. */
export const lockChain = async (client: pg.PoolClient): Promise<void> => {
  await client.query('select pg_advisory_xact_lock($1)', [CHAIN_LOCK])
}

export interface Head {
  readonly position: number
  readonly hash: string
}

/** The last link of the chain, or null while there is none. */
export async function findHead(client: pg.Pool | pg.PoolClient): Promise<Head | null> {
  const { rows } = await client.query<Head>(
    'select position, hash from audit_chain order by position desc limit 1',
  )
  return rows[0] ?? null
}
