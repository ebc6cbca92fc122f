import { TASKS, UNITS } from '../rows.ts'
import type { ReadName } from '../stage.ts'
import type { StageItem } from './item.ts'
import { bareSide, productSide } from './lists.ts'
import { sideBySide } from './side-by-side.ts'

const MOST_MS = 100

const board = (name: ReadName, title: string): StageItem => ({
  title: `${title} over ${UNITS} units x ${TASKS} tasks`,
  run: stage =>
    sideBySide(
      [productSide(stage, name), bareSide(stage, 'bare', `/read/${name}`)],
      stage.options,
      ({ figures }) => [
        { what: `under ${MOST_MS} ms p99`, kept: (figures.product?.p99 ?? Infinity) < MOST_MS },
      ],
    ),
})

export const progressBoard = board('board', 'progress by unit')
export const matrixBoard = board('matrix', 'the matrix')
