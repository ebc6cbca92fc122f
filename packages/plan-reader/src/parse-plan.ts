import { readAreas } from './areas.ts'
import { listDates, writtenYear } from './dates.ts'
import { readDeadlines } from './deadlines.ts'
import { fold } from './fold.ts'
import { headingDates } from './heading-dates.ts'
import { splitLines } from './lines.ts'
import { restoreLines } from './lost-lines.ts'
import { readMetadata, type Metadata } from './metadata.ts'
import { readOutline } from './outline.ts'
import { readPhases } from './phases.ts'
import { listQuestions } from './questions/list-questions.ts'
import { readTasks } from './tasks.ts'
import type { ParsedPlan } from './types.ts'
import { readWindow } from './window.ts'
import { resolveDates, type Anchor } from './years.ts'

export interface ReadOptions {
  /** Six-digit division code of the county that reads; without it the issuing office tells where home is. */
  readonly countyCode?: string
}

/**
 * Reads an official document: outline, phases, deadlines, areas, tasks, and the questions its author must
 * answer. It never corrects the text and never invents: what the text does not say stays null.
 */
export function parsePlan(text: string, options: ReadOptions = {}): ParsedPlan {
  const folded = restoreLines(fold(text))
  const outline = readOutline(text, folded)
  const { flat, roots, preamble, tail } = outline
  const { titleLines, issueYear, ...metadata } = readMetadata(text, folded, splitLines(folded), outline)
  const dates = listDates(folded, metadata.issuedOn)
  const anchor = anchorOf(metadata, issueYear)
  const resolved = resolveDates(dates, flat, anchor)
  const headings = headingDates(folded, dates)
  const read = readPhases({ flat, folded, dates, resolved, headings })
  const phases = read.map(each => each.phase)
  const window = readWindow({ flat, folded, dates, resolved, phases: read, preamble, titleLines })
  const deadlines = readDeadlines({
    ...{ flat, text, folded, dates, resolved, phases: read },
    ...{ issuedOn: metadata.issuedOn, bodyEnd: tail.start },
  })
  const areas = readAreas(flat)
  const tasks = readTasks({ text, folded, flat, phases, deadlines, areas })
  const year =
    anchor.titleYear ?? anchor.issueYear ?? yearOf(window?.from ?? window?.to ?? phases[0]?.to ?? null)
  const written = dates.find(date => !date.quoted && writtenYear(date) !== null)
  const plan = {
    ...{ ...metadata, year: year ?? (written ? writtenYear(written) : null), window },
    ...{ outline: roots, phases, deadlines, areas, tasks, preamble, tail },
  }
  const questions = listQuestions({
    ...{ text, folded, outline, dates, resolved, headings, plan },
    countyCode: options.countyCode ?? null,
  })
  return { ...plan, questions }
}

const yearOf = (day: string | null): number | null =>
  day !== null && !day.startsWith('?') ? Number(day.slice(0, 4)) : null

/** 2024—2025学年, 2024学年: a school year, called by the year it begins in. */
const SCHOOL_YEAR = /(?<!\d)(20\d{2})\s*(?:年?\s*[-~至到]\s*20\d{2}\s*)?(?:学年)/

/** The year a title names (2021年度, 2021年); of several, as in 2022—2024年, the one it was issued in, else the first. */
function anchorOf(metadata: Pick<Metadata, 'title' | 'issuedOn'>, written: number | null): Anchor {
  const issueYear = yearOf(metadata.issuedOn) ?? written
  const years = [
    ...fold(metadata.title).matchAll(/(?<!\d)(20\d{2})(?=\s*(?:年|学年|[-~至到]))|(?<=\d[-~至到])(20\d{2})/g),
  ].map(match => Number(match[1] ?? match[2]))
  const [first = null] = years
  const several = years.some(year => year !== first)
  const inside =
    several && issueYear !== null && first !== null && issueYear >= first && issueYear <= Math.max(...years)
  const school = SCHOOL_YEAR.exec(fold(metadata.title))
  const schoolYear = school ? Number(school[1]) : null
  const second =
    schoolYear !== null && (issueYear === schoolYear + 1 || /第二学期|春季|下学期/.test(metadata.title))
  return {
    titleYear: second ? schoolYear + 1 : inside ? issueYear : first,
    ...{ issuedOn: metadata.issuedOn, issueYear, schoolYear },
  }
}
