import type { ReportPosterId, UnitId } from '@anlan/domain'
import type pg from 'pg'
import type { Author } from '../../audit/record-audit.ts'
import type { Signer } from '../../auth/vault.ts'
import { hashToken } from '../../set-up/set-up-link.ts'

/** A poster as the door knows it: good for reports about its school, and for nobody's rights. */
export interface Poster {
  readonly id: ReportPosterId
  readonly unitId: UnitId
  readonly unitName: string
  readonly place: string
  readonly revoked: boolean
}

const TOKEN_BYTES = 16

/**
 * What a poster's address ends in. It follows from the server's own secret and the poster's id, so that a sheet can be
 * printed again and no database and no copy of one makes one; it is found by its hash.
 */
export const tokenOf = (signer: Signer, id: string): string =>
  Buffer.from(signer.sign(`report poster ${id}`), 'hex')
    .subarray(0, TOKEN_BYTES)
    .toString('base64url')

/**
 * Whoever reports from a poster, as the record names him. His one verb writes a report about the poster's school and tells
 * those who verify it, who sit at the bureau as well: so its transaction sees the county.
 */
export const actorOf = ({ id, unitId }: Pick<Poster, 'id' | 'unitId'>): Author => ({
  ...{ accountId: id, name: '扫码举报', role: 'public', unitId },
  scope: { kind: 'county' },
})

/** The poster of a token, or null: an altered one is simply unknown. A school that has closed takes no more reports. */
export async function findPoster(auth: pg.Pool, token: string): Promise<Poster | null> {
  const { rows } = await auth.query<Poster>({
    name: 'find-report-poster',
    text: `select p.id, p.unit_id as "unitId", u.name as "unitName", p.place,
        p.revoked_at is not null or u.open_until is not null as revoked
      from report_posters p join units u on u.id = p.unit_id where p.token_hash = $1`,
    values: [hashToken(token)],
  })
  return rows[0] ?? null
}
