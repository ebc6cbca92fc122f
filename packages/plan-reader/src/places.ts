import { PLACE_ROWS } from './places-data.ts'

export interface Place {
  readonly code: string
  readonly name: string
}

const SUFFIX = /(?:市|县|区|旗|自治县|自治州|地区|盟)$/

let index: Map<string, Place[]> | null = null

/** Places by full name and, for prefectures and county-level cities, by the name people use without 市. */
function places(): Map<string, Place[]> {
  if (index) return index
  const found = new Map<string, Place[]>()
  const add = (name: string, place: Place): void => void found.set(name, [...(found.get(name) ?? []), place])
  for (const row of PLACE_ROWS) {
    const [head = '', items = ''] = row.split(':')
    const province = head.slice(0, 2)
    add(head.slice(2), { code: `${province}0000`, name: head.slice(2) })
    for (const item of items.split(',')) {
      const place = { code: province + item.slice(0, 4), name: item.slice(4) }
      if (place.name.length < 2) continue
      add(place.name, place)
      const bare = place.name.replace(/市$/, '')
      if (bare !== place.name && bare.length >= 2) add(bare, place)
    }
  }
  index = found
  return found
}

/** Words that, behind a bare place name, say that the place owns what is spoken of. */
const OWNED = /^(?:市|县|区)?(?:校园|学校|教育|教体|中小学|学生|师生|各级|各学校|安全生产|消防)/
const AFTER_FULL = /^(?!路|街|大道|籍|人|产|公路|高速)/
const LONGEST = 12

export interface PlaceMention {
  readonly place: Place
  readonly candidates: readonly Place[]
  readonly start: number
  readonly end: number
}

/** Places a folded text names: in full (济源市), or bare in front of what they own (济源校园安全). Titles in 《》 are left out. */
export function listPlaces(folded: string): PlaceMention[] {
  const known = places()
  const quoted = quotedRanges(folded)
  const mentions: PlaceMention[] = []
  for (let start = 0; start < folded.length; start += 1) {
    if (!/[\u4e00-\u9fff]/.test(folded.charAt(start))) continue
    for (let length = Math.min(LONGEST, folded.length - start); length >= 2; length -= 1) {
      const name = folded.slice(start, start + length)
      const candidates = known.get(name)
      const [place] = candidates ?? []
      if (!candidates || !place) continue
      const behind = folded.slice(start + length, start + length + 8)
      const full = SUFFIX.test(name) || place.code.endsWith('0000')
      const meant = full ? AFTER_FULL.test(behind) && name.length >= 3 : OWNED.test(behind)
      if (!meant || quoted.some(range => range.start <= start && start < range.end)) continue
      mentions.push({ place, candidates, start, end: start + length })
      start += length - 1
      break
    }
  }
  return mentions
}

const quotedRanges = (folded: string): { start: number; end: number }[] =>
  [...folded.matchAll(/《[^《》]{1,120}》/g)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
  }))

/** True when one place lies in the other or is it: a county and its prefecture are no strangers. */
export function related(a: string, b: string): boolean {
  const trim = (code: string): string => code.replace(/(?:00)+$/, '')
  const [x, y] = [trim(a), trim(b)]
  return x.startsWith(y) || y.startsWith(x)
}
