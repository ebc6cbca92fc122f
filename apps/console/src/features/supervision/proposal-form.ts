import { NewMeasure, skippedRungs, type Measure, type SupervisionKind } from '@anlan/domain'

/** What somebody writes to propose a measure. */
export interface ProposalForm {
  kind: SupervisionKind
  reason: string
  demand: string
  skipReason: string
}

export const emptyProposal = (kind: SupervisionKind): ProposalForm => ({
  ...{ kind, reason: '', demand: '', skipReason: '' },
})

/** The proposal as it is sent: a reason for leaving out rungs goes along only where some are left out. */
export const proposalOf = (
  form: ProposalForm,
  measures: readonly Pick<Measure, 'kind' | 'state'>[],
): NewMeasure =>
  NewMeasure.parse({
    ...form,
    skipReason: skippedRungs(form.kind, measures).length > 0 ? form.skipReason : null,
  })
