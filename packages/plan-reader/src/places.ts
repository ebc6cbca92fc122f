import { PLACE_ROWS } from './places-data.ts'
import { quotedRanges } from './quotes.ts'

export interface Place {
  readonly code: string
  readonly name: string
}

const SUFFIX = /(?:市|县|区|旗|自治县|自治州|地区|盟)$/

interface Index {
  readonly places: ReadonlyMap<string, readonly Place[]>
  /** The lengths of the names that begin with two letters, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
}

let index: Index | null = null

/** Places by full name and, for prefectures and county-level cities, by the name people use without 市. */
function known(): Index {
  if (index) return index
  const places = new Map<string, Place[]>()
  const lengths = new Map<string, number[]>()
  const add = (name: string, place: Place): void => {
    places.set(name, [...(places.get(name) ?? []), place])
    const head = name.slice(0, 2)
    const sizes = new Set([...(lengths.get(head) ?? []), name.length])
    lengths.set(
      head,
      [...sizes].toSorted((a, b) => b - a),
    )
  }
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
  index = { places, lengths }
  return index
}

/** Words that, behind a bare place name, say that the place owns what is spoken of. */
const OWNED = /^(?:市|县|区)?(?:校园|学校|教育|教体|中小学|学生|师生|各级|各学校|安全生产|消防)/
const AFTER_FULL = /^(?!路|街|大道|籍|人|产|公路|高速)/
/** Names of districts that are common words as well. */
const WORDS = new Set(['新城区', '郊区', '城区', '矿区', '市中区', '城中区', '城关区', '高新区', '开发区'])

export interface PlaceMention {
  readonly place: Place
  readonly candidates: readonly Place[]
  readonly start: number
  readonly end: number
}

/** Places a folded text names: in full (济源市), or bare in front of what they own (济源校园安全). Titles in 《》 are left out. */
export function listPlaces(folded: string): PlaceMention[] {
  const { places, lengths } = known()
  const isQuoted = quotedRanges(folded)
  const mentions: PlaceMention[] = []
  for (let start = 0; start < folded.length; start += 1) {
    for (const length of lengths.get(folded.slice(start, start + 2)) ?? []) {
      const name = folded.slice(start, start + length)
      const candidates = places.get(name)
      const [place] = candidates ?? []
      if (!candidates || !place || WORDS.has(name)) continue
      const behind = folded.slice(start + length, start + length + 8)
      const full = SUFFIX.test(name) || place.code.endsWith('0000')
      const meant = full ? AFTER_FULL.test(behind) && name.length >= 3 : OWNED.test(behind)
      if (!meant || isQuoted(start)) continue
      mentions.push({ place, candidates, start, end: start + length })
      start += length - 1
      break
    }
  }
  return mentions
}

/** True when one place lies in the other or is it: a county and its prefecture are no strangers. */
export function related(a: string, b: string): boolean {
  const trim = (code: string): string => code.replace(/(?:00)+$/, '')
  const [x, y] = [trim(a), trim(b)]
  return x.startsWith(y) || y.startsWith(x)
}
