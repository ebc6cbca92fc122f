import {
  ASSIGNMENT_STATES,
  HAZARD_STATES,
  MATTER_STATES,
  type AssignmentState,
  type ConclusionWork,
  type HazardState,
  type Label,
  type MatterState,
} from '@anlan/domain'

const RISK_STATES = {
  regrade: { zh: '待重新评估', en: 'To be graded anew' },
  graded: { zh: '已重新评估', en: 'Graded anew' },
} as const satisfies Record<string, Label>

const STATES: Readonly<Record<ConclusionWork, (state: string) => Label>> = {
  hazard: state => HAZARD_STATES[state as HazardState],
  assignment: state => ASSIGNMENT_STATES[state as AssignmentState],
  matter: state => MATTER_STATES[state as MatterState],
  'risk-point': state => RISK_STATES[state as keyof typeof RISK_STATES],
}
/** The state of a piece of work in its own words. */
export const stateOfWork = (work: ConclusionWork, state: string | null): Label | null =>
  state === null ? null : STATES[work](state)

/** Where a piece of work is looked at. */
export const WORK_PATHS: Readonly<Record<ConclusionWork, string>> = {
  ...{ hazard: '/hazards/', assignment: '/tasks/', matter: '/supervision/', 'risk-point': '/risks/' },
}
