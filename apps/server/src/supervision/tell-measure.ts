import {
  isHonour,
  MAY,
  SUPERVISION_KINDS,
  sayDay,
  type Label,
  type Matter,
  type Measure,
  type MeasureEvent,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'

/** Who is told of an event besides whoever raised it: the unit, or those at the bureau who proposed and approved. */
const TOLD: Readonly<Record<Exclude<MeasureEvent, 'supersede'>, 'unit' | 'bureau'>> = {
  ...{ issue: 'unit', return: 'unit', verify: 'unit', uphold: 'unit', lift: 'unit', hold: 'unit' },
  ...{ revise: 'bureau', approve: 'bureau', decline: 'bureau', receive: 'bureau', deliver: 'unit' },
  ...{ reply: 'bureau', appeal: 'bureau', withdraw: 'unit' },
}

/** What an event on a measure lays into whose in-tray. Nobody is told of his own deed, and no unit of what has not gone out. */
export async function noticesOfMeasure(
  tx: Tx,
  matter: Matter,
  measure: Measure,
  event: Exclude<MeasureEvent, 'supersede'>,
  actorId: string,
): Promise<Notice[]> {
  const toUnit = TOLD[event] === 'unit' && measure.issued !== null
  const bureau = [measure.proposed.by, measure.approved?.by, measure.issued?.by]
  const told = toUnit ? await listAnswerers(tx, measure.unitId) : bureau
  const { title, body } = wordsOf(matter, measure, event)
  return [...new Set(told)]
    .filter(accountId => accountId && accountId !== actorId)
    .flatMap(accountId =>
      accountId
        ? [
            {
              ...({
                accountId,
                kind: 'supervision',
                title,
                body,
                link: `/supervision/${matter.id}`,
              } as const),
              dedupeKey: `measure ${measure.id} ${measure.revision}`,
            },
          ]
        : [],
    )
}

/** The people of a unit who receive and answer for it. */
export async function listAnswerers(tx: Tx, unitId: UnitId): Promise<string[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('role', 'in', [...MAY['supervision.answer']])
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

function wordsOf(matter: Matter, measure: Measure, event: Exclude<MeasureEvent, 'supersede'>) {
  const { label } = SUPERVISION_KINDS[measure.kind]
  const due = measure.replyDueOn
  const titled = (zh: string, en: string): Label => ({ zh: `${label.zh}${zh}`, en: `${label.en} ${en}` })
  const body = { zh: `${matter.number}，${matter.title}。`, en: `${matter.number}: ${matter.title}.` }
  const by: Label = due
    ? {
        zh: `${body.zh}请签收，并在${sayDay(due).zh}前反馈办理情况。`,
        en: `${body.en} Please receive it and answer by ${sayDay(due).en}.`,
      }
    : body
  switch (event) {
    case 'issue':
      return isHonour(measure.kind)
        ? { title: titled('已印发', 'issued'), body }
        : { title: titled('请签收', 'to be received'), body: by }
    case 'return':
      return { title: titled('反馈退回补办', 'sent back'), body: by }
    case 'verify':
      return { title: titled('已办结', 'closed'), body }
    case 'uphold':
      return { title: titled('申诉办理结果：维持原决定', 'upheld on appeal'), body }
    case 'lift':
      return { title: titled('申诉成立，已撤销', 'lifted on appeal'), body }
    case 'hold':
      return { title: titled('记录已登记', 'put on record'), body: by }
    case 'deliver':
      return { title: titled('已登记送达', 'delivered'), body: by }
    case 'withdraw':
      return { title: titled('已撤销', 'withdrawn'), body }
    case 'revise':
      return { title: titled('建议已修改', 'proposal changed'), body }
    case 'approve':
      return { title: titled('已批准，请办理印发', 'approved, to be issued'), body }
    case 'decline':
      return { title: titled('未获批准', 'declined'), body }
    case 'receive':
      return { title: titled('已签收', 'received'), body }
    case 'reply':
      return { title: titled('已反馈，请核验', 'answered, to be verified'), body }
    case 'appeal':
      return { title: titled('提出申诉', 'appealed'), body }
  }
}
