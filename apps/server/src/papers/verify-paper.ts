import type { Instant } from '@anlan/domain'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'
import { readPaperCode } from './paper-code.ts'
import type { PaperSource } from './paper-source.ts'
import { PAPER_SOURCES } from './paper-sources.ts'

/** What whoever holds a paper is told, to be held against what stands on it. */
export interface VerifiedPaper {
  readonly number: string | null
  readonly title: string
  readonly issuer: string
  readonly addressee: string | null
  readonly madeAt: Instant
  /** What it stands for was withdrawn since, so that the paper no longer holds. */
  readonly withdrawn: boolean
  /** Other words of the same paper went out later. */
  readonly superseded: boolean
}

/** Looks up a paper by the code on it; null where no paper has it. */
export async function verifyPaper({ db }: App, typed: string): Promise<VerifiedPaper | null> {
  const code = readPaperCode(typed)
  if (code === null) return null
  return db.read(SYSTEM, async tx => {
    const paper = await tx
      .selectFrom('papers')
      .select(['number', 'title', 'issuer', 'addressee', 'made_at', 'kind', 'subject_id'])
      .where('code', '=', code)
      .executeTakeFirst()
    if (!paper) return null
    const source: PaperSource = PAPER_SOURCES[paper.kind]
    const withdrawn = (await source.isWithdrawn?.(tx, paper.subject_id)) ?? false
    const later = await tx
      .selectFrom('papers')
      .select('id')
      .where('subject_id', '=', paper.subject_id)
      .where('kind', '=', paper.kind)
      .where('made_at', '>', paper.made_at)
      .limit(1)
      .executeTakeFirst()
    return {
      ...{ number: paper.number, title: paper.title, issuer: paper.issuer, addressee: paper.addressee },
      ...{ madeAt: paper.made_at, withdrawn, superseded: later !== undefined },
    }
  })
}
