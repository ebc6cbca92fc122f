import type { Question } from '../types.ts'
import type { Reading } from './ask.ts'
import { askAboutCounts } from './counts.ts'
import { askAboutDates } from './dates.ts'
import { askAboutEnd, askAboutHead } from './head.ts'
import { askAboutHeadings, askAboutNumbering } from './numbering.ts'
import { askAboutPlaces } from './places.ts'
import { askAboutDeadlines, askAboutPhases, askAboutYears } from './time.ts'

/** What a careful clerk would ask the author before anybody acts on the plan. */
export const listQuestions = (reading: Reading): Question[] =>
  [
    ...[askAboutHead, askAboutPlaces, askAboutPhases, askAboutDeadlines, askAboutYears, askAboutDates],
    ...[askAboutNumbering, askAboutHeadings, askAboutCounts, askAboutEnd],
  ].flatMap(about => about(reading))
