import { defineArea } from '../../kernel/area.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { DOCUMENTS } from '../documents.ts'
import { busLedger } from './bus-ledger.ts'
import { tripLog } from './trip-log.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', number)],
})

export const bus = defineArea({
  id: 'bus',
  registers: [busLedger, tripLog],
  cross: {
    overloaded: {
      label: { zh: '校车超员', en: 'The bus was overloaded' },
      severity: 'major',
      remedy: { zh: '立即停止超员，调整车次', en: 'Stop at once and arrange more trips' },
      rule: article('34'),
      reads: ['bus-ledger', 'trip-log'],
      window: 30,
      /** Driver and attendant sit in the bus too. */
      among: books => {
        const loads = new Map(
          books['bus-ledger'].map(({ id, entry }) => [entry.plate, { id, load: entry.ratedLoad }]),
        )
        return books['trip-log'].flatMap(({ id, entry }) => {
          const rated = loads.get(entry.plate)
          const aboard = entry.boarded + 1 + (entry.attendant === undefined ? 0 : 1)
          if (!rated || aboard <= rated.load) return []
          const detail = {
            zh: `${entry.plate}：核载${rated.load}人，实载${aboard}人`,
            en: `${entry.plate}: rated for ${rated.load}, carried ${aboard}`,
          }
          return { on: entry.on, records: [id, rated.id], detail }
        })
      },
    },
    'trip-without-plaque': {
      label: { zh: '无有效标牌的车辆接送学生', en: 'A trip by a bus without a valid plaque' },
      severity: 'major',
      remedy: { zh: '立即停用该车，不得接送学生', en: 'Stop using the vehicle at once' },
      rule: article('18'),
      reads: ['bus-ledger', 'trip-log'],
      window: 30,
      among: books => {
        const buses = new Map(books['bus-ledger'].map(each => [each.entry.plate, each]))
        return books['trip-log'].flatMap(({ id, entry }) => {
          const known = buses.get(entry.plate)
          if (known && entry.on <= known.entry.plaqueUntil) return []
          const records = known ? [id, known.id] : [id]
          return { on: entry.on, records, detail: { zh: entry.plate, en: entry.plate } }
        })
      },
    },
  },
})
