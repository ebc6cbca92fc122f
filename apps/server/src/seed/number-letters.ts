import type { Day, Instant, Letter, Unit } from '@anlan/domain'
import type { Person } from '@anlan/seed'
import type { DocumentNumbersTable } from '../papers/numbers/document-numbers.table.ts'

/** Letters as one unit issued them at once. */
interface Issued {
  readonly unit: Pick<Unit, 'id' | 'kind' | 'name'>
  readonly by: Person
  readonly letters: readonly Letter[]
}

/** What an office shortens in a school's name: 望澜镇中心小学 numbers its letters 望澜中小责. */
const SHORTENED = [
  [/^安澜县|镇|乡|（民办）|第/g, ''],
  [/中心(?=小学|幼儿园)/, '中'],
  [/职业中等专业学校$/, '职专'],
  [/特殊教育学校$/, '特校'],
  [/托管服务中心$/, '托'],
  [/小学$/, '小'],
  [/中学$/, '中'],
  [/幼儿园$/, '幼'],
  [/学校$/, '校'],
] as const

/** The office mark (机关代字) under which a unit of the demonstration county issues letters of responsibility. */
export const markOf = ({ kind, name }: Issued['unit']): string =>
  kind === 'bureau' ? '安教责' : `${SHORTENED.reduce((short, [long, by]) => short.replace(long, by), name)}责`

/** Numbers letters as the system does: each unit in a series of its own, one after the other over all it issued. Gives the lines of the register of numbers. */
export function numberLetters(
  issued: readonly Issued[],
  issuedOn: Day,
): Omit<DocumentNumbersTable, 'paper'>[] {
  const year = Number(issuedOn.slice(0, 4))
  const given_at: Instant = `${issuedOn}T04:00:00.000Z`
  return [...Map.groupBy(issued, ({ unit }) => unit.id).values()].flatMap(of =>
    of
      .flatMap(({ unit, by, letters }) => letters.map(letter => ({ unit, by, letter })))
      .map(({ unit, by, letter }, at) => {
        const [office, serial] = [markOf(unit), at + 1]
        letter.documentNumber = `${office}〔${year}〕${serial}号`
        return {
          ...{ unit_id: unit.id, office, year, serial, subject_kind: 'letter', subject_id: letter.id },
          ...{ given_at, given_by: by.id, given_by_name: by.name },
        }
      }),
  )
}
