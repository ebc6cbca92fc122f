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
import { readSetting, type Setting, type SettingKind } from '../settings/setting.ts'

/** The county's school years. */
export const TERMS: SettingKind<KeptYear> = { key: 'terms', rows: z.array(KeptYear) }
/** The county's own numbers for the rules of drills. */
export const DRILL_LIMITS: SettingKind<CountyLimit> = { key: 'limits', rows: z.array(CountyLimit) }

export const readYears = (tx: Tx): Promise<Setting<KeptYear>> => readSetting(tx, TERMS)
/** The years that the county's own calendar holds for. */
export const readEntered = async (tx: Tx): Promise<KeptYear[]> => listEntered((await readYears(tx)).value)
export const readLimits = (tx: Tx): Promise<Setting<CountyLimit>> => readSetting(tx, DRILL_LIMITS)

export interface CountyCalendar extends TermCalendar {
  /** Some of it nobody has entered: the usual terms stand there, and the screen says so. */
  readonly isDefault: boolean
}

/** The county's term calendar over a stretch of days. */
export async function readCalendar(tx: Tx, from: Day, to: Day): Promise<CountyCalendar> {
  const years = await readEntered(tx)
  return { ...toCalendar(years, from, to), isDefault: isUsual(years, from, to) }
}
