import { z } from 'zod'
import { Instant } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { LetterTemplateId, UnitId } from '../kernel/ids.ts'
import { POST_IDS, postAt, POSTS, type PostId } from '../organisation/post.ts'
import type { UnitKind } from '../organisation/unit.ts'
import type { Duty } from './duty.ts'
import { isOfBureau, LetterLevel } from './letter-flow.ts'
import { LetterClause, type LetterWording } from './letter-of-responsibility.ts'

/** What a person writes of a template. */
export const LetterTemplateContent = z.object({
  level: LetterLevel,
  title: humanText(4, 100),
  preamble: humanText(0, 2000),
  clauses: z.array(LetterClause).max(60),
  /** Whether the signer's own duties, as they are in force, follow the clauses. */
  withDuties: z.boolean(),
  closing: humanText(0, 2000),
})
export type LetterTemplateContent = z.infer<typeof LetterTemplateContent>

/** One version of a template. It is never changed; a change is the next version. */
export const LetterTemplate = LetterTemplateContent.extend({
  id: LetterTemplateId,
  version: z.number().int().min(1),
  unitId: UnitId,
  madeByName: z.string(),
  madeAt: Instant,
})
export type LetterTemplate = z.infer<typeof LetterTemplate>

/** `……。（总务处负责）`, `……（责任单位：总务处）`: the owner stands in the brackets at the end. */
const TRAILING_OWNER =
  /[（(](?:责任(?:单位|部门|人)[：:]\s*(?<named>[^（()）]{1,60})|(?<does>[^（()）]{1,60}?)负责)[）)]\s*(?<stop>[。；;.]?)\s*$/u

/** A pasted line as a clause: what stands in brackets at its end is its owner and no longer part of its text. */
export function readClause(line: string): LetterClause {
  const text = line.trim()
  const found = TRAILING_OWNER.exec(text)
  if (!found) return { text, owner: null }
  const owner = (found.groups?.['named'] ?? found.groups?.['does'] ?? '').trim()
  const rest = text.slice(0, found.index).trim()
  if (owner === '' || rest === '') return { text, owner: null }
  return { text: /[。；;.]$/u.test(rest) ? rest : `${rest}${found.groups?.['stop'] ?? ''}`, owner }
}

/** `一、`, `（一）`, `1.`, `(1)` and one inside the other; a decimal such as 1.5 is none. */
const LEADING_NUMBER =
  /^\s*(?:(?:[（(](?:[一二三四五六七八九十]+|\d{1,2})[)）]|(?:[一二三四五六七八九十]+|\d{1,2})(?:[、．)）]|\.(?!\d)))[、．.]?\s*)+/u

/** Pasted text, one clause a line; the numbers before the lines are given anew. */
export const readClauses = (pasted: string): LetterClause[] =>
  pasted
    .split(/\r?\n/)
    .map(line => line.replace(LEADING_NUMBER, '').trim())
    .filter(line => line.length > 1)
    .map(readClause)

/** What offices of a school are called, and whose post leads them. */
const OFFICES: readonly (readonly [RegExp, PostId])[] = [
  [/^(?:党组织|党委|党总支|党支部)?书记$/u, 'party-secretary'],
  [/^(?:校长|园长)$/u, 'head'],
  [/分管.*副(?:校|园)长/u, 'deputy-head-safety'],
  [/安全办|安保|安稳|综治/u, 'safety-director'],
  [/政教|德育|学生处/u, 'moral-education-director'],
  [/教务|教导|教学/u, 'teaching-director'],
  [/总务|后勤/u, 'general-affairs-director'],
  [/年级/u, 'grade-leader'],
  [/班主任/u, 'class-teacher'],
  [/任课|科任/u, 'subject-teacher'],
  [/宿管|宿舍/u, 'dormitory-keeper'],
  [/食堂|食品/u, 'canteen-manager'],
  [/实验|危化/u, 'chemicals-keeper'],
  [/校医|医务|保健/u, 'school-doctor'],
  [/保安|门卫/u, 'security-guard'],
  [/电工|消控/u, 'electrician'],
  [/驾驶/u, 'bus-driver'],
  [/随车|照管/u, 'bus-attendant'],
  [/校车/u, 'bus-safety-officer'],
]

/** The post behind the name of an owner, or nothing where the name says none: then the clause is everybody's. */
export function postOfOwner(owner: string): PostId | null {
  const exact = POST_IDS.find(post => POSTS[post].zh === owner)
  return exact ?? OFFICES.find(([pattern]) => pattern.test(owner))?.[1] ?? null
}

/** Whom a letter is for. */
export interface LetterFor {
  readonly unitName: string
  readonly unitKind: UnitKind
  readonly signerName: string
  readonly post: PostId | null
  readonly years: string
  /** The duties of the post that are in force. */
  readonly duties: readonly Pick<Duty, 'post' | 'text'>[]
}

/** What may stand in a template in the place of what differs from letter to letter. */
export const LETTER_PLACES = ['单位', '姓名', '职务', '年度'] as const

/**
 * The text of one letter. A school's head promises all clauses for the school, each with who sees to it; anybody below signs
 * what is his own or everybody's. Null where nothing is left to sign.
 */
export function composeLetter(template: LetterTemplateContent, signer: LetterFor): LetterWording | null {
  const places: Record<(typeof LETTER_PLACES)[number], string> = {
    ...{ 单位: signer.unitName, 姓名: signer.signerName, 年度: signer.years },
    职务: signer.post ? postAt(signer.post, signer.unitKind).zh : '',
  }
  const fill = (text: string) =>
    LETTER_PLACES.reduce((filled, place) => filled.replaceAll(`{${place}}`, () => places[place]), text)
  const isHis = ({ owner }: LetterClause): boolean => {
    const post = owner === null ? null : postOfOwner(owner)
    return post === null || signer.post === null || isOfBureau(template.level) || post === signer.post
  }
  const clauses = [
    ...template.clauses.filter(isHis).map(({ text, owner }) => ({ text: fill(text), owner })),
    ...(template.withDuties
      ? signer.duties.map(({ post, text }) => ({ text, owner: postAt(post, signer.unitKind).zh }))
      : []),
  ]
  if (clauses.length === 0) return null
  const { title, preamble, closing } = template
  return { title: fill(title), preamble: fill(preamble), clauses, closing: fill(closing) }
}
