import type { DateExpression } from './dates.ts'
import type { OutlineNode } from './types.ts'

/** The bracket with the days, and what is run on behind it. */
const IN_BRACKETS = /[（(][^（）()]*(?:[\d０-９]|月|年|即日|时间|时限)[^（）()]*(?:[）)].*)?$/
export const BULLET = /^[◆●■▲★※◎□○·•➢➤►\-*\s]+/
/** …为宣传发动阶段, …(自查自纠阶段): the name behind the date it is for. */
const BEHIND = /^[\s,、:]*(?:为|是)?\s*\(?\s*([^,。;:()\d]{2,20}?阶段)/
const LONGEST_BEHIND = 32
/** 3月1日—3月10日,动员部署。 */
const BESIDE = /^[\s,、:]+([^,。;:()\d\s]{2,12})(?=[,。;:(\s]|$)/

/** The name a text gives behind a date; null when it gives none there. */
export const nameBehind = (folded: string, date: DateExpression): string | null =>
  BEHIND.exec(folded.slice(date.end, date.end + LONGEST_BEHIND))?.[1]?.trim() ?? null

/** The few words beside a date that leads: 3月1日—3月10日,动员部署。 */
export const nameBeside = (folded: string, date: DateExpression): string | null =>
  BESIDE.exec(folded.slice(date.end, date.end + LONGEST_BEHIND))?.[1] ?? null

/** 动员部署阶段 of 动员部署阶段（3月1日—3月10日）, of 3月1日至3月10日为动员部署阶段, of 3月1日-3月10日（动员部署阶段）. */
export function phaseName(
  node: OutlineNode,
  date: DateExpression | null,
  folded: string,
  bodyStart: number,
): string {
  const leads = date !== null && folded.slice(bodyStart, date.start).replace(/[从自于在\s]/g, '') === ''
  const behind = leads ? nameBehind(folded, date) : null
  if (behind !== null && node.kind !== 'stage') return behind
  const name = clean(node.title)
  if (node.kind !== 'stage') {
    return name === '' ? ((leads ? nameBeside(folded, date) : null) ?? node.marker) : name
  }
  return name === '' || /^(?:[\d０-９于从为是]|自(?![查我纠改主检]))/.test(name)
    ? node.marker
    : `${node.marker} ${name}`
}

/** A title is the document's own text, so its figures may be full-width. */
const clean = (title: string): string =>
  title
    .replace(BULLET, '')
    .replace(IN_BRACKETS, '')
    .replace(/[:：].*$/, '')
    .replace(/(?:从|自|于)?\s*[\d０-９]{4}\s*年.*$/, '')
    .replace(/(?:从|自|于)?\s*[\d０-９]{1,2}\s*月.*$/, '')
    .replace(/(?:从|自)?即日.*$/, '')
    .replace(/[，,、]?(?:起止|活动)?(?:时间|时限)(?:安排)?[为是]?$/, '')
    .replace(/[（(,，、\s]+$/, '')
    .trim()
