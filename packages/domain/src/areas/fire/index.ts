import { defineArea } from '../../kernel/area.ts'
import { exitPatrolLog } from './exit-patrol-log.ts'
import { extinguisherLedger } from './extinguisher-ledger.ts'

export const fire = defineArea({ id: 'fire', registers: [extinguisherLedger, exitPatrolLog] })
