import { z } from 'zod'
import type { Flow } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'
import type { PostId } from '../organisation/post.ts'
import { isBureauRole, type RoleId } from '../organisation/role.ts'

/** Between whom a letter of responsibility is signed (FACTS 1.2). */
export const LETTER_LEVELS = {
  'bureau-school': { zh: '局与学校', en: 'Bureau and school' },
  'school-department': { zh: '学校与部门、年级', en: 'School and department' },
  'school-staff': { zh: '学校与教职工', en: 'School and staff' },
  'school-parents': { zh: '学校与家长', en: 'School and parents' },
  'school-contractor': { zh: '学校与食堂、校车、保安等单位', en: 'School and contractor' },
} as const satisfies Record<string, Label>
export type LetterLevel = keyof typeof LETTER_LEVELS
export const LETTER_LEVEL_IDS = Object.keys(LETTER_LEVELS) as [LetterLevel, ...LetterLevel[]]
export const LetterLevel = z.enum(LETTER_LEVEL_IDS)

/** Levels whose signers have no account: the name is written in, and the paper is signed. */
export const PAPER_LEVELS: readonly LetterLevel[] = ['school-parents', 'school-contractor']

/** The posts a level is usually signed by; 党政同责: of a school the secretary signs as the head does. */
export const LEVEL_POSTS = {
  'bureau-school': ['party-secretary', 'head'],
  'school-department': [
    ...(['deputy-head-safety', 'safety-director', 'moral-education-director'] as const),
    ...(['teaching-director', 'general-affairs-director', 'grade-leader'] as const),
  ],
  'school-staff': [
    ...(['class-teacher', 'subject-teacher', 'dormitory-keeper', 'canteen-manager'] as const),
    ...(['chemicals-keeper', 'school-doctor', 'security-guard', 'electrician'] as const),
    ...(['bus-safety-officer', 'bus-driver', 'bus-attendant'] as const),
  ],
  'school-parents': [],
  'school-contractor': [],
} as const satisfies Record<LetterLevel, readonly PostId[]>

/** Whether a level is issued by the bureau; the others are a school's own. */
export const isOfBureau = (level: LetterLevel): boolean => level === 'bureau-school'

/** Whether somebody of this role stands on the side that issues letters of a level. */
export const issuesLevel = (role: RoleId, level: LetterLevel): boolean =>
  isBureauRole(role) === isOfBureau(level)

export const LETTER_STATES = {
  draft: { zh: '草稿', en: 'Draft' },
  issued: { zh: '待签', en: 'To be signed' },
  refused: { zh: '拒签', en: 'Refused' },
  signed: { zh: '已签', en: 'Signed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Label>
export type LetterState = keyof typeof LETTER_STATES
export const LETTER_STATE_IDS = Object.keys(LETTER_STATES) as [LetterState, ...LetterState[]]
export const LetterState = z.enum(LETTER_STATE_IDS)

export const LETTER_EVENTS = {
  issue: { zh: '发出', en: 'Issue' },
  sign: { zh: '签署', en: 'Sign' },
  'sign-on-paper': { zh: '登记纸质签署', en: 'Enter the signed paper' },
  refuse: { zh: '拒签', en: 'Refuse to sign' },
  reissue: { zh: '重新发出', en: 'Issue again' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
} as const satisfies Record<string, Label>
export type LetterEvent = keyof typeof LETTER_EVENTS

const ISSUES = ['section-officer', 'bureau-leader', 'bureau-director', 'principal', 'safety-officer'] as const
const SIGNS = [...ISSUES, 'school-admin', 'staff-member'] as const
const withdraw = { withdraw: { to: 'withdrawn', by: ISSUES } } as const
const signOnPaper = { 'sign-on-paper': { to: 'signed', by: ISSUES } } as const

/**
 * The life of a letter. A refusal is an answer, not an end: the letter goes out again or is withdrawn, and whoever refused may
 * still think better of it on paper. That nobody signs for another no table can hold: see `decideLetter`.
 */
export const LETTER_FLOW = {
  draft: { issue: { to: 'issued', by: ISSUES }, ...withdraw },
  issued: {
    ...{ sign: { to: 'signed', by: SIGNS }, refuse: { to: 'refused', by: SIGNS } },
    ...{ ...signOnPaper, ...withdraw },
  },
  refused: { reissue: { to: 'issued', by: ISSUES }, ...signOnPaper, ...withdraw },
  signed: withdraw,
  withdrawn: {},
} as const satisfies Flow<LetterState, LetterEvent>
