import { defineArea } from '../../kernel/area.ts'
import { priorityChecklist } from './checklist.ts'
import { buildingSurvey } from './disaster/building-survey.ts'
import { parentLetter } from './drowning/parent-letter.ts'
import { waterSpotList } from './drowning/water-spot-list.ts'

/** One key area of the plan with three themes inside it. */
export const priority = defineArea({
  id: 'priority',
  registers: [waterSpotList, parentLetter, buildingSurvey],
  checklist: priorityChecklist,
  themes: {
    drowning: { label: { zh: '防溺水', en: 'Drowning' }, registers: ['water-spot-list', 'parent-letter'] },
    bullying: { label: { zh: '防欺凌', en: 'Bullying' }, registers: [] },
    disaster: { label: { zh: '防灾减灾', en: 'Disasters' }, registers: ['building-survey'] },
  },
})
