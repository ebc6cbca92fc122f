import { defineArea } from '../../kernel/area.ts'
import { cite } from '../../kernel/rule.ts'
import { DOCUMENTS } from '../documents.ts'
import { chemicalList } from './chemical-list.ts'
import { doubleLockLedger } from './double-lock-ledger.ts'

const { 'chemicals-regulation': REGULATION } = DOCUMENTS

export const chemicals = defineArea({
  id: 'chemicals',
  registers: [chemicalList, doubleLockLedger],
  cross: {
    'moved-but-not-listed': {
      label: { zh: '台账中的药品不在清单内', en: 'A chemical in the ledger is not on the list' },
      severity: 'general',
      remedy: { zh: '在清单中补登该药品', en: 'Add the chemical to the list' },
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '25')] },
      reads: ['chemical-list', 'double-lock-ledger'],
      window: 'all',
      among: (books, { today }) => {
        const listed = new Set(books['chemical-list'].flatMap(({ entry }) => [entry.name, entry.alias]))
        const strange = books['double-lock-ledger'].filter(({ entry }) => !listed.has(entry.chemical))
        const names = [...new Set(strange.map(({ entry }) => entry.chemical))]
        return names.map(name => {
          const lines = strange.filter(({ entry }) => entry.chemical === name)
          const since = lines.map(({ entry }) => entry.on).sort()[0] ?? today
          return { on: today, since, records: lines.map(each => each.id), detail: { zh: name, en: name } }
        })
      },
    },
  },
})
