import type { Witness } from './driver.ts'

/** Changes that need no line in the audit, each with why. Nothing else is committed without one. */
export const UNRECORDED = {
  'reading-mark': 'that somebody has read his own message changes nothing for anybody else',
  'drill-fact': 'a fact is its own record of who established what and when, and is never changed',
  standing: 'drawn from entries that have lines of their own, because the day has turned',
  'roster-pack': 'a copy of the school’s list for its own kiosk, gone after two weeks',
  'entries-brought-up':
    'the same lines in today’s shape; what they were stays beside them, and one line of the record counts them',
  'import-under-way': 'a table that was sent and read changes nothing; its writing has a line of its own',
  'alarm-turn':
    'when a held alarm is tried again changes nothing of it; what becomes of it has a line of its own',
  'pairing-over': 'a code that ran out was never a kiosk; the kiosk it was to be has a line of its own',
  'indicator-snapshot': 'figures counted from records that have lines of their own, kept as they stood',
  'hazard-tally': 'counts of hazards added up, or put right by a recount; each hazard has lines of its own',
  'county-gathering':
    'figures put together for a draft change nothing; asking for it and its end have lines of their own',
  'test-arrangement': 'a test lays down what it starts from, or tries what a verb never should',
} as const satisfies Record<string, string>
export type UnrecordedReason = keyof typeof UNRECORDED

const RECORD = /^\s*insert\s+into\s+"?audit_events"?/i

/**
 * Watches one transaction, so that nothing anybody does can be missing from the audit: rows changed and no line
 * written is a fault, and the change does not happen. It refuses in production as it does in tests, because
 * a change that nobody can account for is worse than one sentence of apology, and the first test of a
 * verb meets it.
 */
export class RecordWitness implements Witness {
  #changed: string | null = null
  #recorded = false

  changed(statement: string): void {
    if (RECORD.test(statement)) this.#recorded = true
    else this.#changed ??= statement
  }

  /** @throws when rows were changed and nothing was recorded */
  demandRecord(): void {
    if (this.#changed === null || this.#recorded) return
    throw new Error(
      `rows were changed without a line in the audit (recordAudit, or a reason in UNRECORDED): ${this.#changed.slice(0, 120)}`,
    )
  }
}
