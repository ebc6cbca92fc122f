import { composeLetter, err, ok, postsOf, sayYears, type Day, type Letter, type Result } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import { listDutiesAt } from './batch-facts.ts'
import { readTemplate } from './letter-templates.ts'

/**
 * What a letter says when it goes out again: by its template as it is now, with the duties in force today, for mostly these are
 * what a refusal was about. One that was sent before its template was noted, or whose template is gone, keeps its text.
 */
export async function wordAnew(
  tx: Tx,
  { unitId, level, post, signerName, from, to, text, duties, templateId }: Letter,
  today: Day,
): Promise<Result<Pick<Letter, 'text' | 'duties'>, Refusal>> {
  const kept = ok({ text, duties })
  if (templateId === undefined) return kept
  const [unit, template] = await Promise.all([findUnit(tx, unitId), readTemplate(tx, level, templateId)])
  if (!unit || !template) return kept
  const asked = template.withDuties && post !== null ? await listDutiesAt(tx, [unitId], today) : []
  const owed = asked.filter(duty => post !== null && postsOf(duty).includes(post))
  const anew = composeLetter(template, {
    ...{ unitName: unit.name, unitKind: unit.kind, signerName, post },
    ...{ years: sayYears(from, to), duties: owed },
  })
  if (!anew) return err({ code: 'nothing-to-sign' })
  return ok({ text: anew, duties: owed.map(({ id, version }) => ({ id, version })) })
}
