import { sayDay, type Label } from '../../kernel/label.ts'
import type { Day } from '../../kernel/day.ts'
import type { Cluster } from './clusters.ts'

/** Signs that go together, so that cases with like signs are counted together. */
export const SYNDROMES = {
  fever: { zh: '发热、呼吸道症状', en: 'Fever or cough' },
  stomach: { zh: '腹泻、呕吐', en: 'Diarrhoea or vomiting' },
  rash: { zh: '皮疹、疱疹', en: 'Rash or blisters' },
  eyes: { zh: '红眼', en: 'Red eyes' },
  glands: { zh: '腮腺肿大', en: 'Swollen glands' },
  jaundice: { zh: '黄疸', en: 'Jaundice' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Label>
export type Syndrome = keyof typeof SYNDROMES

/** What a report says of a case; no name is among it. */
export interface ReportedCase {
  readonly on: Day
  readonly pupil: string
  readonly seenDoctor: boolean
  readonly infectious: 'no' | 'suspected' | 'confirmed'
  readonly returnedOn?: Day | undefined
}

/** Cases a day, in the order of the days: 9月1日2例、9月2日3例. */
function perDay(cases: readonly ReportedCase[]): Label {
  const counts = new Map<Day, number>()
  for (const { on } of cases) counts.set(on, (counts.get(on) ?? 0) + 1)
  const rows = [...counts].map(([day, count]) => ({ day: sayDay(day), count }))
  return {
    zh: rows.map(({ day, count }) => `${day.zh}${count}例`).join('、'),
    en: rows.map(({ day, count }) => `${day.en}: ${count}`).join(', '),
  }
}

/**
 * A report to the health authority and the bureau, drafted from what is in the register. It counts pupils and names none;
 * what the register does not know is left open for a person to fill in.
 */
export function draftReport<C extends ReportedCase>(
  place: Label,
  syndrome: Syndrome,
  { cases, from, to }: Cluster<C>,
): Label {
  const pupils = new Set(cases.map(({ pupil }) => pupil)).size
  const count = (holds: (each: C) => boolean) => new Set(cases.filter(holds).map(({ pupil }) => pupil)).size
  const seen = count(each => each.seenDoctor)
  const infectious = count(each => each.infectious !== 'no')
  const back = count(each => each.returnedOn !== undefined)
  const [days, first, last, signs] = [perDay(cases), sayDay(from), sayDay(to), SYNDROMES[syndrome]]
  const span =
    from === to
      ? { zh: first.zh, en: first.en }
      : { zh: `${first.zh}至${last.zh}`, en: `${first.en} to ${last.en}` }
  return {
    zh:
      `报告稿：${span.zh}，我校${place.zh}发现症状相似（${signs.zh}）的学生${pupils}人，` +
      `按发病日期为：${days.zh}。已就诊${seen}人，疑似或确诊传染病${infectious}人，已返校${back}人。` +
      `共同就餐或接触情况：____。已采取的措施：____。报告人：____，电话：____。`,
    en:
      `Draft report: ${span.en}, ${place.en}: ${pupils} pupils with like signs (${signs.en}), ` +
      `by day of onset ${days.en}. Seen by a doctor: ${seen}; suspected or confirmed infections: ${infectious}; ` +
      `back at school: ${back}. Meals or contacts in common: ____. Measures taken: ____. ` +
      `Reported by: ____, telephone: ____.`,
  }
}
