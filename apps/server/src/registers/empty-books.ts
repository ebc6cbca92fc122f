import { REGISTERS, standInRegister, type RegisterStanding, type Unit } from '@anlan/domain'
import { occasionOf, type CountyOccasion } from './occasion.ts'

/** How a unit stands in a register without a line, and the rates that says: nobody wrote is no reason to leave it out. */
export type EmptyStanding = Pick<RegisterStanding, 'standing' | 'rates'>

interface Known {
  readonly key: string
  readonly standings: ReadonlyMap<string, EmptyStanding>
}

const known = new Map<string, Known>()

/**
 * How a unit stands in each register in which it has written nothing. That takes a few milliseconds a unit, is asked of
 * hundreds at a time and stays the same all day: it is worked out once for each, and whoever else is served has his turn
 * in between.
 */
export async function standWithEmptyBooks(
  unit: Unit,
  county: CountyOccasion,
): Promise<ReadonlyMap<string, EmptyStanding>> {
  const key = `${county.key} ${JSON.stringify(unit)}`
  const before = known.get(unit.id)
  if (before?.key === key) return before.standings
  await new Promise(resolve => setImmediate(resolve))
  const occasion = occasionOf(county, unit)
  const standings = new Map(
    REGISTERS.map(register => {
      const { standing, rates } = standInRegister(register, [], occasion)
      return [register.key as string, { standing, rates }] as const
    }),
  )
  known.set(unit.id, { key, standings })
  return standings
}
