import {
  err,
  isBureauRole,
  ok,
  startingTemplate,
  type LetterLevel,
  type LetterTemplate,
  type LetterTemplateContent,
  type LetterTemplateId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { lockSent } from '../organisation/locks.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findIssuer } from './issuer.ts'
import { toTemplate } from './letters.table.ts'

/** The newest version of every template within reach: the unit's own and those the bureau shares. */
export async function listTemplates(tx: Tx): Promise<LetterTemplate[]> {
  const rows = await tx
    .selectFrom('letter_templates')
    .distinctOn('id')
    .selectAll()
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(toTemplate).toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
}

/** What a batch is written from: a template in its newest version, or the one the house begins with. */
export async function readTemplate(
  tx: Tx,
  level: LetterLevel,
  id: LetterTemplateId | null,
): Promise<LetterTemplateContent | undefined> {
  if (id === null) return startingTemplate(level)
  const row = await tx
    .selectFrom('letter_templates')
    .selectAll()
    .where('id', '=', id)
    .where('level', '=', level)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toTemplate(row)
}

interface SaveTemplate {
  /** Null for a new one; else the version that was read. */
  readonly of: { readonly id: LetterTemplateId; readonly version: number } | null
  readonly content: LetterTemplateContent
}

/** Keeps a template, or its next version; a new one sent twice is one. Letters that went out keep what they say. */
export function saveTemplate(
  context: Context,
  { of, content }: SaveTemplate,
): Promise<Result<{ id: LetterTemplateId; version: number }, Refusal>> {
  const { app, actor, now } = context
  type Saved = Result<{ id: LetterTemplateId; version: number }, Refusal>
  return app.db.transaction(actor, async (tx): Promise<Saved> => {
    const issuer = await findIssuer(tx, actor)
    if (!issuer) return err({ code: 'no-bureau' })
    if (of && !(await isNewest(tx, of, issuer.id)))
      return err({ code: 'stale-revision', current: of.version })
    await lockSent(tx, `letter-template ${issuer.id}`)
    const known = of ? undefined : await findSame(tx, issuer.id, content)
    if (known) return ok(known)
    const [id, version] = [of?.id ?? newId<LetterTemplateId>(), (of?.version ?? 0) + 1]
    const { level, ...body } = content
    const made = await tx
      .insertInto('letter_templates')
      .values({
        ...{ id, version, unit_id: issuer.id, level, shared: isBureauRole(actor.role) },
        ...{ body: JSON.stringify(body), made_by_name: actor.name, made_at: now },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (!made) return err({ code: 'stale-revision', current: version })
    await recordAudit(tx, context, {
      ...{ action: 'letter-template.save', subject: { kind: 'letter-template', id }, unitId: issuer.id },
      after: { version, level, title: content.title, count: content.clauses.length },
    })
    return ok({ id, version })
  })
}

/** The unit's template that says the same in its newest version. */
async function findSame(
  tx: Tx,
  unitId: UnitId,
  content: LetterTemplateContent,
): Promise<{ id: LetterTemplateId; version: number } | undefined> {
  const { level, ...body } = content
  const { rows } = await sql<{ id: LetterTemplateId; version: number }>`
    select id, version from (select distinct on (id) * from letter_templates where unit_id = ${unitId}
      order by id, version desc) newest
    where level = ${level} and body = ${JSON.stringify(body)}::jsonb`.execute(tx)
  return rows[0]
}

/** Whether this is the newest version of a template of that unit. */
async function isNewest(
  tx: Tx,
  { id, version }: NonNullable<SaveTemplate['of']>,
  unitId: UnitId,
): Promise<boolean> {
  const { newest } = await tx
    .selectFrom('letter_templates')
    .select(sql<number | null>`max(version)`.as('newest'))
    .where('id', '=', id)
    .where('unit_id', '=', unitId)
    .executeTakeFirstOrThrow()
  return newest === version
}
