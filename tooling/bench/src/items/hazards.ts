import { AREA_IDS } from '@anlan/domain'
import { BOARD_HAZARDS, layHazards } from '../hazard-rows.ts'
import type { Request } from '../http.ts'
import type { Side } from '../load.ts'
import { query } from '../product.ts'
import type { ReadName, Stage } from '../stage.ts'
import type { StageItem } from './item.ts'
import { bareSide, productSide } from './lists.ts'
import { sideBySide } from './side-by-side.ts'

const MOST_MS = 100
const READERS = 20

/** They are laid down once, by whichever of the items comes first. */
const laid = new WeakMap<Stage, Promise<void>>()
function hazards(stage: Stage): Promise<void> {
  const known = laid.get(stage) ?? layHazards(stage.owner)
  laid.set(stage, known)
  return known
}

/** Readers each of whom narrows otherwise, so that hardly two of them may share a reading. */
function differing(stage: Stage, procedure: string): Side {
  const asked: Request[] = AREA_IDS.flatMap(area => [
    query(procedure, { filter: { area } }, stage.people.officer),
    query(procedure, { filter: { area, grade: 'general' } }, stage.people.officer),
    query(procedure, { filter: { area, source: 'self-inspection' } }, stage.people.officer),
  ])
  let turn = 0
  return {
    ...{ name: 'differing', port: stage.product.port, pid: stage.product.child.pid },
    next: () => asked[(turn += 1) % asked.length] as Request,
  }
}

const item = (name: ReadName & `hazard-${string}`, procedure: string, what: string): StageItem => ({
  title: `${what} over ${BOARD_HAZARDS} hazards, ${READERS} readers at once`,
  async run(stage) {
    await hazards(stage)
    return sideBySide(
      [productSide(stage, name), differing(stage, procedure), bareSide(stage, 'bare', `/read/${name}`)],
      { ...stage.options, concurrency: READERS },
      ({ figures }) =>
        (['product', 'differing'] as const).map(side => ({
          what: `${side === 'product' ? 'the same for all' : 'each narrowed otherwise'}: under ${MOST_MS} ms p99`,
          kept: (figures[side]?.p99 ?? Infinity) < MOST_MS,
        })),
    )
  },
})

export const hazardBoard = item('hazard-board', 'hazardBoards.board', 'the board')
export const hazardCounty = item('hazard-county', 'hazardBoards.county', 'the county view')
