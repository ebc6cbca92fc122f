import { mutation } from '../product.ts'
import { NEW_HAZARD } from '../stage.ts'
import type { StageItem } from './item.ts'
import { always } from './lists.ts'
import { halfOf, sideBySide } from './side-by-side.ts'

/** Report a hazard, which writes it, its time line and its audit row, and waits for the disk. */
export const create: StageItem = {
  title: 'report a hazard with its audit row, durable',
  async run(stage) {
    const { product, bare, rows, people, owner, options } = stage
    const account = await owner.query<{ id: string; name: string; role: string }>(
      `select id, name, role from accounts where username = 'anquangu'`,
    )
    const input = { unitId: rows.unitId, hazard: NEW_HAZARD }
    const report = mutation('hazards.report', input, people.officer)
    return sideBySide(
      [
        { name: 'product', port: product.port, next: always(report) },
        { name: 'bare', port: bare.port, next: always({ method: 'POST', path: '/create', body: input }) },
        {
          ...{ name: 'plain', port: bare.port },
          next: always({
            ...{ method: 'POST', path: '/plain/create' },
            body: { ...input, actor: account.rows[0] },
          }),
        },
      ],
      options,
      found => [halfOf('bare', found)],
    )
  },
}
