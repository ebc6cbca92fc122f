import { z } from 'zod'

/** The seven key areas by id, where only the name is needed; `AREAS` says what each holds. */
export const AREA_IDS = ['fire', 'food', 'bus', 'chemicals', 'surroundings', 'emergency', 'priority'] as const
export const AreaId = z.enum(AREA_IDS)
export type AreaId = z.infer<typeof AreaId>
