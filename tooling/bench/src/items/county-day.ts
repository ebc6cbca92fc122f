import { checkDay } from '../county-day/check-day.ts'
import { playCountyDay } from '../county-day/county-day.ts'
import { figuresOf, sayDay } from '../county-day/say-day.ts'
import type { StageItem } from './item.ts'

/** The demonstration county whole, at the pace of three minutes; the second signal comes when a start is late by the rules. */
const DAY = { schools: 250, mostPupils: 99_999, seconds: 180, secondSignalAfter: 65, boards: true } as const

/** The drill day of the demonstration county from its planning to the receipts, as people and kiosks play it. */
export const countyDay: StageItem = {
  title:
    'the drill day of the demonstration county, by one signal, with cables out and schools that are busy',
  async run({ product }) {
    const day = await playCountyDay(product, DAY)
    const checked = await checkDay(day)
    const figures = figuresOf(day, checked)
    const { lost, twice, refused, receipts, numbers } = checked
    return {
      lines: sayDay(figures),
      data: figures,
      targets: [
        {
          what: 'nothing lost, nothing twice, nothing refused',
          kept: [lost, twice, refused].every(({ length }) => length === 0),
        },
        { what: 'every receipt is that of what the kiosks hold', kept: receipts.length === 0 },
        { what: 'the county’s board says what all facts say', kept: numbers.length === 0 },
      ],
    }
  },
}
