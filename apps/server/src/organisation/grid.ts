import { z } from 'zod'

/** Cells as `POST /api/tables` gives them, the headings first. */
export const Grid = z.array(z.array(z.string().max(500)).max(50)).max(2001)
export type Grid = z.infer<typeof Grid>
