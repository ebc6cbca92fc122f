import type { Placed } from '../kernel/area.ts'
import { fire } from './fire/index.ts'

/** Every key area with its registers: the only list of areas. */
export const AREAS = [fire] as const

/** Names a register everywhere: `fire/extinguisher-ledger`. */
export type RegisterKey = (typeof AREAS)[number]['registers'][number]['key']

export const REGISTERS: readonly Placed[] = AREAS.flatMap(area => [...area.registers])
export const REGISTER_KEYS = REGISTERS.map(register => register.key) as [RegisterKey, ...RegisterKey[]]

const BY_KEY: ReadonlyMap<string, Placed> = new Map(REGISTERS.map(register => [register.key, register]))

/** The register of that key, or nothing when this version of the product has none. */
export const findRegister = (key: string): Placed | undefined => BY_KEY.get(key)
