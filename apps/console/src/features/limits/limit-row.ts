import type { CountyLimit, Day, Limit, LimitState } from '@anlan/domain'
import type { Tone } from '@anlan/ui'

/** One number as a table shows it: what it is called, how it stands, and where its default comes from. */
export interface LimitRow extends LimitState {
  readonly key: string
  readonly name: string
  /** What the number belongs to, where its name alone does not say. */
  readonly of: string | null
  readonly spec: Limit
  /** What holds without the county. */
  readonly usual: number
  readonly value: number
  readonly source: string
  readonly isUnconfirmed: boolean
  /** What another number would do can be shown beforehand. */
  readonly isTried: boolean
}

/** A number's whole name, for whoever does not see the row around it. */
export const titleOf = ({ of, name }: LimitRow): string => (of === null ? name : `${of} · ${name}`)

/** What a change of a number would do, in the words of its subject. */
export interface LimitPicture {
  readonly caption: string
  readonly rows: readonly { readonly name: string; readonly now: number; readonly then: number }[]
  readonly notes: readonly string[]
}

/** What somebody may do with the numbers of a table, and from when. */
export interface LimitVerbs {
  /** The first day for which a number may be set. */
  readonly earliest: Day
  /** The day a form begins with. */
  readonly usualDay: Day
  readonly fromHint: string
  /** The one day from which a default comes back, and how that is asked; null where one chooses the day. */
  readonly restores: { readonly on: Day; readonly ask: (value: string) => string } | null
  readonly set: (
    row: LimitRow,
    change: { readonly value: number; readonly from: Day; readonly basis: string },
  ) => Promise<unknown>
  readonly restore: (row: LimitRow, from: Day) => Promise<unknown>
  readonly withdraw: (row: LimitRow, ahead: CountyLimit) => Promise<unknown>
  readonly preview: (row: LimitRow, value: number) => Promise<LimitPicture>
  /** Has everything read anew that the numbers decide. */
  readonly done: () => Promise<void>
}

/** Who vouches for a number: the county, the rule's source, or nobody yet. */
export const voucherOf = ({ own, isUnconfirmed }: Pick<LimitRow, 'own' | 'isUnconfirmed'>): Voucher =>
  own
    ? { tone: 'success', word: 'limits.own' }
    : isUnconfirmed
      ? { tone: 'warning', word: 'limits.unconfirmed' }
      : { tone: 'info', word: 'limits.source' }
interface Voucher {
  readonly tone: Tone
  readonly word: string
}
