import { MAY, sayDay, type Label, type Summary, type SummaryEvent, type UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'

interface Telling {
  readonly toWhom: 'head' | 'writers'
  readonly title: (title: string) => Label
}

/** Whose turn it is after an event, and how he is told. The bureau has what came in on its list, and three hundred would drown it. */
const TOLD: Partial<Record<SummaryEvent, Telling>> = {
  prepare: {
    toWhom: 'head',
    title: title => ({ zh: `请审签：${title}`, en: `Waits for your signature: ${title}` }),
  },
  'send-back': {
    toWhom: 'writers',
    title: title => ({ zh: `校长退回修改：${title}`, en: `Sent back by the head: ${title}` }),
  },
  return: {
    toWhom: 'writers',
    title: title => ({ zh: `教育局退回补充：${title}`, en: `Returned by the bureau: ${title}` }),
  },
  accept: {
    toWhom: 'writers',
    title: title => ({ zh: `已接收：${title}`, en: `Accepted: ${title}` }),
  },
}

/** What an event on a summary lays into whose in-tray; nobody is told of his own deed. */
export async function noticesOfSummary(
  tx: Tx,
  summary: Summary,
  event: SummaryEvent,
  note: string | null,
  actorId: string,
): Promise<Notice[]> {
  const told = TOLD[event]
  if (!told) return []
  const people = await listPeople(tx, summary.unitId, told.toWhom)
  return people
    .filter(accountId => accountId !== actorId)
    .map(accountId => ({
      ...{ accountId, kind: KINDS[event] ?? 'due', title: told.title(summary.title) },
      body: bodyOf(summary, note),
      link: `/summaries/${summary.id}`,
      dedupeKey: `summary ${summary.id} ${summary.revision}`,
    }))
}

const KINDS: Partial<Record<SummaryEvent, Notice['kind']>> = {
  ...{ return: 'returned', 'send-back': 'returned', accept: 'accepted' },
}

function bodyOf({ dueOn }: Summary, note: string | null): Label {
  if (note !== null) return { zh: `理由：${note}`, en: `Reason: ${note}` }
  if (dueOn === null) return { zh: '请到“总结”中查看。', en: 'See it under Summaries.' }
  const due = sayDay(dueOn)
  return { zh: `报送期限：${due.zh}。`, en: `Due ${due.en}.` }
}

async function listPeople(tx: Tx, unitId: UnitId, whom: 'head' | 'writers'): Promise<string[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('role', 'in', [...MAY[whom === 'head' ? 'summary.sign' : 'summary.write']])
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}
