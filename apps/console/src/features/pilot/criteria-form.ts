import type { PilotCriterion, PilotFigure } from '@anlan/domain'

/** A criterion while somebody writes it: no figure means that the school answers with a sentence. */
export interface CriterionRow {
  id: string
  zh: string
  en: string
  figure: PilotFigure | ''
  wanted: number
}

export const rowsOf = (criteria: readonly PilotCriterion[]): CriterionRow[] =>
  criteria.map(({ id, zh, en, check }) => ({
    ...{ id, zh, en },
    ...(check.by === 'figure' ? { figure: check.figure, wanted: check.wanted } : { figure: '', wanted: 0 }),
  }))

export const criteriaOf = (rows: readonly CriterionRow[]): PilotCriterion[] =>
  rows.map(({ id, zh, en, figure, wanted }) => ({
    ...{ id, zh, en, check: figure === '' ? { by: 'answer' } : { by: 'figure', figure, wanted } },
  }))

/** A new row, under an id that none of the others has. */
export function emptyRow(rows: readonly CriterionRow[]): CriterionRow {
  const taken = new Set(rows.map(({ id }) => id))
  let number = rows.length + 1
  while (taken.has(`own-${number}`)) number += 1
  return { id: `own-${number}`, zh: '', en: '', figure: '', wanted: 0 }
}
