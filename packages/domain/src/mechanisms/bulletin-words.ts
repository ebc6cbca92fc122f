import { shareOf, showRate, showShare } from '../kernel/indicator.ts'
import { findIndicator } from '../indicators/index.ts'
import type { BulletinFigure, BulletinRow, BulletinText } from './bulletin.ts'

const NAMED = 3

/** How somebody moved since the last bulletin, in words: an arrow and a colour alone tell nobody on paper anything. */
export function movedWords(moved: number | null): { zh: string; en: string } {
  if (moved === null) return { zh: '—', en: '—' }
  if (moved === 0) return { zh: '持平', en: 'unchanged' }
  const places = Math.abs(moved)
  return moved > 0
    ? { zh: `上升${places}位`, en: `up ${places}` }
    : { zh: `下降${places}位`, en: `down ${places}` }
}

const named = (rows: readonly BulletinRow[]): string =>
  rows.map(row => `${row.name}（${showShare(row)}）`).join('、')

/**
 * The paragraphs of praise and of criticism as the figures say them, one sentence a rate. Where all stand alike nobody is
 * named: there is nothing to praise or to blame.
 */
export function draftBulletinText(
  figures: readonly BulletinFigure[],
): Pick<BulletinText, 'praise' | 'criticism'> {
  const [praise, criticism]: [string[], string[]] = [[], []]
  for (const { indicator, rows } of figures) {
    const words = findIndicator(indicator)
    const ranked = rows.filter(({ place }) => place !== null)
    const [best, worst] = [ranked[0], ranked.at(-1)]
    if (!words || !best || !worst || shareOf(best) === shareOf(worst)) continue
    // Whoever stands as well as the last of the best, or as badly as the first of the worst, is not passed over.
    const leading = ranked.filter(({ place }) => place !== null && place <= NAMED).slice(0, NAMED * 2)
    const rest = ranked.filter(row => !leading.includes(row))
    const trailing = rest.slice(-NAMED)
    praise.push(`${words.label.zh}：${named(leading)}居前。`)
    if (trailing.length > 0) criticism.push(`${words.label.zh}：${named(trailing)}靠后。`)
    const risen = ranked.filter(({ moved }) => moved !== null && moved >= NAMED).slice(0, NAMED)
    const fallen = ranked.filter(({ moved }) => moved !== null && moved <= -NAMED).slice(0, NAMED)
    if (risen.length > 0) praise.push(`与上期相比，${risen.map(moves).join('、')}。`)
    if (fallen.length > 0) criticism.push(`与上期相比，${fallen.map(moves).join('、')}。`)
  }
  return { praise: praise.join('\n'), criticism: criticism.join('\n') }
}

const moves = ({ name, moved }: BulletinRow): string => `${name}${movedWords(moved).zh}`

/** One sentence on the county as a whole. */
export function countySentence({ indicator, county, was }: BulletinFigure): string {
  const label = findIndicator(indicator)?.label.zh ?? indicator
  const now = shareOf(county)
  if (now === null) return `${label}：本期没有可统计的对象。`
  const last = was === null ? null : shareOf(was)
  const points = last === null ? null : Math.round((now - last) * 1000) / 10
  const change =
    points === null
      ? ''
      : points === 0
        ? '，与上期持平'
        : `，比上期${points > 0 ? '上升' : '下降'}${Math.abs(points)}个百分点`
  return `全县${label}${showRate(county, 'zh')}${change}。`
}
