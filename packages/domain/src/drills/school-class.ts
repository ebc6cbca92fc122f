import { z } from 'zod'
import { humanText } from '../kernel/human-text.ts'
import type { Label } from '../kernel/label.ts'
import type { UnitKind } from '../organisation/unit.ts'

/** The highest grade there is: the last of the upper secondary school. */
export const LAST_GRADE = 12

const NUMERALS = [...'一二三四五六七八九']

/** What the grades of a kind of school are called; a grade's number is its place, counted from 1. */
export const gradesOf = (kind: UnitKind): readonly Label[] =>
  kind === 'kindergarten'
    ? [
        { zh: '小班', en: 'Lower class' },
        { zh: '中班', en: 'Middle class' },
        { zh: '大班', en: 'Upper class' },
      ]
    : [
        ...NUMERALS.map((numeral, at) => ({ zh: `${numeral}年级`, en: `Grade ${at + 1}` })),
        ...NUMERALS.slice(0, 3).map((numeral, at) => ({ zh: `高${numeral}`, en: `Grade ${at + 10}` })),
      ]

const LAST_GRADES: Partial<Record<UnitKind, number>> = {
  ...{ kindergarten: 3, 'central-primary': 6, 'village-school': 6, 'town-middle': 9 },
}

/** The grade after which pupils leave that kind of school. A guess where a school may have more: it proposes, no more. */
export const lastGradeOf = (kind: UnitKind): number => LAST_GRADES[kind] ?? LAST_GRADE

/** What a school says of one of its classes. Whom it has by name stands in its roster. */
export const ClassFacts = z.object({
  name: humanText(1, 20),
  /** From 1 in each kind of school's own counting: 1 to 6 primary, 7 to 9 middle, 10 to 12 high; 1 to 3 kindergarten. */
  grade: z.number().int().min(1).max(LAST_GRADE),
  /** How many it has on the books; they are counted by heads where nobody entered their names. */
  pupils: z.number().int().min(0).max(200),
})
export type ClassFacts = z.infer<typeof ClassFacts>

/** Where the pupils of a class go that is closed: into another class, or off the roster with it. */
export const PupilsGo = z.discriminatedUnion('to', [
  z.object({ to: z.literal('class'), classId: z.uuid() }),
  z.object({ to: z.literal('left') }),
])
export type PupilsGo = z.infer<typeof PupilsGo>

/** Words that count grades at the head of a class's name, each in order. */
const GRADE_WORDS: readonly (readonly string[])[] = [
  NUMERALS.map(grade => `${grade}年级`),
  NUMERALS.map(grade => `${grade}（`),
  NUMERALS.map(grade => `${grade}(`),
  [...'123456789'].map(grade => `${grade}年级`),
  ['高一', '高二', '高三'],
  ['初一', '初二', '初三'],
  ['小', '中', '大'],
]

/** What a class is called a grade higher: 三年级2班 becomes 四年级2班. Null where its name does not say. */
export function nextClassName(name: string): string | null {
  for (const words of GRADE_WORDS) {
    const at = words.findIndex(word => name.startsWith(word))
    const [word, next] = [words[at], words[at + 1]]
    if (at >= 0 && word !== undefined) return next === undefined ? null : next + name.slice(word.length)
  }
  return null
}
