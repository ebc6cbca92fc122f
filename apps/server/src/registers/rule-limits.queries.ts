import { CountyLimit } from '@anlan/domain'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { readSetting, type Setting, type SettingKind } from '../settings/setting.ts'

/** The county's own numbers for the rules of the registers. */
export const RULE_LIMITS: SettingKind<CountyLimit> = { key: 'rule-limits', rows: z.array(CountyLimit) }

export const readRuleLimits = (tx: Tx): Promise<Setting<CountyLimit>> => readSetting(tx, RULE_LIMITS)
