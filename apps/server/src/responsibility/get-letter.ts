import {
  barToIssue,
  listEvents,
  LETTER_FLOW,
  type Actor,
  type Letter,
  type LetterEvent,
  type LetterId,
  type RoleId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { findLetter, listLetterFiles } from './letters.queries.ts'

/** One letter as its reader sees it: what it says, what happened to it, its scans, and what the reader may do. */
export async function getLetter(tx: Tx, id: LetterId, actor: Actor) {
  const letter = await findLetter(tx, id)
  if (!letter || !seesLetter(actor, letter)) return undefined
  const [unit, files, timeline, { outdated }] = await Promise.all([
    tx
      .selectFrom('units')
      .select(['id', 'name', 'kind', 'township'])
      .where('id', '=', letter.unitId)
      .executeTakeFirstOrThrow(),
    listLetterFiles(tx, id),
    tx
      .selectFrom('letter_events')
      .select(['id', 'at', 'event', 'note', 'actor_name as name', 'actor_role as role'])
      .where('letter_id', '=', id)
      .orderBy('at')
      .orderBy('id')
      .$narrowType<{ role: RoleId }>()
      .execute(),
    countOutdated(tx, letter),
  ])
  return { letter, unit, files, timeline, outdated, events: eventsOf(letter, actor) }
}

/** A member of a school's staff sees his own letters and knows of no other: the same as `visibleLetters`. */
export const seesLetter = ({ role, accountId }: Actor, { signerId }: Pick<Letter, 'signerId'>): boolean =>
  role !== 'staff-member' || signerId === accountId

/** What a reader may do with a letter: the signer signs or refuses, the side that issued it does the rest. */
function eventsOf(letter: Letter, actor: Actor): LetterEvent[] {
  const isSigner = letter.signerId === actor.accountId
  const issues = barToIssue(letter, actor) === null
  return listEvents<Letter['state'], LetterEvent>(LETTER_FLOW, letter.state, actor.role).filter(event =>
    event === 'sign' || event === 'refuse' ? isSigner : issues,
  )
}

/** How many of the duties it names have a newer edition: what it would have to be signed anew for. */
async function countOutdated(tx: Tx, { duties }: Letter): Promise<{ outdated: number }> {
  const { rows } = await sql<{ outdated: number }>`
    select count(*)::int as outdated from jsonb_to_recordset(${JSON.stringify(duties)}::jsonb) as d (id uuid, version int)
    where exists (select from duties where duties.id = d.id and duties.version > d.version
      and published_on is not null)`.execute(tx)
  return rows[0] ?? { outdated: 0 }
}
