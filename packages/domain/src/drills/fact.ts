import type { Label } from '../kernel/label.ts'
import type { DrillMode } from './drill.ts'

/** Why somebody on the list is known not to be at school. */
export const ABSENCES = {
  sick: { zh: '病假', en: 'Sick' },
  leave: { zh: '事假', en: 'On leave' },
  'not-arrived': { zh: '未到校', en: 'Not arrived' },
  'left-early': { zh: '已离校', en: 'Left early' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Label>
export type Absence = keyof typeof ABSENCES
export const ABSENCE_IDS = Object.keys(ABSENCES) as [Absence, ...Absence[]]

/** How somebody was seen: picked on the screen, or by his badge. */
export const SEEN_HOW = ['tap', 'scan'] as const
export type SeenHow = (typeof SEEN_HOW)[number]

/** What was established, by kind. The number before the point is the kind's version: old kiosks speak old ones. */
export type FactBody =
  | { readonly kind: 'v1.started'; readonly mode: DrillMode }
  | {
      readonly kind: 'v1.seen'
      readonly subject: string
      readonly point: string | null
      readonly how: SeenHow
    }
  | { readonly kind: 'v1.missing'; readonly subject: string }
  | { readonly kind: 'v1.absent'; readonly subject: string; readonly reason: Absence }
  | {
      readonly kind: 'v1.counted'
      readonly group: string
      readonly point: string | null
      readonly count: number
    }
  | {
      readonly kind: 'v1.added'
      /** A key of its own, made on the device, for somebody on no list. */
      readonly subject: string
      readonly name: string
      readonly group: string | null
      readonly point: string | null
    }
  | { readonly kind: 'v1.retracted'; readonly fact: string }
  | {
      readonly kind: 'v1.all-clear'
      /** Why it was given although somebody was not accounted for. */
      readonly note?: string | undefined
    }
  | { readonly kind: 'v1.cancelled' }
export type FactKind = FactBody['kind']

/** One thing established by one device at one moment. Facts are never changed; a wrong one is retracted by another. */
export interface FactHead {
  /** A UUID version 7 made on the device (`fact-id.ts`). */
  readonly id: string
  readonly drill: string
  readonly device: string
  /** Counts the device's facts of this drill from 1, so that a gap shows. */
  readonly seq: number
  /** Milliseconds since 1970 by the device's own clock. */
  readonly at: number
  /** Milliseconds to add to reach the server's clock, as last measured; null while it never was. */
  readonly offset: number | null
}
export type Fact = FactHead & FactBody

/** When it happened, by the server's clock as far as the device knew it; milliseconds since 1970. */
export const happenedAt = ({ at, offset }: Pick<Fact, 'at' | 'offset'>): number => at + (offset ?? 0)

/** A total order that every device agrees on: by time, then by id. It orders reports, never decides who is safe. */
export const compareFacts = (a: Fact, b: Fact): number =>
  happenedAt(a) - happenedAt(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The same text for the same fact, whatever order its fields were written in. */
export function canonicalFact(fact: Fact): string {
  const entries = Object.entries(fact).filter(([, value]) => value !== undefined)
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
