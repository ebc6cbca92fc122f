import type { Label } from '../kernel/label.ts'
import type { PhaseKind } from './phase.ts'

/** Conditions a campaign should meet before it leaves a phase. They warn and never block (FACTS 2). */
export const GATES = {
  'meetings-held': {
    phase: 'deployment',
    label: { zh: '各单位已召开动员部署会议', en: 'Every unit has held its deployment meeting' },
  },
  'majors-planned': {
    phase: 'rectification',
    label: {
      zh: '未销号的重大隐患均已落实责任、措施、资金、时限、预案',
      en: 'Every open major hazard has its five elements',
    },
  },
  'summaries-accepted': {
    phase: 'review',
    label: { zh: '各单位工作总结均已审核通过', en: 'Every unit’s summary is accepted' },
  },
} as const satisfies Record<string, { phase: PhaseKind; label: Label }>
export type GateId = keyof typeof GATES

/** A gate with its count of what was asked and what is done. */
export interface Gate {
  readonly id: GateId
  readonly done: number
  readonly asked: number
}

export type GateStanding = 'met' | 'open' | 'nothing-asked'

/** Nothing asked is a standing of its own: it is neither a success nor a fault. */
export const gateStanding = (gate: Gate): GateStanding =>
  gate.asked === 0 ? 'nothing-asked' : gate.done >= gate.asked ? 'met' : 'open'

/** The gates that close a phase of this kind. */
export const gatesOf = (kind: PhaseKind): GateId[] =>
  (Object.keys(GATES) as GateId[]).filter(id => GATES[id].phase === kind)
