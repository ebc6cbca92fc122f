import type { MaterialState, PilotFigure, PilotState, UnitId } from '@anlan/domain'
import type { Tone } from '@anlan/ui'
import type { RouteLocationRaw } from 'vue-router'

export const PILOT_TONES: Record<PilotState, Tone> = {
  ...{ applied: 'warning', building: 'info', assessed: 'warning', accepted: 'success' },
  ...{ demonstration: 'success', declined: 'neutral', withdrawn: 'neutral', revoked: 'neutral' },
}

export const MATERIAL_TONES: Record<MaterialState, Tone> = {
  ...{ submitted: 'warning', returned: 'warning', published: 'success' },
  ...{ withdrawn: 'neutral', retracted: 'neutral' },
}

/** The list whose length a figure is, or from which it is a share. */
export function listBehind(figure: PilotFigure, unitId: UnitId): RouteLocationRaw {
  switch (figure) {
    case 'risk-points':
    case 'measured-points':
      return { path: '/risks', query: { unit: unitId } }
    case 'placed-points':
      return { path: '/risks/map', query: { unit: unitId } }
    case 'due-points':
      return { path: '/risks', query: { unit: unitId, due: '1' } }
    case 'hand-ins':
      return { path: '/inspections', query: { unit: unitId, state: 'handed-in' } }
    case 'overdue-hazards':
      return { path: '/hazards', query: { unitId, overdue: '1' } }
    case 'closed-hazards':
      return { path: '/hazards', query: { unitId } }
  }
}
