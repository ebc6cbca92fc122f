import { z } from 'zod'

/** The languages every screen, paper and message exists in; Chinese is the first. */
export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** A text a person reads, in every language we speak. */
export const Label = z.object({ zh: z.string().min(1), en: z.string().min(1) })
export type Label = Record<Language, string>

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** A day as people write it in each language: 2021年5月15日, 15 May 2021. */
export function sayDay(day: `${number}-${number}-${number}`): Label {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${MONTHS[month - 1] ?? ''} ${year}` }
}

/** From one day to another as people write it; a single day once. */
export function sayPeriod(from: Parameters<typeof sayDay>[0], until: Parameters<typeof sayDay>[0]): Label {
  const [first, last] = [sayDay(from), sayDay(until)]
  return from === until ? first : { zh: `${first.zh}至${last.zh}`, en: `${first.en} to ${last.en}` }
}

/** A number with its English noun, in the singular where it is one. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
