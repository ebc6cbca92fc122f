import type { Day } from '../kernel/day.ts'

/** A part of an official paper's body, as GB/T 9704-2012 knows them. The number of a heading is a part of its words. */
export type PaperPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  | {
      readonly kind: 'table'
      readonly caption: string | null
      /** `share`: how much of the width, against the others. */
      readonly columns: readonly { readonly heading: string; readonly share: number }[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'form'; readonly rows: readonly { readonly label: string; readonly text: string }[] }
  | {
      readonly kind: 'signatures'
      readonly places: readonly {
        readonly label: string
        readonly name: string | null
        readonly day: Day | null
      }[]
    }

/** What an official paper says. It goes out in Chinese, whatever language its reader's screen has. */
export interface OfficialPaper {
  /** 发文机关标志; null for a paper without a red head. */
  readonly mark: string | null
  /** 发文字号 */
  readonly number: string | null
  readonly title: string
  /** 主送机关 */
  readonly addressee: string | null
  readonly body: readonly PaperPart[]
  readonly attachments: readonly string[]
  readonly signature: { readonly issuer: string; readonly day: Day | null } | null
  readonly note: string | null
}

/** A sentence with its full stop, whether or not somebody wrote one. */
export const withFullStop = (text: string): string =>
  /[。！？.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`

/** What somebody wrote, paragraph by paragraph, each ended; empty lines are none. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .map(withFullStop)

/** The same as parts of a paper. */
export const paragraphsOfPaper = (text: string): PaperPart[] =>
  paragraphsOf(text).map(paragraph => ({ kind: 'text', text: paragraph }))
