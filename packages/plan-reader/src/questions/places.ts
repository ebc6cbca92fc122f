import { nodeAt } from '../outline.ts'
import { listPlaces, related, type Place } from '../places.ts'
import { sentenceSpan } from '../sentences.ts'
import type { Question } from '../types.ts'
import { ask, type Reading } from './ask.ts'

/** Sentences that speak of another place because something happened there. */
const HAPPENED = /事故|惨案|案件|教训|地震|疫情/

/** The clause an offset stands in and the rest of its sentence: what happened there is said behind the name. */
function fromClause(folded: string, offset: number): string {
  const { start, end } = sentenceSpan(folded, offset)
  return folded.slice(start + folded.slice(start, offset).lastIndexOf(',') + 1, end)
}

/** An office of a county that is on no list: every other county is another, and any prefecture may be its own. */
const UNLISTED =
  /^[\u4e00-\u9fa5]{1,6}(?:县|市|旗|(?<!高新|开发|经开|新|示范|园|校|学|城|社|景|片|管理)区)(?=教育|教体|人民政府|应急|第|中|实验|20)/

/** Where nobody says whose document it is, the prefecture of the first place it names is taken for home. */
const regionOf = (code: string | undefined): string | null =>
  code === undefined ? null : code.slice(0, 4).padEnd(6, '0')

/** Names of other counties point to text copied from elsewhere. */
export function askAboutPlaces({ text, folded, outline, plan, countyCode }: Reading): Question[] {
  const mentions = listPlaces(folded)
  const issuer = plan.issuer ?? plan.title
  const named = countyCode ?? listPlaces(`${issuer}教育`)[0]?.place.code
  const unlisted = named === undefined && UNLISTED.test(issuer)
  const home = named ?? regionOf(mentions[0]?.place.code)
  if (home === null) return []
  const isHome = ({ code }: Place): boolean => (unlisted ? code.endsWith('00') : related(code, home))
  const asked = new Set<string>()
  return mentions.flatMap(({ place, candidates, start, end }): Question[] => {
    if (candidates.some(isHome) || asked.has(place.name)) return []
    if (start >= outline.tail.start || HAPPENED.test(fromClause(folded, start))) return []
    asked.add(place.name)
    const quote = text.slice(start, Math.min(end + 4, text.length)).split('\n')[0] ?? place.name
    return [
      ask(
        'foreign-place',
        { path: nodeAt(outline.flat, start)?.path ?? null, quote, span: { start, end } },
        `文中出现“${place.name}”，不在本地辖区内，是否为沿用其他文件时遗漏修改？`,
        `“${place.name}” is not in this county: was it left over from another document?`,
      ),
    ]
  })
}
