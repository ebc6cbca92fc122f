import {
  barToTakeOver,
  FileId,
  humanText,
  listMaterialEvents,
  MaterialCommand,
  MaterialContent,
  MaterialId,
  PilotId,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../../paging.ts'
import { refuse } from '../../refusal.ts'
import { findUnit } from '../../organisation/unit.queries.ts'
import { permitted, router } from '../../trpc.ts'
import { countMaterials, listMaterials, MaterialFilter } from './list-materials.ts'
import { findMaterial, listMaterialFiles, listTakeOvers } from './material.queries.ts'
import { advanceMaterial, shareMaterial } from './share-material.ts'
import { takeOver } from './take-over.ts'

const Files = z.array(FileId).max(20)

export const materialsRouter = router({
  list: permitted('material.read')
    .input(Paging.extend({ filter: MaterialFilter.default({}) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listMaterials(tx, input.filter, input, ctx.actor.unitId)),
    ),

  counts: permitted('material.read').query(({ ctx }) => ctx.app.db.read(ctx.actor, countMaterials)),

  get: permitted('material.read')
    .input(z.object({ id: MaterialId }))
    .query(async ({ ctx: { app, actor }, input: { id } }) => {
      const found = await app.db.read(actor, async tx => {
        const [material, files, takeOvers] = await Promise.all([
          findMaterial(tx, id),
          listMaterialFiles(tx, id),
          listTakeOvers(tx, id),
        ])
        const unit = material && (await findUnit(tx, material.unitId))
        return material && unit && { material, files, takeOvers, unit: { id: unit.id, name: unit.name } }
      })
      if (!found) throw refuse({ code: 'not-found' })
      const taken = found.takeOvers.some(({ unitId }) => unitId === actor.unitId)
      return {
        ...{ ...found, events: listMaterialEvents(found.material, actor), taken },
        mayTakeOver: !taken && barToTakeOver(found.material, actor) === null,
      }
    }),

  share: permitted('material.share')
    .input(z.object({ pilotId: PilotId, content: MaterialContent, files: Files.default([]) }))
    .mutation(async ({ ctx, input }) => {
      const result = await shareMaterial(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('material.read')
    .input(
      z
        .object({
          ...{ id: MaterialId, revision: z.number().int(), command: MaterialCommand },
          files: Files.default([]),
        })
        .refine(({ command, files }) => command.event === 'resubmit' || files.length === 0, {
          ...{ path: ['files'], error: 'files-come-with-a-new-version' },
        }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceMaterial(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  takeOver: permitted('material.take-over')
    .input(z.object({ id: MaterialId, note: humanText(2, 500) }))
    .mutation(async ({ ctx, input }) => {
      const result = await takeOver(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
