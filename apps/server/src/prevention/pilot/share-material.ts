import {
  decideMaterial,
  decideSharing,
  err,
  ok,
  type FileId,
  type Material,
  type MaterialCommand,
  type MaterialContent,
  type MaterialId,
  type PilotId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import { findOwnFiles } from '../../files/attach-files.ts'
import { newId } from '../../ids.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { findMaterialForUpdate, insertMaterial, saveMaterial, setMaterialFiles } from './material.queries.ts'
import { findPilot } from './pilot.queries.ts'
import { tellMaterial } from './tell-material.ts'

interface Sharing {
  readonly pilotId: PilotId
  readonly content: MaterialContent
  readonly files: readonly FileId[]
}

/** A demonstration school hands in what it wants to share; nobody else reads it before the bureau agrees. */
export function shareMaterial(
  context: Context,
  { pilotId, content, files: named }: Sharing,
): Promise<Result<Material, Refusal>> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Result<Material, Refusal>> => {
    const pilot = await findPilot(tx, pilotId)
    if (!pilot) return err({ code: 'not-found' })
    const decision = decideSharing(context, pilot, { id: newId<MaterialId>(), content })
    if (!decision.ok) return decision
    const material = decision.value
    const files = await findOwnFiles(tx, material.unitId, named)
    if (!files.ok) return files
    await insertMaterial(tx, material)
    await setMaterialFiles(tx, material, files.value)
    await recordAudit(tx, context, {
      ...{ action: 'material.share', subject: { kind: 'material', id: material.id } },
      ...{ unitId: material.unitId, after: { ...material, files: files.value.map(({ id }) => id) } },
    })
    await tellMaterial(tx, context, material, 'share')
    return ok(material)
  })
}

interface Advance {
  readonly id: MaterialId
  readonly revision: number
  readonly command: MaterialCommand
  /** Of a new version alone: all that it comes with. */
  readonly files: readonly FileId[]
}

/** Carries one command on material: what may happen is the domain's decision, this only loads, saves and records. */
export function advanceMaterial(
  context: Context,
  { id, revision, command, files: named }: Advance,
): Promise<Result<Material, Refusal>> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Result<Material, Refusal>> => {
    const before = await findMaterialForUpdate(tx, id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== revision) return err({ code: 'stale-revision', current: before.revision })
    const pilot = await findPilot(tx, before.pilotId)
    if (!pilot) return err({ code: 'not-found' })
    const decision = decideMaterial(before, command, context, pilot)
    if (!decision.ok) return decision
    const after = decision.value
    const files = await findOwnFiles(tx, after.unitId, named)
    if (!files.ok) return files
    await saveMaterial(tx, after)
    const isNew = command.event === 'resubmit'
    if (isNew) await setMaterialFiles(tx, after, files.value)
    await recordAudit(tx, context, {
      ...{ action: `material.${command.event}`, subject: { kind: 'material', id }, unitId: after.unitId },
      before,
      after: isNew ? { ...after, files: files.value.map(file => file.id) } : after,
    })
    await tellMaterial(tx, context, after, command.event)
    return ok(after)
  })
}
