import { MeasureCommand, type MeasureEvent } from '@anlan/domain'

/** Everything a dialog on a measure may hold; a command takes what its event needs. */
export interface MeasureForm {
  documentNumber: string
  replyDueOn: string
  reason: string
  how: string
  text: string
  note: string
  grounds: string
  finding: string
  record: {
    heldOn: string
    place: string
    ledBy: string
    talkedTo: string
    said: string
    commitments: string
  }
}

/** The command an event makes of the form; throws where the domain's own schema refuses it. */
export function commandOf(event: MeasureEvent, form: MeasureForm): MeasureCommand {
  return MeasureCommand.parse({
    ...form,
    event,
    documentNumber: form.documentNumber.trim() || null,
    replyDueOn: form.replyDueOn || null,
    note: form.note.trim() || undefined,
  })
}

/** The long texts an event asks for, by their key in the form and that of their label. */
export const TEXTS: Partial<
  Record<MeasureEvent, readonly ['reason' | 'how' | 'text' | 'note' | 'grounds' | 'finding', string, number]>
> = {
  decline: ['reason', 'measure.reason', 2],
  withdraw: ['reason', 'measure.reason', 2],
  return: ['reason', 'measure.reason', 2],
  deliver: ['how', 'measure.how', 2],
  reply: ['text', 'measure.reply', 4],
  verify: ['note', 'measure.note', 2],
  appeal: ['grounds', 'measure.grounds', 10],
  uphold: ['finding', 'measure.finding', 4],
  lift: ['finding', 'measure.finding', 4],
}
export const HINTED: readonly MeasureEvent[] = ['issue', 'appeal', 'hold', 'uphold', 'deliver', 'approve']
export const WITH_FILES: readonly MeasureEvent[] = ['reply', 'hold', 'appeal']
