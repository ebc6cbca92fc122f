import { readAreas } from './areas.ts'
import { listDates, writtenYear } from './dates.ts'
import { readDeadlines } from './deadlines.ts'
import { fold } from './fold.ts'
import { splitLines } from './lines.ts'
import { readMetadata } from './metadata.ts'
import { readOutline } from './outline.ts'
import { readPhases, readWindow } from './phases.ts'
import { listQuestions } from './questions.ts'
import { readTasks } from './tasks.ts'
import type { ParsedPlan } from './types.ts'

export interface ReadOptions {
  /** Six-digit division code of the county that reads; without it the issuing office tells where home is. */
  readonly countyCode?: string
}

/**
 * Reads an official document: outline, phases, deadlines, areas, tasks, and the questions its author must
 * answer. It never corrects the text and never invents: what the text does not say stays null.
 */
export function parsePlan(text: string, options: ReadOptions = {}): ParsedPlan {
  const folded = fold(text)
  const outline = readOutline(text, folded)
  const { flat, roots, preamble, tail } = outline
  const metadata = readMetadata(text, folded, splitLines(folded), preamble)
  const dates = listDates(folded)
  const titleYear = yearIn(metadata.title)
  const issueYear = metadata.issuedOn ? Number(metadata.issuedOn.slice(0, 4)) : null
  const fallback = titleYear ?? issueYear
  const phases = readPhases(flat, folded, dates, fallback)
  const window = readWindow(flat, folded, dates, phases, fallback)
  const deadlines = readDeadlines(flat, text, folded, dates, phases, fallback, tail.start)
  const areas = readAreas(flat)
  const tasks = readTasks({ text, folded, flat, phases, deadlines, areas })
  const year = fallback ?? dates.map(writtenYear).find(each => each !== null) ?? null
  const plan = { ...metadata, year, window, outline: roots, phases, deadlines, areas, tasks, preamble, tail }
  const questions = listQuestions({
    text,
    folded,
    outline,
    dates,
    fallback,
    plan,
    countyCode: options.countyCode ?? null,
  })
  return { ...plan, questions }
}

/** The year a title names: 2021年度, 2021年. */
function yearIn(title: string): number | null {
  const years = [...fold(title).matchAll(/(?<!\d)(20\d{2})\s*(?:-\s*20\d{2}\s*)?(?:年|学年)/g)].map(match =>
    Number(match[1]),
  )
  return years[0] ?? null
}
