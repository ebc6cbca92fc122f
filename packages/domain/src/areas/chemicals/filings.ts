import { addDays, type Day } from '../../kernel/day.ts'
import type { Recorded, Verdict } from '../../kernel/register.ts'
import { groupBy } from '../list-rules.ts'
import { isDrugPrecursor, type ChemicalClass } from './chemical-class.ts'
import { balanceOf, stockOf, type StockLine } from './stock.ts'

interface Filing {
  readonly kind: 'toxic-permit' | 'precursor-filing' | 'flow-filing' | 'yearly-report' | 'loss-report'
  readonly chemical?: string | undefined
  readonly voucher?: string | undefined
  readonly year?: number | undefined
  readonly filedOn: Day
  readonly validUntil?: Day | undefined
}
interface Purchase extends StockLine {
  readonly voucher: string
}
type Classes = ReadonlyMap<string, ReadonlySet<ChemicalClass>>

const named = ({ on, chemical }: Purchase) => ({ zh: `${on} ${chemical}`, en: `${chemical}, ${on}` })

/** What came in on a day without the permit or the filing that had to be there before it. */
export function findBoughtWithoutFiling(
  ledger: readonly Recorded<Purchase>[],
  filings: readonly Recorded<Filing>[],
  classes: Classes,
): Verdict[] {
  return ledger.flatMap(({ id, entry }) => {
    if (entry.movement !== 'received') return []
    const own = [...(classes.get(entry.chemical) ?? [])]
    const holds = (kind: Filing['kind']) =>
      filings.some(
        ({ entry: filing }) =>
          filing.kind === kind &&
          filing.chemical === entry.chemical &&
          filing.filedOn <= entry.on &&
          (filing.validUntil === undefined || entry.on <= filing.validUntil),
      )
    const lacking =
      (own.includes('toxic') && !holds('toxic-permit')) ||
      (own.some(isDrugPrecursor) && !holds('precursor-filing'))
    return lacking ? [{ on: entry.on, records: [id], detail: named(entry) }] : []
  })
}

/** Purchases of what is highly toxic or an explosive precursor that were not filed within so many days after. */
export function findFiledLate(
  ledger: readonly Recorded<Purchase>[],
  filings: readonly Recorded<Filing>[],
  classes: Classes,
  days: number,
  today: Day,
): Verdict[] {
  return ledger.flatMap(({ id, entry }) => {
    const own = classes.get(entry.chemical)
    const due = addDays(entry.on, days)
    if (entry.movement !== 'received' || today <= due) return []
    if (!own?.has('toxic') && !own?.has('explosive-precursor')) return []
    const filed = filings.some(
      ({ entry: filing }) =>
        filing.kind === 'flow-filing' &&
        filing.chemical === entry.chemical &&
        (filing.voucher === undefined || filing.voucher === entry.voucher) &&
        entry.on <= filing.filedOn &&
        filing.filedOn <= due,
    )
    return filed ? [] : [{ on: addDays(due, 1), records: [id], detail: named(entry) }]
  })
}

/** The year before this one, if drug precursors were kept or moved in it and nobody reported on it by 31 March. */
export function findYearNotReported(
  ledger: readonly Recorded<StockLine>[],
  filings: readonly Recorded<Filing>[],
  classes: Classes,
  today: Day,
): Verdict[] {
  const year = Number(today.slice(0, 4)) - 1
  const since: Day = `${year + 1}-04-01`
  if (today < since || filings.some(({ entry }) => entry.kind === 'yearly-report' && entry.year === year))
    return []
  const first: Day = `${year}-01-01`
  const last: Day = `${year}-12-31`
  const precursors = ledger.filter(
    ({ entry }) => entry.on <= last && [...(classes.get(entry.chemical) ?? [])].some(isDrugPrecursor),
  )
  const kept = [...groupBy(precursors, ({ entry }) => stockOf(entry)).values()].filter(
    lines => lines.some(({ entry }) => entry.on >= first) || balanceOf(lines.map(({ entry }) => entry)) > 0,
  )
  if (kept.length === 0) return []
  const detail = { zh: `${year}年度`, en: `the year ${year}` }
  return [{ on: today, since, records: kept.flat().map(each => each.id), detail }]
}
