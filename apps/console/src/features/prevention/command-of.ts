import { HazardCommand, type HazardEvent, type HazardGrade } from '@anlan/domain'

/** Everything a dialog on a hazard may hold; a command takes what its event needs. */
export interface EventForm {
  grade: HazardGrade
  basis: string
  leadId: string
  measures: string
  funds: string
  dueOn: string
  contingency: string
  interimControl: string
  stopUse: boolean
  reason: string
  note: string
  rectification: string
  until: string
}

/** The command an event makes of the form; throws where the domain's own schema refuses it. */
export function commandOf(event: HazardEvent, form: EventForm): HazardCommand {
  const { grade, basis, reason, note, rectification, until, stopUse } = form
  const { leadId, measures, funds, dueOn, contingency } = form
  return HazardCommand.parse({
    event,
    ...{ grade, basis, reason, note, rectification, until, stopUse },
    plan: { leadId, measures, funds, dueOn, contingency },
    interimControl: form.interimControl.trim() || null,
  })
}
