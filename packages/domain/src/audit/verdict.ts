import { dayOf, Instant, timeOf } from '../kernel/day.ts'
import type { Label } from '../kernel/label.ts'

/** What can be wrong with the record, each as the sentence a clerk reads; `{position}` and `{detail}` are filled in. */
export const AUDIT_BREAKS = {
  'event-changed': {
    zh: '第{position}条记录被改动过，或链值被改动过。',
    en: 'Event {position}, or its hash, was changed afterwards.',
  },
  'event-missing': {
    zh: '第{position}条记录已被删除。',
    en: 'Event {position} was deleted.',
  },
  'link-missing': {
    zh: '从第{position}条起记录不连续，中间有缺失或被插入。',
    en: 'The chain is not continuous at event {position}: something was taken out or put in.',
  },
  'tail-missing': {
    zh: '第{position}条至第{detail}条记录已封存，现在缺失。',
    en: 'Events {position} to {detail} were sealed and are missing now.',
  },
  'seal-contradicts': {
    zh: '第{position}条的封存值与现有记录不符，封存之前的记录被改写过。',
    en: 'The seal at event {position} contradicts the record: history before it was rewritten.',
  },
  'seal-forged': {
    zh: '第{position}条的封存签名无效。',
    en: 'The signature of the seal at event {position} is not valid.',
  },
  'seal-key-unknown': {
    zh: '第{position}条的封存所用密钥（{detail}）不在记录中。',
    en: 'The seal at event {position} names a key ({detail}) that the record does not hold.',
  },
  'key-exchanged': {
    zh: '封存公钥{detail}与其编号不符，公钥被替换过。',
    en: 'The public key {detail} does not match its id: it was exchanged.',
  },
  'waiting-event-gone': {
    zh: '有{detail}条记录在入链之前被删除。',
    en: '{detail} event(s) were deleted before they were linked.',
  },
  'event-not-linked': {
    zh: '有{detail}条记录不在链中，也不在待入链清单中。',
    en: '{detail} event(s) are neither in the chain nor waiting for it.',
  },
  'sealed-history-missing': {
    zh: '服务器留存的封存显示曾有第{position}条记录（{detail}），数据库中已没有。',
    en: 'A seal kept on the server proves event {position} ({detail}); the database no longer has it.',
  },
  'sealed-history-rewritten': {
    zh: '第{position}条记录与服务器留存的封存（{detail}）不符，历史被改写过。',
    en: 'Event {position} contradicts the seal kept on the server ({detail}): history was rewritten.',
  },
  'log-damaged': {
    zh: '服务器留存的封存日志中有一行无法读取。',
    en: 'A line of the seal log kept on the server cannot be read.',
  },
  'file-damaged': {
    zh: '文件第{position}行不是导出时的样子。',
    en: 'Line {position} of the file is not as it was exported.',
  },
  'file-cut': {
    zh: '文件不完整，缺少内容。',
    en: 'The file is incomplete: something is missing from it.',
  },
  'printed-seal-missing': {
    zh: '纸面上的封存号{detail}在记录中找不到。',
    en: 'The printed seal {detail} is not found in the record.',
  },
} as const satisfies Record<string, Label>
export type AuditBreakCode = keyof typeof AUDIT_BREAKS

export interface AuditBreak {
  readonly code: AuditBreakCode
  readonly position: number | null
  readonly detail: string | null
}

/** What a check of the record found. */
export interface AuditVerdict {
  readonly ok: boolean
  /** Events in the chain. */
  readonly events: number
  readonly seals: number
  /** Events written a moment ago and not linked yet. */
  readonly waiting: number
  readonly head: { readonly position: number; readonly hash: string } | null
  readonly lastSeal: { readonly position: number; readonly at: string; readonly keyId: string } | null
  /** The first breaks in order; `found` counts all. */
  readonly breaks: readonly AuditBreak[]
  readonly found: number
}

/** The sentence of one break; a moment stands in it as China's clocks showed it. */
export function wordBreak({ code, position, detail }: AuditBreak): Label {
  const at = Instant.safeParse(detail)
  const shown = at.success ? `${dayOf(at.data)} ${timeOf(at.data)}` : (detail ?? '')
  const fill = (text: string): string =>
    text.replaceAll('{position}', String(position ?? '')).replaceAll('{detail}', shown)
  const { zh, en } = AUDIT_BREAKS[code]
  return { zh: fill(zh), en: fill(en) }
}
