import {
  addDays,
  HazardCommand,
  rectificationDays,
  type Day,
  type Hazard,
  type HazardEvent,
  type HazardGrade,
  type HazardLimits,
} from '@anlan/domain'

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
  department: string
  matter: string
  number: string
  holds: boolean
}

/** What an event asks for. Whether it asks for a reason, the domain's own schema says. */
type Asked =
  | ('grade' | 'basis' | 'plan' | 'control' | 'until' | 'rectification' | 'note')
  | ('department' | 'dueOn' | 'listing' | 'holds')
const FIELDS = {
  confirm: ['grade', 'basis', 'plan', 'control'],
  'fix-at-once': ['basis', 'rectification'],
  dismiss: [],
  regrade: ['grade', 'basis'],
  replan: ['plan'],
  control: ['control'],
  list: ['listing'],
  unlist: [],
  transfer: ['department', 'dueOn', 'control'],
  'take-back': ['dueOn'],
  'settle-elsewhere': ['rectification'],
  'ask-extension': ['until'],
  'grant-extension': [],
  'refuse-extension': [],
  submit: ['rectification'],
  accept: ['note'],
  return: [],
  'look-back': ['holds', 'note'],
} as const satisfies Record<HazardEvent, readonly Asked[]>

/** True when the dialog of an event asks for something. */
export const asks = (event: HazardEvent, what: Asked): boolean =>
  (FIELDS[event] as readonly Asked[]).includes(what)

/** Days a listing and a department get, as proposed; whoever fills it in says another day. */
const PROPOSED_DAYS = 30

/** A dialog's form as it opens: with what the hazard has, and the days that are usual. */
export function formFor(event: HazardEvent, hazard: Hazard, today: Day, limits: HazardLimits): EventForm {
  const { plan } = hazard
  const due = event === 'take-back' || event === 'transfer' ? undefined : plan?.dueOn
  return {
    grade: hazard.grade ?? 'general',
    basis: hazard.basis ?? '',
    leadId: plan?.leadId ?? '',
    measures: plan?.measures ?? '',
    funds: plan?.funds ?? '',
    dueOn: due ?? addDays(today, rectificationDays(hazard.grade ?? 'general', limits)),
    contingency: plan?.contingency ?? '',
    interimControl: hazard.interimControl ?? '',
    stopUse: hazard.stopUse,
    rectification: event === 'submit' ? (hazard.rectification ?? '') : '',
    until: event === 'list' ? addDays(today, PROPOSED_DAYS) : addDays(plan?.dueOn ?? today, 7),
    ...{ reason: '', note: '', department: '', matter: '', number: '', holds: true },
  }
}

/** The command an event makes of the form; throws where the domain's own schema refuses it. */
export function commandOf(event: HazardEvent, form: EventForm): HazardCommand {
  const { leadId, measures, funds, dueOn, contingency, ...rest } = form
  const interimControl = form.interimControl.trim()
  return HazardCommand.parse({
    ...rest,
    ...{ event, dueOn, plan: { leadId, measures, funds, dueOn, contingency } },
    interimControl: event === 'transfer' ? interimControl : interimControl || null,
  })
}
