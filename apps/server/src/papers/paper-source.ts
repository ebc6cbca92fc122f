import type { OfficialPaper, Permission, Result, UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'

export interface LoadedPaper {
  readonly paper: OfficialPaper
  /** Whose paper it is: whoever sees this unit may have its record found again. */
  readonly unitId: UnitId
  /** It went out: it gets its code and the seal. Anything else is a draft, which nobody can verify. */
  readonly wentOut: boolean
  /** Where the unit finds it once it has its number; left out where it is told of it otherwise. */
  readonly link?: string
}

/** Where the papers of a kind come from. */
export interface PaperSource {
  /** What a reader needs to have it at all; `load` says whether it is this one's. */
  readonly permission: Permission
  /** What the paper with this id says, as far as the reader sees it. */
  readonly load: (context: Context, id: string) => Promise<Result<LoadedPaper, Refusal>>
  /** Whether what it stands for no longer holds; left out where nothing can be withdrawn. */
  readonly isWithdrawn?: (tx: Tx, id: string) => Promise<boolean>
  /**
   * For kinds whose number is given when the paper is finished, not with the step that issues it: who gives it. Where it is
   * needed, the paper is a draft of the bureau's until then.
   */
  readonly numbering?: { readonly by: Permission; readonly isNeeded: boolean }
  /** An example of it, in which this person's name stands. */
  readonly sample: (person: string) => OfficialPaper
}
