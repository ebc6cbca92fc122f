import { z } from 'zod'
import type { Label } from '../../kernel/label.ts'

/** The meals a school may serve, in the order of the day. */
export const MEALS = {
  breakfast: { zh: '早餐', en: 'Breakfast' },
  lunch: { zh: '午餐', en: 'Lunch' },
  dinner: { zh: '晚餐', en: 'Dinner' },
} as const satisfies Record<string, Label>
export type Meal = keyof typeof MEALS
export const Meal = z.enum(Object.keys(MEALS) as [Meal, ...Meal[]])

/** One meal of one day, as a key. */
export const servingOf = ({ on, meal }: { readonly on: string; readonly meal: Meal }): string =>
  `${on} ${meal}`
