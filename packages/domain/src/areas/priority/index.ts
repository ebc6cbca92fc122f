import { defineArea } from '../../kernel/area.ts'
import { addDays, type Day } from '../../kernel/day.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { groupBy } from '../list-rules.ts'
import { bullyingSurvey } from './bullying/bullying-survey.ts'
import { caseFile } from './bullying/case-file.ts'
import { committeeList } from './bullying/committee-list.ts'
import { priorityChecklist } from './checklist.ts'
import { buildingSurvey } from './disaster/building-survey.ts'
import { geohazardPoint } from './disaster/geohazard-point.ts'
import { warningLog } from './disaster/warning-log.ts'
import { parentLetter } from './drowning/parent-letter.ts'
import { reminderLog } from './drowning/reminder-log.ts'
import { waterPatrolLog } from './drowning/water-patrol-log.ts'
import { waterSpotList } from './drowning/water-spot-list.ts'
import { lessonLog } from './lesson-log.ts'
import { isSummerHalf, SUMMER_HALF_FROM } from './summer.ts'

const { 'drowning-warning': WARNING, practice: PRACTICE } = DOCUMENTS

/** One key area of the plan with three themes inside it. */
export const priority = defineArea({
  id: 'priority',
  registers: [
    waterSpotList,
    waterPatrolLog,
    parentLetter,
    reminderLog,
    lessonLog,
    committeeList,
    caseFile,
    bullyingSurvey,
    buildingSurvey,
    geohazardPoint,
    warningLog,
  ],
  checklist: priorityChecklist,
  themes: {
    drowning: {
      label: { zh: '防溺水', en: 'Drowning' },
      registers: ['water-spot-list', 'water-patrol-log', 'parent-letter', 'reminder-log', 'lesson-log'],
    },
    bullying: {
      label: { zh: '防欺凌', en: 'Bullying' },
      registers: ['committee-list', 'case-file', 'bullying-survey', 'lesson-log'],
    },
    disaster: {
      label: { zh: '防灾减灾', en: 'Disasters' },
      registers: ['building-survey', 'geohazard-point', 'warning-log', 'lesson-log'],
    },
  },
  cross: {
    'water-not-patrolled': {
      label: { zh: '汛期、高温期水域未按期巡查', en: 'A water was not patrolled in the summer half' },
      severity: 'general',
      remedy: { zh: '组织巡查并登记巡查记录', en: 'Patrol it, and enter the patrol' },
      limits: {
        days: {
          label: { zh: '5月至9月巡查间隔', en: 'Between patrols, May to September' },
          unit: 'day',
          default: 7,
          min: 1,
          max: 31,
        },
      },
      rule: { effectiveFrom: WARNING.from, basis: [cite(WARNING, 'excerpt'), cite(PRACTICE, 'custom')] },
      reads: ['water-spot-list', 'water-patrol-log'],
      /** The whole summer half, so that the last patrol is seen. */
      window: 160,
      among: (books, { today, limits }) => {
        if (!isSummerHalf(today)) return []
        const patrols = groupBy(books['water-patrol-log'], ({ entry }) => entry.spot)
        const begins: Day = `${today.slice(0, 4)}-${SUMMER_HALF_FROM}` as Day
        return books['water-spot-list'].flatMap(({ id, entry }) => {
          const walked = (patrols.get(entry.name) ?? []).map(patrol => patrol.entry.on)
          const latest =
            [...walked.filter(on => on <= today), entry.patrolledOn, begins].sort().at(-1) ?? begins
          const due = addDays(latest, limits.days)
          if (today <= due) return []
          return {
            on: today,
            since: addDays(due, 1),
            records: [id],
            detail: { zh: entry.name, en: entry.name },
          }
        })
      },
    },
    'patrolled-but-not-listed': {
      label: { zh: '巡查的水域不在台账内', en: 'A water that was patrolled is not on the list' },
      severity: 'notice',
      remedy: { zh: '在危险水域台账中补登', en: 'Add it to the hazardous waters' },
      rule: BY_PRACTICE,
      reads: ['water-spot-list', 'water-patrol-log'],
      window: 30,
      among: (books, { today }) => {
        const listed = new Set(books['water-spot-list'].map(({ entry }) => entry.name))
        const strange = books['water-patrol-log'].filter(({ entry }) => !listed.has(entry.spot))
        return [...groupBy(strange, ({ entry }) => entry.spot)].map(([spot, lines]) => ({
          on: today,
          since: lines.map(({ entry }) => entry.on).sort()[0] ?? today,
          records: lines.map(({ id }) => id),
          detail: { zh: spot, en: spot },
        }))
      },
    },
  },
})
