import { foldWidth, type EntryId, type Placed, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { BookLine } from './compare-row.ts'
import { identityOf, readKept } from './registers.table.ts'

const FULL =
  '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ\u3000'
const HALF = foldWidth(FULL)

/**
 * What stands in a unit's book under certain identities, by the identity in common width: whoever wrote a number with
 * wide digits meant the same thing. An entry that is still of an earlier version is known by what identifies it today. Held
 * until the transaction ends where `lock` says so.
 */
export async function findBookLines(
  tx: Tx,
  register: Placed,
  unitId: UnitId,
  identities: readonly string[],
  lock = false,
): Promise<Map<string, BookLine[]>> {
  const wanted = [...new Set(identities.flatMap(each => [each, foldWidth(each)]))]
  // Few were written in wide digits or by an earlier version, and they are found among the book's own; all others by the index.
  const { rows } = await sql<{
    id: EntryId
    revision: number
    identity: string
    version: number
    body: unknown
  }>`
    select id, revision, identity, version, body from register_entries
    where unit_id = ${unitId} and register = ${register.key} and retired_at is null
      and (identity = any (${wanted}::text[])
        or (identity ~ '[０-９Ａ-Ｚａ-ｚ\u3000]' and translate(identity, ${FULL}, ${HALF}) = any (${wanted}::text[]))
        or version < ${register.version})
    order by recorded_at, id ${lock ? sql`for update` : sql``}`.execute(tx)
  const found = new Map<string, BookLine[]>()
  for (const { id, revision, identity, version, body } of rows) {
    const kept = readKept(register, body, version)
    const isOlder = version < register.version && kept.unread === null
    const key = foldWidth(isOlder ? identityOf(register, kept.entry) : identity)
    found.set(key, [
      ...(found.get(key) ?? []),
      { id, revision, entry: kept.unread === null ? kept.entry : null },
    ])
  }
  return found
}
