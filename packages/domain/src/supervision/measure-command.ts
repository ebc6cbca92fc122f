import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { DocumentNumber } from '../organisation/codes/document-number.ts'
import { ProposalText, TalkRecord } from './measure.ts'

const reason = humanText(2, 500)

/** An event on a measure with what it needs. That a measure gives way to the next rung follows from issuing that, and is no command. */
export const MeasureCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('revise'), text: ProposalText }),
  /** What the leader remarks, where he does. */
  z.object({ event: z.literal('approve'), note: reason.optional() }),
  z.object({ event: z.literal('decline'), reason }),
  z.object({
    event: z.literal('issue'),
    documentNumber: DocumentNumber.nullable(),
    replyDueOn: Day.nullable(),
  }),
  z.object({ event: z.literal('receive') }),
  z.object({ event: z.literal('deliver'), how: humanText(2, 200) }),
  z.object({ event: z.literal('hold'), record: TalkRecord }),
  z.object({ event: z.literal('reply'), text: humanText(4, 4000) }),
  z.object({ event: z.literal('return'), reason, replyDueOn: Day }),
  z.object({ event: z.literal('verify'), note: humanText(2, 1000) }),
  z.object({ event: z.literal('appeal'), grounds: humanText(10, 2000) }),
  z.object({ event: z.literal('uphold'), finding: humanText(4, 2000), replyDueOn: Day.nullable() }),
  z.object({ event: z.literal('lift'), finding: humanText(4, 2000) }),
  z.object({ event: z.literal('withdraw'), reason }),
])
export type MeasureCommand = z.infer<typeof MeasureCommand>

/** The words a person gave with a command, for the line of what happened. */
export function noteOfCommand(command: MeasureCommand): string | null {
  switch (command.event) {
    case 'revise':
      return command.text.demand
    case 'approve':
      return command.note ?? null
    case 'receive':
      return null
    case 'issue':
      return command.documentNumber
    case 'deliver':
      return command.how
    case 'hold':
      return command.record.commitments
    case 'reply':
      return command.text
    case 'verify':
      return command.note
    case 'appeal':
      return command.grounds
    case 'uphold':
    case 'lift':
      return command.finding
    case 'decline':
    case 'return':
    case 'withdraw':
      return command.reason
  }
}
