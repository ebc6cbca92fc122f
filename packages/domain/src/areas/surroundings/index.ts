import { defineArea } from '../../kernel/area.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { surroundingsChecklist } from './checklist.ts'
import { jointAction } from './joint-action.ts'
import { problemLead } from './problem-lead.ts'
import { surroundingsPointList } from './surroundings-point-list.ts'

export const surroundings = defineArea({
  id: 'surroundings',
  registers: [surroundingsPointList, problemLead, jointAction],
  checklist: surroundingsChecklist,
  cross: {
    'problem-without-lead': {
      label: { zh: '点位有问题但未登记线索', en: 'A point has a problem and there is no lead' },
      severity: 'general',
      remedy: { zh: '登记问题线索并移送', en: 'Enter a lead and refer it' },
      rule: BY_PRACTICE,
      reads: ['surroundings-point-list', 'problem-lead'],
      window: 'all',
      among: (books, { today }) => {
        const followed = new Set(books['problem-lead'].map(({ entry }) => `${entry.point} ${entry.problem}`))
        return books['surroundings-point-list'].flatMap(({ id, entry }) => {
          const loose = entry.problems.some(problem => !followed.has(`${entry.name} ${problem}`))
          if (!loose) return []
          const detail = { zh: entry.name, en: entry.name }
          return { on: today, since: entry.surveyedOn, records: [id], detail }
        })
      },
    },
  },
})
