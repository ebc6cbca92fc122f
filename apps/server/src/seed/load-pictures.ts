import type { DemoCampaign, DemoHazard } from '@anlan/seed'
import { idFrom } from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import type { FileStore } from '../files/file-store.ts'
import { bulkInsert } from './bulk-insert.ts'
import { drawPicture, PICTURE, sceneOf, type Scene } from './demo-pictures.ts'

/** Enough to see everywhere what pictures look like, and few enough to be drawn while somebody waits. */
const HAZARDS = 24
const HAND_INS = 16

interface Picture {
  readonly id: string
  readonly unitId: string
  readonly by: string
  readonly at: string
  readonly scene: Scene
  readonly isRight: boolean
  readonly name?: string
}

/** Drawn pictures for some hazards, before and after, and for some hand-ins whose task asks for photos. */
export async function loadPictures(
  tx: Tx,
  files: FileStore,
  hazards: readonly DemoHazard[],
  campaign: DemoCampaign,
): Promise<void> {
  const newest = hazards.toSorted((a, b) => (a.hazard.reportedAt < b.hazard.reportedAt ? 1 : -1))
  const shown = [
    ...newest.slice(0, HAZARDS / 2),
    ...newest
      .slice(HAZARDS / 2)
      .filter(({ hazard }) => hazard.rectifiedAt !== null)
      .slice(0, HAZARDS / 2),
  ]
  const ofHazards = shown.flatMap(({ hazard, lead, reporter }) => {
    const scene = sceneOf(hazard.area)
    const before: Picture = {
      ...{ id: idFrom<string>(`before ${hazard.id}`), unitId: hazard.unitId, by: reporter.id },
      ...{ at: hazard.reportedAt, scene, isRight: false },
    }
    const after: Picture = {
      ...{ id: idFrom<string>(`after ${hazard.id}`), unitId: hazard.unitId, by: (lead ?? reporter).id },
      ...{ at: hazard.rectifiedAt ?? hazard.reportedAt, scene, isRight: true },
    }
    const rows = [{ picture: before, stage: 'before' as const }]
    return (hazard.rectifiedAt === null ? rows : [...rows, { picture: after, stage: 'after' as const }]).map(
      row => ({ ...row, hazard }),
    )
  })
  const ofHandIns = campaign.assignments
    .filter(({ task, submissions }) => task.evidence.includes('photo') && submissions.length > 0)
    .slice(-HAND_INS)
    .flatMap(({ unit, task, submissions }) =>
      submissions.map(each => ({
        submission: each.id,
        picture: {
          ...{ id: idFrom<string>(`evidence ${each.id}`), unitId: unit.id, by: each.by.id, at: each.at },
          ...{ scene: sceneOf(task.area), isRight: true },
        } satisfies Picture,
      })),
    )
  const pictures = [...ofHazards, ...ofHandIns].map(({ picture }) => picture)
  await bulkInsert(tx, 'files', await Promise.all(pictures.map(picture => keepPicture(files, picture))))
  await bulkInsert(
    tx,
    'hazard_files',
    ofHazards.map(({ hazard, picture, stage }) => ({
      ...{ hazard_id: hazard.id, file_id: picture.id, unit_id: hazard.unitId, stage },
    })),
  )
  await bulkInsert(
    tx,
    'submission_files',
    ofHandIns.map(({ submission, picture }) => ({
      ...{ submission_id: submission, file_id: picture.id, unit_id: picture.unitId },
    })),
  )
}

/**
 * Draws a picture and keeps it as a file of its unit; gives the row of it. Its copies are made when somebody looks at it, for
 * making all of them would keep whoever starts the server waiting for pictures he never opens.
 */
export async function keepPicture(files: FileStore, { id, unitId, by, at, scene, isRight, name }: Picture) {
  const bytes = await drawPicture(scene, isRight, id)
  const sha256 = await files.put(bytes)
  return {
    ...{
      id,
      unit_id: unitId,
      sha256,
      name: name ?? (isRight ? '整改后.jpg' : '整改前.jpg'),
      media_type: 'image/jpeg',
    },
    ...{ size: bytes.byteLength, ...PICTURE, created_by: by, created_at: at as never },
  }
}
