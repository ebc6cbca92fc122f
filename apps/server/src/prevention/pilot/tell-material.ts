import { MATERIAL_EVENTS, type Label, type Material, type MaterialEvent } from '@anlan/domain'
import type { Occasion } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { sendNotices } from '../../inbox/send-notice.ts'
import { listBuilders, listDesk } from './tell-pilot.ts'

/** The desk hears of what is handed in, the school of what became of it. That a school took its own back, nobody has to hear. */
const TOLD = {
  ...{ share: 'bureau', resubmit: 'bureau', withdraw: null },
  ...{ publish: 'school', return: 'school', retract: 'school' },
} as const satisfies Record<MaterialEvent | 'share', 'school' | 'bureau' | null>

const SHARE: Label = { zh: '待审核', en: 'to be reviewed' }

/** Lays what happened to material into the in-trays of the other side. Nobody is told of his own deed. */
export async function tellMaterial(
  tx: Tx,
  { actor }: Occasion,
  material: Material,
  event: MaterialEvent | 'share',
): Promise<void> {
  const side = TOLD[event]
  if (side === null) return
  const told = side === 'school' ? await listBuilders(tx, material.unitId) : await listDesk(tx)
  const what = event === 'share' ? SHARE : MATERIAL_EVENTS[event]
  await sendNotices(
    tx,
    told
      .filter(accountId => accountId !== actor.accountId)
      .map(accountId => ({
        ...{ accountId, kind: 'pilot', link: `/shared/${material.id}` },
        title: { zh: `示范资料：${what.zh}`, en: `Shared material: ${what.en}` },
        body: { zh: `《${material.title}》。`, en: `${material.title}.` },
        dedupeKey: `material ${material.id} ${material.revision}`,
      })),
  )
}
