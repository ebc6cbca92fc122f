import { PilotCommand, type PilotEvent } from '@anlan/domain'

/** Everything a dialog on a pilot may hold; a command takes what its event needs. */
export interface PilotForm {
  words: string
  despite: string
  targetOn: string
  answers: Record<string, string>
}

/** The command an event makes of the form; throws where the domain’s own schema refuses it. */
export const pilotCommandOf = (event: PilotEvent, form: PilotForm): PilotCommand =>
  PilotCommand.parse({
    ...{ event, reason: form.words, note: form.words, summary: form.words },
    ...{ answers: form.answers, targetOn: form.targetOn, despite: form.despite.trim() || null },
  })

/** What the words of each event are called, by the key of the label. */
export const WORDS: Readonly<Record<PilotEvent, string>> = {
  ...{ name: 'pilots.nameReason', assess: 'pilot.summary', accept: 'pilot.opinion' },
  ...{ promote: 'pilot.opinion', confirm: 'pilot.opinion', return: 'pilot.demands', lapse: 'pilot.demands' },
  ...{ decline: 'pilot.reason', extend: 'pilot.reason', withdraw: 'pilot.reason', revoke: 'pilot.reason' },
}
/** Events that set the day by which the school is to be done. */
export const SETS_DAY: readonly PilotEvent[] = ['name', 'extend', 'return', 'lapse']
export const HINTED: readonly PilotEvent[] = [
  ...(['assess', 'accept', 'promote', 'lapse', 'withdraw', 'revoke'] as const),
]
/** Events after which the school begins from nothing. */
export const DANGEROUS: readonly PilotEvent[] = ['decline', 'withdraw', 'revoke']
/** The step that carries a pilot on stands first and is the one to press. */
export const MAIN: readonly PilotEvent[] = ['name', 'assess', 'accept', 'promote', 'confirm']
