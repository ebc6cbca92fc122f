import { addDays } from '@anlan/domain'
import type { School, Writer } from './writer.ts'

export const SURROUNDINGS_WRONGS = ['answer-overdue', 'net-cafe', 'survey-overdue', 'not-referred'] as const

/** What lies around a school, what was passed on to the department that can act, and what was done together. */
export function writeSurroundings(school: School, book: Writer): void {
  const { unit, place, random, today, wrong, staff } = school
  const back = (count: number) => addDays(today, -count)
  const surveyedOn = back(random.between(10, 120))
  const points = [
    ['校门口早点摊', 'vendor', '正门东侧', 25],
    ['便民文具店', 'bookstall', '正门对面', 60],
    [`${place}路口`, 'road', '正门外路口', 15],
    ['百姓超市', 'food-shop', '南侧街道', 140],
  ] as const
  for (const [at, [name, kind, where, distance]] of points.slice(0, unit.pupils > 200 ? 4 : 2).entries())
    book.write('surroundings/surroundings-point-list', {
      ...{ name, kind, place: where, distance, problems: [] },
      surveyedOn: wrong === 'survey-overdue' && at === 0 ? back(220) : surveyedOn,
    })
  if (wrong === 'net-cafe')
    book.write('surroundings/surroundings-point-list', {
      ...{ name: '蓝海网咖', kind: 'net-cafe', place: '西侧商业街', distance: 160, problems: [], surveyedOn },
    })
  const lead = {
    ...{ point: '校门口早点摊', problem: 'unlicensed', description: '放学时段占道经营，影响学生通行。' },
    ...{ interimControl: '放学时段增设护学岗', department: 'city-management' },
    referralBasis: '城管部门负责占道、流动摊贩管理',
  }
  const number = `安教体函〔${today.slice(0, 4)}〕${random.between(3, 60)}号`
  if (wrong === 'not-referred')
    book.write('surroundings/problem-lead', {
      ...{
        ...lead,
        foundOn: back(9),
        department: undefined,
        referredOn: undefined,
        referralNumber: undefined,
      },
      answerDueOn: undefined,
    })
  else if (wrong === 'answer-overdue')
    book.write('surroundings/problem-lead', {
      ...{ ...lead, foundOn: back(30), referredOn: back(28), referralNumber: number, answerDueOn: back(6) },
    })
  else if (random.chance(0.5))
    book.write('surroundings/problem-lead', {
      ...{ ...lead, foundOn: back(50), referredOn: back(48), receivedOn: back(47), referralNumber: number },
      ...{ answerDueOn: back(28), answeredOn: back(32), answerNumber: '安城管复〔2026〕5号' },
      ...{ outcome: 'dealt-with', closedOn: back(30) },
    })
  else if (random.chance(0.4))
    book.write('surroundings/problem-lead', {
      ...{ ...lead, foundOn: back(8), referredOn: back(6), referralNumber: number },
      answerDueOn: addDays(today, random.between(2, 12)),
    })
  book.write('surroundings/joint-action', {
    ...{ on: back(random.between(10, 100)), schoolContact: staff[1]?.name ?? staff[0]?.name },
  })
}
