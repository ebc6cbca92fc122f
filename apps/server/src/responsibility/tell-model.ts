import { countOf, type ModelChanges } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { listPeople } from '../jobs/reminder-people.ts'

/** Tells the heads and the safety officers of the schools of a new edition of the model list, once an edition. */
export async function tellModel(
  tx: Tx,
  {
    version,
    note,
    changes,
  }: { readonly version: number; readonly note: string; readonly changes: ModelChanges },
): Promise<void> {
  const [added, changed, removed] = [changes.added, changes.changed, changes.removed].map(keys => keys.length)
  const people = await listPeople(tx, ['principal', 'safety-officer'])
  await sendNotices(
    tx,
    people.map(({ accountId }) => ({
      ...{ accountId, kind: 'responsibility' as const, link: '/responsibility' },
      title: {
        zh: `责任清单范本已公布第${version}版`,
        en: `Edition ${version} of the model list of duties is published`,
      },
      body: {
        zh: `新增${added}条，修改${changed}条，撤下${removed}条。说明：${note}`,
        en: `${countOf(added ?? 0, 'item')} added, ${changed} changed, ${removed} withdrawn. Note: ${note}`,
      },
      dedupeKey: `duty-model ${version}`,
    })),
  )
}
