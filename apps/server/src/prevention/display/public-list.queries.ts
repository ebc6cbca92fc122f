import {
  orderPublicList,
  POSTS,
  PUBLIC_LIST_STATES,
  publicPlace,
  ROLES,
  isListed,
  type Day,
  type PostId,
  type PublicListLine,
  type RoleId,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'

/** What a wall or a screen has room for. */
const MOST = 200

/** The list a school puts up: its hazards that are confirmed and not closed, with the post of whoever leads each. */
export async function listPublicly(tx: Tx, unitId: UnitId, today: Day): Promise<PublicListLine[]> {
  const post = sql<PostId | null>`(select a.post from appointments a where a.account_id = hazards.lead_id
    and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date)
    order by a.from_on, a.id limit 1)`
  const rows = await tx
    .selectFrom('hazards')
    .leftJoin('accounts', 'accounts.id', 'hazards.lead_id')
    .select(['number', 'area', 'place', 'grade', 'state', 'listing', 'due_on', 'accounts.role'])
    .select(post.as('post'))
    .where('hazards.unit_id', '=', unitId)
    .where('state', 'in', PUBLIC_LIST_STATES)
    .orderBy('due_on')
    .orderBy('number')
    .limit(MOST)
    .execute()
  return orderPublicList(
    rows.map(row => ({
      ...{ number: row.number, area: row.area, place: publicPlace(row.area, row.place) },
      ...{ grade: row.grade, state: row.state, isListed: isListed(row), dueOn: row.due_on },
      lead: leadOf(row.post, row.role),
    })),
  )
}

const leadOf = (post: PostId | null, role: RoleId | null): PublicListLine['lead'] =>
  post ? POSTS[post] : role ? ROLES[role].label : null
