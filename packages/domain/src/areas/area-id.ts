import { z } from 'zod'
import type { Label } from '../kernel/label.ts'

/**
 * The seven key areas: their ids and names, and nothing else, so that a screen which only names an area does
 * not load every register. What each holds stands in `AREAS`, which does not compile without one of these.
 */
export const AREA_LABELS = {
  fire: { zh: '消防安全', en: 'Fire safety' },
  food: { zh: '食品安全和疫情防控', en: 'Food and epidemic' },
  bus: { zh: '校车安全', en: 'School bus' },
  chemicals: { zh: '危险化学品安全', en: 'Hazardous chemicals' },
  surroundings: { zh: '校园周边环境', en: 'Surroundings' },
  emergency: { zh: '应急处置能力', en: 'Emergency' },
  priority: { zh: '防溺水·防欺凌·防灾减灾', en: 'Drowning, bullying, disaster' },
} as const satisfies Record<string, Label>

export type AreaId = keyof typeof AREA_LABELS
export const AREA_IDS = Object.keys(AREA_LABELS) as [AreaId, ...AreaId[]]
export const AreaId = z.enum(AREA_IDS)
