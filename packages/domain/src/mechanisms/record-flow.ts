import { z } from 'zod'
import type { Flow } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'

export const RECORD_STATES = {
  open: { zh: '办理中', en: 'Open' },
  closed: { zh: '已归档', en: 'Filed' },
} as const satisfies Record<string, Label>
export type RecordState = keyof typeof RECORD_STATES
export const RecordState = z.enum(['open', 'closed'])

export const RECORD_EVENTS = {
  close: { zh: '归档', en: 'File' },
  reopen: { zh: '重新办理', en: 'Open again' },
} as const satisfies Record<string, Label>
export type RecordEvent = keyof typeof RECORD_EVENTS

const DESK = ['section-officer', 'bureau-leader', 'bureau-director'] as const

/** A record is open until each of its items has led to work or says why not. */
export const RECORD_FLOW = {
  open: { close: { to: 'closed', by: DESK } },
  closed: { reopen: { to: 'open', by: DESK } },
} as const satisfies Flow<RecordState, RecordEvent>
