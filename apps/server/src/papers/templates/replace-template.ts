import { err, ok, type PaperKindId, type Result } from '@anlan/domain'
import { checkTemplate, fillTemplate, type TemplateRefusal } from '@anlan/documents'
import { recordAudit } from '../../audit/record-audit.ts'
import { newId } from '../../ids.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { findTemplateVersion } from './template.queries.ts'
import { requiredTags, samplePaper } from './template-tags.ts'

export interface TemplateFile {
  readonly name: string
  readonly bytes: Uint8Array
}

interface Change {
  readonly kind: PaperKindId
  /** The version that was seen: two people never replace each other's without knowing. */
  readonly from: number
  /** Null for the way back to the built-in page. */
  readonly file: TemplateFile | null
}

/**
 * Keeps a template as the next version, by which papers of the kind are made from now on. Papers that went out stay what they
 * are: what they say is kept, and not how they looked. Refuses a file that is no sound template.
 */
export async function replaceTemplate(
  context: Context,
  { kind, from, file }: Change,
): Promise<Result<{ version: number }, Refusal | TemplateRefusal>> {
  if (file) {
    const sound = await checkTemplate(file.bytes, requiredTags(kind))
    if (!sound.ok) return sound
    if (!(await isFillable(file.bytes, kind))) return err({ code: 'document-damaged' })
  }
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ version: number }, Refusal>> => {
    const newest = await findTemplateVersion(tx, kind)
    if (newest !== from) return err({ code: 'stale-revision', current: newest })
    const version = from + 1
    const made = await tx
      .insertInto('paper_templates')
      .values({
        ...{ id: newId<string>(), kind, version, file_name: file?.name ?? null },
        ...{ bytes: file ? Buffer.from(file.bytes) : null, made_at: now },
        ...{ made_by: actor.accountId, made_by_name: actor.name },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('version')
      .executeTakeFirst()
    // Somebody else kept the same version at the same moment.
    if (!made) return err({ code: 'stale-revision', current: version })
    await recordAudit(tx, context, {
      ...{ action: file ? 'paper-template.replace' : 'paper-template.restore', unitId: null },
      ...{
        subject: { kind: 'paper-template', id: kind },
        after: { paperKind: kind, fileName: file?.name ?? null },
      },
    })
    return ok({ version })
  })
}

/** A template whose tags are in order may still be a page that nothing can be put into. */
async function isFillable(bytes: Uint8Array, kind: PaperKindId): Promise<boolean> {
  try {
    await fillTemplate(bytes, { ...samplePaper(kind), record: null, proof: null })
    return true
  } catch {
    return false
  }
}
