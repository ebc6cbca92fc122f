/** A stretch of the document, UTF-16 offsets; `text.slice(start, end)` is what it says. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A day as read: `YYYY-MM-DD`, or `????-MM-DD` where the document names no year anywhere. */
export type ReadDay = string

export type MarkerKind =
  | 'attachment'
  | 'chapter'
  | 'article'
  | 'han'
  | 'han-paren'
  | 'arabic'
  | 'arabic-paren'
  | 'circled'
  | 'nis'
  | 'stage'

export interface OutlineNode {
  /** As written, without trailing punctuation: 一 （一） 1 （1） ① 一是. */
  readonly marker: string
  readonly kind: MarkerKind
  readonly level: number
  /** Markers from the root, joined: `三/（四）/1/二是`. */
  readonly path: string
  readonly title: string
  /** The node's own words without its marker, children excluded. */
  readonly text: string
  /** The node's own stretch, marker included, children excluded. */
  readonly own: Span
  readonly children: OutlineNode[]
}

export interface Phase {
  readonly name: string
  readonly from: ReadDay | null
  readonly to: ReadDay | null
  readonly path: string
  readonly span: Span
}

export interface Deadline {
  readonly date: ReadDay
  readonly path: string
  readonly quote: string
  readonly span: Span
}

export type Area = 'fire' | 'food' | 'bus' | 'chemicals' | 'surroundings' | 'emergency' | 'priority'

export interface AreaMention {
  readonly area: Area
  readonly path: string
}

/** Whom a sentence addresses: the phrase as written, and the groups we know it to mean. */
export interface AddresseePhrase {
  readonly phrase: string
  readonly sets: readonly string[]
}

/** An obligation the text lays down. What the text does not say stays null. */
export interface TaskCandidate {
  readonly path: string
  readonly title: string
  readonly quote: string
  readonly span: Span
  readonly area: Area | null
  readonly addressees: AddresseePhrase | null
  /** The owner in a trailing （…负责）, as written. */
  readonly owner: string | null
  readonly dueOn: ReadDay | null
  /** Index of the phase whose paragraph says it; null where the text does not tie it to one. */
  readonly phase: number | null
}

export type QuestionCode =
  | 'foreign-place'
  | 'shared-boundary-day'
  | 'deadline-after-phase'
  | 'missing-year'
  | 'missing-issue-date'
  | 'phase-gap'
  | 'numbering-gap'
  | 'count-mismatch'
  | 'garbled-date'
  | 'no-owner'
  | 'missing-document-number'
  | 'missing-title'
  | 'missing-issuer'
  | 'missing-addressee'
  | 'duplicate-heading'
  | 'start-before-issue'
  | 'truncated'
  | 'weekday-mismatch'
  | 'unnamed-day'

/** Something only the author can answer. The reader points at it and changes nothing. */
export interface Question {
  readonly code: QuestionCode
  readonly path: string | null
  readonly quote: string
  readonly span: Span | null
  readonly message: { readonly zh: string; readonly en: string }
}

export interface ParsedPlan {
  readonly title: string
  readonly issuer: string | null
  readonly documentNumber: string | null
  readonly issuedOn: ReadDay | null
  readonly year: number | null
  readonly addressees: readonly string[]
  readonly window: { readonly from: ReadDay | null; readonly to: ReadDay | null; readonly span: Span } | null
  readonly outline: readonly OutlineNode[]
  readonly phases: readonly Phase[]
  readonly deadlines: readonly Deadline[]
  readonly areas: readonly AreaMention[]
  readonly tasks: readonly TaskCandidate[]
  readonly questions: readonly Question[]
  /** The stretches outside every node: what stands before the first and after the last. */
  readonly preamble: Span
  readonly tail: Span
}
