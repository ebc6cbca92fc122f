import { z } from 'zod'

/** The languages every screen, paper and message exists in; Chinese is the first. */
export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** A text a person reads, in every language we speak. */
export const Label = z.object({ zh: z.string().min(1), en: z.string().min(1) })
export type Label = Record<Language, string>
