import type { Area, Placed } from '../kernel/area.ts'
import type { AreaId } from './area-id.ts'
import { bus } from './bus/index.ts'
import { chemicals } from './chemicals/index.ts'
import { emergency } from './emergency/index.ts'
import { fire } from './fire/index.ts'
import { food } from './food/index.ts'
import { priority } from './priority/index.ts'
import { surroundings } from './surroundings/index.ts'

/** What each key area holds: an area that is named in `AREA_LABELS` and missing here does not compile. */
export const AREA = { fire, food, bus, chemicals, surroundings, emergency, priority } as const satisfies {
  readonly [Id in AreaId]: Area<Id>
}

/** Every key area with its registers, in the order of the plan. */
export const AREAS = Object.values(AREA)

/** Names a register everywhere: `fire/extinguisher-ledger`. */
export type RegisterKey = (typeof AREAS)[number]['registers'][number]['key']

export const REGISTERS: readonly Placed[] = AREAS.flatMap(area => [...area.registers])
export const REGISTER_KEYS = REGISTERS.map(register => register.key) as [RegisterKey, ...RegisterKey[]]

const BY_KEY: ReadonlyMap<string, Placed> = new Map(REGISTERS.map(register => [register.key, register]))

/** The register of that key, or nothing when this version of the product has none. */
export const findRegister = (key: string): Placed | undefined => BY_KEY.get(key)
