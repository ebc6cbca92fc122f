import type { Request } from '../http.ts'
import type { Side } from '../load.ts'
import { HAZARDS } from '../rows.ts'
import { READS, type ReadName, type Stage } from '../stage.ts'
import type { StageItem } from './item.ts'
import { halfOf, sideBySide } from './side-by-side.ts'

/** One and the same request, again and again. */
export const always = (request: Request) => (): Request => request

export const productSide = (stage: Stage, name: ReadName): Side => ({
  ...{ name: 'product', port: stage.product.port, pid: stage.product.child.pid },
  next: always(READS[name](stage)),
})
export const bareSide = ({ bare }: Stage, name: string, path: string): Side => ({
  ...{ name, port: bare.port, pid: bare.child.pid },
  next: always({ method: 'GET', path }),
})

const list = (name: ReadName, who: string): StageItem => ({
  title: `25 of ${HAZARDS} hazards, ${who}`,
  run: stage =>
    sideBySide(
      [
        productSide(stage, name),
        bareSide(stage, 'bare', `/read/${name}`),
        bareSide(stage, 'plain', `/plain/${name}`),
      ],
      stage.options,
      found => [halfOf('bare', found)],
    ),
})

export const listCounty = list('list-county', 'as a section officer who sees the county')
export const listSchool = list('list-school', 'as a safety officer who sees the units below his school')
