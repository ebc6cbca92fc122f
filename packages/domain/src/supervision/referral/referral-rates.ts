import { dayOf, daysBetween } from '../../kernel/day.ts'
import { defineIndicator, type Rate } from '../../kernel/indicator.ts'
import type { Referral } from './referral.ts'

type Sent = Pick<Referral, 'sent' | 'reply' | 'state'>

/** Letters that went out and were not taken back. */
const counted = (referrals: readonly Sent[]): Sent[] =>
  referrals.filter(({ sent, state }) => sent !== null && state !== 'withdrawn')

/** How many of the letters sent to other departments were answered (FACTS 9: 移送回复率). */
export const referralsAnswered = defineIndicator({
  id: 'referrals-answered',
  label: { zh: '移送回复率', en: 'Referrals answered' },
  numerator: { zh: '已回函的移送', en: 'Referrals answered' },
  denominator: { zh: '已发出的移送（撤回的除外）', en: 'Referrals sent, those withdrawn left out' },
  better: 'higher',
  count: (referrals: readonly Sent[]) => ({
    numerator: counted(referrals).filter(({ reply }) => reply !== null).length,
    denominator: counted(referrals).length,
  }),
})

/** Days from sending to answer, all together, over the letters answered (FACTS 8: 平均办理天数). Nothing answered is no zero. */
export function referralDays(referrals: readonly Sent[]): Rate {
  const answered = counted(referrals).flatMap(({ sent, reply }) => (sent && reply ? [{ sent, reply }] : []))
  return {
    numerator: answered.reduce(
      (sum, { sent, reply }) => sum + daysBetween(dayOf(sent.at), dayOf(reply.at)),
      0,
    ),
    denominator: answered.length,
  }
}

/** The same as a rate that is shown with the others: a mean, and no share. */
export const referralAnswerDays = defineIndicator({
  id: 'referral-answer-days',
  label: { zh: '移送平均回复天数', en: 'Mean days until an answer' },
  numerator: { zh: '已回函的移送从发函到回函的天数之和', en: 'Days from sending to answer, added up' },
  denominator: { zh: '已回函的移送', en: 'Referrals answered' },
  better: 'lower',
  meanIn: { zh: '天', en: 'days' },
  count: referralDays,
})
