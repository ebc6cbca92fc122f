import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lives, place, self } from './process-identity.ts'

let count = 0

/** Notes that this process lives on the cluster; gives the note's name. One process may hold a cluster several times. */
export function addHolder(holders: string): string {
  mkdirSync(holders, { recursive: true })
  const name = `${self.pid}.${self.born}.${++count}`
  writeFileSync(join(holders, name), place)
  return name
}

export const removeHolder = (holders: string, name: string): void =>
  rmSync(join(holders, name), { force: true })

/** How many living processes hold the cluster. Notes of the dead are swept away, those of recycled pids too. */
export function countHolders(holders: string): number {
  return readdirSync(holders).filter(name => {
    const [pid, born = ''] = name.split('.')
    const alive = lives({ pid: Number(pid), born, place })
    if (!alive) removeHolder(holders, name)
    return alive
  }).length
}
