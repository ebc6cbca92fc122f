import { inject } from 'vitest'
import type { Result } from '@anlan/domain'
import type { Answer, Command, Sentence } from '../cli/command.ts'
import type { useCounty } from './county.ts'
import { callCommand } from './terminal.ts'

/** Calls a command on a county's database while its server runs, with a data folder of the caller's. */
export function callOn(
  county: ReturnType<typeof useCounty>,
  dataDir: string,
): (command: Command, ...args: string[]) => Promise<Result<Answer, Sentence> | null> {
  return (command, ...args) => {
    const { host, port } = inject('cluster')
    const { database } = county.assembled.connections.ownerConfig
    const url = `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
    return callCommand(command, { ANLAN_DATA: dataDir, DATABASE_URL: url }, ...args)
  }
}
