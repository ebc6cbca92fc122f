import { addDays } from '@anlan/domain'
import type { School, Writer } from './writer.ts'

export const CHEMICALS_WRONGS = ['enemies-together', 'one-signer', 'count-differs', 'waste-kept'] as const

/** A laboratory's bottles, cabinets and the ledger two people sign. */
export function writeChemicals(school: School, book: Writer, name: () => string): void {
  const { unit, random, today, wrong } = school
  if (!unit.hasLab) return
  const back = (count: number) => addDays(today, -count)
  const [a, b] = [name(), name()]
  const keepers = { keeperA: a, keeperB: b }
  const filedOn = back(70)
  for (const [chemical, cas, classes, nature, cabinet] of [
    ['乙醇', '64-17-5', ['flammable'], 'neutral', '易燃柜'],
    ['硫酸', '7664-93-9', ['drug-precursor-3', 'corrosive'], 'acid', '酸柜'],
    ['氢氧化钠', '1310-73-2', ['corrosive'], 'base', wrong === 'enemies-together' ? '酸柜' : '碱柜'],
  ] as const)
    book.write('chemicals/chemical-list', {
      ...{ name: chemical, cas, classes, nature, cabinet, ...keepers },
      policeFiledOn: chemical === '硫酸' ? filedOn : undefined,
    })
  for (const [cabinet, kind] of [
    ['易燃柜', 'flammable'],
    ['酸柜', 'acid'],
    ['碱柜', 'base'],
  ])
    book.write('chemicals/cabinet-list', {
      ...{ name: cabinet, kind, room: '药品室', locks: 1, keyHolderA: a, keyHolderB: b },
      checkedOn: back(random.between(2, 20)),
    })
  book.write('chemicals/police-filing-list', {
    ...{
      kind: 'precursor-filing',
      chemical: '硫酸',
      filedOn,
      number: `BA-${filedOn.slice(0, 4)}-${random.between(1, 90)}`,
    },
    ...{ handler: a, validUntil: undefined },
  })
  const signed = { signerA: a, signerB: b }
  const issued = random.between(2, 6) * 10
  for (const [chemical, at] of [
    ['硫酸', 0],
    ['乙醇', 1],
  ] as const) {
    book.write('chemicals/double-lock-ledger', {
      ...{ on: back(60), voucher: `R-00${at + 1}`, chemical, movement: 'received', quantity: 500, ...signed },
    })
    book.write('chemicals/double-lock-ledger', {
      ...{ on: back(18), voucher: `L-00${at + 1}`, chemical, movement: 'issued', quantity: issued },
      ...{ purpose: '酸的性质实验', schoolClass: '九（2）班', signerA: a },
      signerB: wrong === 'one-signer' && at === 0 ? a : b,
    })
    book.write('chemicals/stock-take', {
      ...{ on: back(7), chemical, counted: 500 - issued - (wrong === 'count-differs' && at === 0 ? 40 : 0) },
      ...{ counterA: a, counterB: b },
    })
  }
  book.write('chemicals/waste-list', {
    ...{ container: '废液桶1', collector: a, quantity: 1500, voucher: undefined },
    collectedOn: back(wrong === 'waste-kept' ? 400 : random.between(12, 60)),
  })
}
