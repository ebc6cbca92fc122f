import type { FileId, Material, MaterialId } from '@anlan/domain'
import type { Tx } from '../../db/scope.ts'
import { toMaterial, toMaterialRow } from './materials.table.ts'

/** The material the scope shows, or nothing: what is published, and the reader’s own. */
export async function findMaterial(tx: Tx, id: MaterialId): Promise<Material | undefined> {
  const row = await tx.selectFrom('pilot_materials').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toMaterial(row)
}

/** The material, locked until the transaction ends; another school’s is not there to be locked. */
export async function findMaterialForUpdate(tx: Tx, id: MaterialId): Promise<Material | undefined> {
  const row = await tx
    .selectFrom('pilot_materials')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toMaterial(row)
}

export async function insertMaterial(tx: Tx, material: Material): Promise<void> {
  await tx.insertInto('pilot_materials').values(toMaterialRow(material)).execute()
}

/** Saves changed material; its school never changes. */
export async function saveMaterial(tx: Tx, material: Material): Promise<void> {
  const { kind, area, title, text, state, submitted_at, published_at, revision, body } =
    toMaterialRow(material)
  await tx
    .updateTable('pilot_materials')
    .set({ kind, area, title, text, state, submitted_at, published_at, revision, body })
    .where('id', '=', material.id)
    .execute()
}

/** Ties exactly these files to material, in the place of those it had. */
export async function setMaterialFiles(
  tx: Tx,
  { id, unitId }: Pick<Material, 'id' | 'unitId'>,
  files: readonly { readonly id: string }[],
): Promise<void> {
  await tx.deleteFrom('pilot_material_files').where('material_id', '=', id).execute()
  if (files.length === 0) return
  await tx
    .insertInto('pilot_material_files')
    .values(files.map(file => ({ material_id: id, file_id: file.id as FileId, unit_id: unitId })))
    .execute()
}

/** The files of material, in the order of their upload. */
export const listMaterialFiles = (tx: Tx, id: MaterialId) =>
  tx
    .selectFrom('pilot_material_files')
    .innerJoin('files', 'files.id', 'pilot_material_files.file_id')
    .select(['files.id', 'files.name', 'files.media_type as mediaType', 'files.size', 'files.width'])
    .where('material_id', '=', id)
    .orderBy('files.id')
    .execute()

/** The schools that took material over, the first one first. */
export const listTakeOvers = (tx: Tx, id: MaterialId) =>
  tx
    .selectFrom('pilot_take_overs')
    .innerJoin('units', 'units.id', 'pilot_take_overs.unit_id')
    .select(['units.id as unitId', 'units.name as unitName', 'note', 'by_name as byName', 'at'])
    .where('material_id', '=', id)
    .orderBy('at')
    .orderBy('units.id')
    .execute()
