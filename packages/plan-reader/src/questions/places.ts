import { nodeAt } from '../outline.ts'
import { listPlaces, related } from '../places.ts'
import { sentenceAround } from '../sentences.ts'
import type { Question } from '../types.ts'
import { ask, type Reading } from './ask.ts'

/** Sentences that speak of another place because something happened there. */
const HAPPENED = /事故|惨案|案件|教训|地震|疫情/

/** Where nobody says whose document it is, the prefecture of the first place it names is taken for home. */
const regionOf = (code: string | undefined): string | null =>
  code === undefined ? null : code.slice(0, 4).padEnd(6, '0')

/** Names of other counties point to text copied from elsewhere. */
export function askAboutPlaces({ text, folded, outline, plan, countyCode }: Reading): Question[] {
  const mentions = listPlaces(folded)
  const issuer = plan.issuer ?? plan.title
  const named = countyCode ?? listPlaces(`${issuer}教育`)[0]?.place.code
  const home = named ?? regionOf(mentions[0]?.place.code)
  if (home === null) return []
  const asked = new Set<string>()
  return mentions.flatMap(({ place, candidates, start, end }): Question[] => {
    if (candidates.some(each => related(each.code, home)) || asked.has(place.name)) return []
    if (start >= outline.tail.start || HAPPENED.test(sentenceAround(folded, start))) return []
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
