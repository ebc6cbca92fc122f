import { dayOf, timeOf, wordBreak, type AuditVerdict, type Instant } from '@anlan/domain'
import type { Answer, Sentence } from './command.ts'

/** A verdict about the record for whoever asked: a sentence a break, in both languages; breaks make the exit code 1. */
export function describeVerdict(verdict: AuditVerdict, notes: readonly Sentence[] = []): Answer {
  const { ok, breaks, found } = verdict
  const more = found - breaks.length
  const sentences: Sentence[] = [
    ...breaks.map(each => prefix('✗', wordBreak(each))),
    ...(more > 0 ? [{ zh: `另有 ${more} 处未逐条列出。`, en: `${more} more are not listed.` }] : []),
    describeExtent(verdict),
    ...notes,
  ]
  const answer = { json: verdict, text: sentences.map(({ zh, en }) => `${zh}\n${en}`).join('\n') }
  if (ok) return answer
  return {
    ...answer,
    failed: {
      zh: `审计记录不完整：发现 ${found} 处问题。`,
      en: `The record is not whole: ${found} break${found === 1 ? '' : 's'} found.`,
    },
  }
}

const prefix = (sign: string, { zh, en }: Sentence): Sentence => ({ zh: `${sign} ${zh}`, en: `  ${en}` })

/** How much was checked, and the last seal, which somebody may compare with one he kept. */
function describeExtent({ ok, events, seals, waiting, lastSeal }: AuditVerdict): Sentence {
  const at = lastSeal?.at as Instant | undefined
  const moment = at ? `${dayOf(at)} ${timeOf(at)}` : ''
  const [whole, is] = ok ? ['审计记录完整：', 'The record is whole:'] : ['共核验：', 'Checked:']
  return {
    zh: [
      `${whole}${events} 条记录，${seals} 次封存`,
      ...(lastSeal ? [`最近一次在 ${moment}，到第 ${lastSeal.position} 条，密钥 ${lastSeal.keyId}`] : []),
      ...(waiting > 0 ? [`另有 ${waiting} 条等待入链`] : []),
    ]
      .join('，')
      .concat('。'),
    en: [
      `${is} ${events} events, ${seals} seals`,
      ...(lastSeal
        ? [`the last at ${moment} (China), event ${lastSeal.position}, key ${lastSeal.keyId}`]
        : []),
      ...(waiting > 0 ? [`${waiting} more wait to be linked`] : []),
    ]
      .join('; ')
      .concat('.'),
  }
}
