import {
  listReceipts,
  maskEntry,
  may,
  type AREA,
  type EntryOf,
  type LetterReceipts,
  type Recorded,
  type UnitId,
} from '@anlan/domain'
import type { Context } from '../trpc.ts'
import { readBook } from './books.queries.ts'
import { isMasked } from './personal.ts'
import { getRegister } from './registers.table.ts'

type Letter = EntryOf<Extract<(typeof AREA.priority.registers)[number], { id: 'parent-letter' }>>

/**
 * Each letter to parents a school sent, how many have answered and who is missing, one line a pupil; null where the reader
 * may not see the register of that school. Names are masked for whoever sees them masked in the register itself.
 */
export async function readLetterReceipts(
  { app, actor }: Context,
  unitId: UnitId,
): Promise<LetterReceipts[] | null> {
  const register = getRegister('priority/parent-letter')
  if (!may(actor, register.permissions.read, unitId)) return null
  const { entries } = await app.db.read(actor, tx => readBook(tx, unitId, register, app.clock.today(), null))
  // Counted by the real names: masked ones would make one pupil of two.
  const letters = listReceipts((entries as readonly Recorded<Letter>[]).map(({ entry }) => entry))
  if (!isMasked(actor, register)) return letters
  return letters.map(letter => ({
    ...letter,
    missing: letter.missing.map(each => ({
      ...each,
      pupil: String(maskEntry(register, { pupil: each.pupil }).pupil),
    })),
  }))
}
