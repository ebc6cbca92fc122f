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
    const ours = { port: product.port, pid: product.child.pid }
    const theirs = { port: bare.port, pid: bare.child.pid }
    const plain = { ...input, actor: account.rows[0] }
    return sideBySide(
      [
        { ...ours, name: 'product', next: always(report) },
        { ...theirs, name: 'bare', next: always({ method: 'POST', path: '/create', body: input }) },
        { ...theirs, name: 'plain', next: always({ method: 'POST', path: '/plain/create', body: plain }) },
      ],
      options,
      found => [halfOf('bare', found)],
    )
  },
}
