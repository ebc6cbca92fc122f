import { z } from 'zod'
import type { Label } from '../../kernel/label.ts'

/** What may happen at a school; the kind decides by when it is to be reported. */
export const INCIDENT_KINDS = {
  traffic: { zh: '道路交通（校车）事故', en: 'Traffic or school bus accident' },
  fire: { zh: '火灾', en: 'Fire' },
  drowning: { zh: '溺水', en: 'Drowning' },
  'public-health': { zh: '食物中毒、传染病', en: 'Food poisoning or infectious disease' },
  crush: { zh: '拥挤踩踏', en: 'Crush' },
  violence: { zh: '暴力侵害', en: 'Violence' },
  building: { zh: '校舍、设施坍塌', en: 'Collapse of a building or a structure' },
  'natural-disaster': { zh: '自然灾害', en: 'Natural disaster' },
  chemical: { zh: '危险化学品、实验室事故', en: 'Chemical or laboratory accident' },
  other: { zh: '其他突发事件', en: 'Another emergency' },
} as const satisfies Record<string, Label>
export type IncidentKind = keyof typeof INCIDENT_KINDS
export const IncidentKind = z.enum(Object.keys(INCIDENT_KINDS) as [IncidentKind, ...IncidentKind[]])

/** What an incident cost: people, and money in units of ten thousand yuan. */
export interface Harm {
  readonly deaths: number
  readonly seriouslyInjured: number
  readonly loss?: number | undefined
}

/** Grades by deaths, serious injuries and direct loss, whichever weighs most (work accident regulation, 3). */
export const ACCIDENT_GRADES = {
  extraordinary: {
    label: { zh: '特别重大', en: 'Extraordinarily serious' },
    from: { deaths: 30, seriouslyInjured: 100, loss: 10_000 },
  },
  serious: { label: { zh: '重大', en: 'Serious' }, from: { deaths: 10, seriouslyInjured: 50, loss: 5000 } },
  larger: { label: { zh: '较大', en: 'Larger' }, from: { deaths: 3, seriouslyInjured: 10, loss: 1000 } },
  ordinary: { label: { zh: '一般', en: 'Ordinary' }, from: { deaths: 0, seriouslyInjured: 0, loss: 0 } },
} as const
export type AccidentGrade = keyof typeof ACCIDENT_GRADES

/** The heaviest grade one of whose bounds is reached; a bound itself belongs to the heavier grade. */
export function gradeOf({ deaths, seriouslyInjured, loss = 0 }: Harm): AccidentGrade {
  const grades = Object.entries(ACCIDENT_GRADES) as [AccidentGrade, (typeof ACCIDENT_GRADES)[AccidentGrade]][]
  const reached = grades.find(
    ([, { from }]) => deaths >= from.deaths || seriouslyInjured >= from.seriouslyInjured || loss >= from.loss,
  )
  return reached?.[0] ?? 'ordinary'
}
