import { AREA_IDS, type AreaId } from '../areas/area-id.ts'
import type { Label } from '../kernel/label.ts'
import { ADMINISTRATION_POSTS, PARTY_POSTS, type PostId } from '../organisation/post.ts'
import { isSchool, type Unit } from '../organisation/unit.ts'
import { postsOf, type Duty } from './duty.ts'
import { isSinglePost } from './letter-batch.ts'
import { concernsUnit } from './model-duties.ts'

type Features = Pick<Unit, 'boarding' | 'hasBus' | 'hasCanteen' | 'hasLab'>

/** How an area stands at a school: owned by somebody, on a post nobody holds, with no duty at all, or no concern of the school. */
export const AREA_COVERAGE = {
  owned: { zh: '有人负责', en: 'Owned' },
  vacant: { zh: '岗位空缺', en: 'Post vacant' },
  unowned: { zh: '无人负责', en: 'Nobody answers' },
  'not-concerned': { zh: '不涉及', en: 'Not concerned' },
} as const satisfies Record<string, Label>
export type AreaCoverage = keyof typeof AREA_COVERAGE

/** `areas` holds how many people answer for each area that a duty names; zero where the posts are vacant. */
export function areaCoverageAt(
  school: Features & { readonly areas: Readonly<Partial<Record<AreaId, number>>> },
  area: AreaId,
): AreaCoverage {
  if (!concernsUnit(area, school)) return 'not-concerned'
  const holders = school.areas[area]
  return holders === undefined ? 'unowned' : holders === 0 ? 'vacant' : 'owned'
}

/** An area with the schools where nobody answers for it. */
export interface Hole<School> {
  readonly area: AreaId
  readonly schools: readonly School[]
}

/** The holes of a county, the widest first: for each area the schools it concerns and nobody owns it at. */
export const listHoles = <School extends Parameters<typeof areaCoverageAt>[0]>(
  schools: readonly School[],
): Hole<School>[] =>
  AREA_IDS.map(area => ({
    area,
    schools: schools.filter(school => ['unowned', 'vacant'].includes(areaCoverageAt(school, area))),
  }))
    .filter(hole => hole.schools.length > 0)
    .toSorted((a, b) => b.schools.length - a.schools.length)

/** Who owes what in which area at one unit: a row for each post that owes something or that somebody holds. */
export interface CoverageLine {
  readonly post: PostId
  readonly holders: readonly string[]
  readonly fault: 'no-holder' | 'two-holders' | null
  readonly areas: Readonly<Partial<Record<AreaId, 'leads' | 'shares'>>>
  /** Whether it owes something for its business, and for safety as a whole. */
  readonly business: boolean
  readonly safety: boolean
}

/** Post by area of one unit, from the duties in force and those who hold the posts today. */
export function coverageLines(
  duties: readonly Duty[],
  holders: readonly { readonly post: PostId; readonly name: string }[],
): CoverageLine[] {
  const posts = new Set([...duties.flatMap(postsOf), ...holders.map(({ post }) => post)])
  return [...posts].map(post => {
    const names = holders.filter(each => each.post === post).map(({ name }) => name)
    const his = duties.filter(duty => postsOf(duty).includes(post))
    const areas: Partial<Record<AreaId, 'leads' | 'shares'>> = {}
    for (const { area, post: lead, kind } of his)
      if (area !== null && kind === 'safety' && areas[area] !== 'leads')
        areas[area] = lead === post ? 'leads' : 'shares'
    const fault =
      names.length === 0 ? 'no-holder' : names.length > 1 && isSinglePost(post) ? 'two-holders' : null
    return {
      ...{ post, holders: names, fault, areas },
      business: his.some(({ kind }) => kind === 'business'),
      safety: his.some(({ kind }) => kind === 'safety'),
    }
  })
}

/** What is missing in a unit's list of duties. */
export type DutyListProblem =
  | { readonly code: 'area-without-owner'; readonly area: AreaId }
  | { readonly code: 'leader-not-listed'; readonly post: PostId }
  | { readonly code: 'two-holders'; readonly post: PostId; readonly holders: readonly string[] }
  | { readonly code: 'one-sided-posts'; readonly posts: readonly PostId[] }

/** Whose duty of safety stands in the list of every unit that party and administration lead together (党政同责). */
const leadersOf = (kind: Unit['kind']): readonly (readonly PostId[])[] =>
  kind === 'bureau' || isSchool(kind) ? [PARTY_POSTS, ADMINISTRATION_POSTS] : []

/**
 * What a list of duties lacks: somebody who answers for each area by name, since what is owed in every area at once owns none;
 * the safety duties of the secretary and of the head; one holder for a post that has one; and, for every post somebody holds, a
 * duty of its business and one of safety (一岗双责).
 */
export function listDutyProblems(
  unit: Features & Pick<Unit, 'kind'>,
  lines: readonly CoverageLine[],
): DutyListProblem[] {
  const held = lines.filter(({ holders }) => holders.length > 0)
  const oneSided = held.filter(({ business, safety }) => !business || !safety)
  return [
    ...AREA_IDS.filter(area => concernsUnit(area, unit) && !held.some(({ areas }) => areas[area])).map(
      area => ({ code: 'area-without-owner', area }) as const,
    ),
    ...leadersOf(unit.kind).flatMap(posts =>
      lines.some(({ post, safety }) => safety && posts.includes(post))
        ? []
        : [{ code: 'leader-not-listed', post: leaderAt(unit.kind, posts) } as const],
    ),
    ...lines
      .filter(({ fault }) => fault === 'two-holders')
      .map(({ post, holders }) => ({ code: 'two-holders', post, holders }) as const),
    ...(oneSided.length > 0
      ? [{ code: 'one-sided-posts', posts: oneSided.map(({ post }) => post) } as const]
      : []),
  ]
}

/** What of a unit's duties lies with nobody today. */
export interface UnitGaps {
  /** The unit has published nothing yet, so nothing else can be said. */
  readonly unlisted: boolean
  /** Posts that owe something and that nobody holds. */
  readonly vacant: readonly PostId[]
  /** Key areas for which nobody in office answers by name; those of a section of the bureau are its schools'. */
  readonly unowned: readonly AreaId[]
}

/** The gaps of a unit, from its coverage lines. */
export function listUnitGaps(unit: Features & Pick<Unit, 'kind'>, lines: readonly CoverageLine[]): UnitGaps {
  const listed = lines.filter(({ business, safety }) => business || safety)
  if (listed.length === 0) return { unlisted: true, vacant: [], unowned: [] }
  const areas = isSchool(unit.kind) ? AREA_IDS.filter(area => concernsUnit(area, unit)) : []
  return {
    unlisted: false,
    vacant: listed.filter(({ fault }) => fault === 'no-holder').map(({ post }) => post),
    unowned: areas.filter(area => !lines.some(line => line.holders.length > 0 && line.areas[area])),
  }
}

/** The post of a leader as it is called at such a unit. */
const leaderAt = (kind: Unit['kind'], posts: readonly PostId[]): PostId =>
  posts.includes('party-secretary') ? 'party-secretary' : kind === 'bureau' ? 'bureau-director' : 'head'
