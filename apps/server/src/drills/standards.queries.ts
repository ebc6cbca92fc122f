import {
  CountyLimit,
  isUsual,
  KeptYear,
  listEntered,
  toCalendar,
  type Day,
  type TermCalendar,
} from '@anlan/domain'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'

/** What a key of the county's settings holds, and how often it was changed; 0 where nobody has set it. */
export interface Setting<Value> {
  readonly revision: number
  readonly value: Value
}

/** The keys under which the standards are kept, each with the shape of its value. A bad value fails here, not in a rule. */
export const STANDARD_SETTINGS = {
  terms: z.array(KeptYear),
  limits: z.array(CountyLimit),
} as const satisfies Record<string, z.ZodArray>
export type StandardKey = keyof typeof STANDARD_SETTINGS
export type StandardValue<Key extends StandardKey> = z.output<(typeof STANDARD_SETTINGS)[Key]>

/** Reads one of them; `lock` holds it until the transaction ends. */
export async function readStandard<Key extends StandardKey>(
  tx: Tx,
  key: Key,
  lock = false,
): Promise<Setting<StandardValue<Key>>> {
  const query = tx.selectFrom('settings').select(['value', 'revision']).where('key', '=', key)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  const value = STANDARD_SETTINGS[key].parse(row?.value ?? []) as StandardValue<Key>
  return { revision: row?.revision ?? 0, value }
}

export const readYears = (tx: Tx): Promise<Setting<KeptYear[]>> => readStandard(tx, 'terms')
/** The years that the county's own calendar holds for. */
export const readEntered = async (tx: Tx): Promise<KeptYear[]> => listEntered((await readYears(tx)).value)
export const readLimits = (tx: Tx): Promise<Setting<CountyLimit[]>> => readStandard(tx, 'limits')

export interface CountyCalendar extends TermCalendar {
  /** Some of it nobody has entered: the usual terms stand there, and the screen says so. */
  readonly isDefault: boolean
}

/** The county's term calendar over a stretch of days. */
export async function readCalendar(tx: Tx, from: Day, to: Day): Promise<CountyCalendar> {
  const years = await readEntered(tx)
  return { ...toCalendar(years, from, to), isDefault: isUsual(years, from, to) }
}
