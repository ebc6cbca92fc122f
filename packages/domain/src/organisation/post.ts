import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { AccountId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import type { UnitKind } from './unit.ts'

/** Posts that carry a safety duty (FACTS 1.1). A person may hold several; a post may change hands. */
export const POSTS = {
  'party-secretary': { zh: '党组织书记', en: 'Party secretary' },
  head: { zh: '校长（园长）', en: 'Head' },
  'deputy-head-safety': { zh: '分管安全副校长', en: 'Deputy head for safety' },
  'safety-director': { zh: '安全办主任、专干', en: 'Safety office director' },
  'moral-education-director': { zh: '德育主任', en: 'Director of moral education' },
  'teaching-director': { zh: '教务主任', en: 'Director of teaching' },
  'general-affairs-director': { zh: '总务主任', en: 'Director of general affairs' },
  'grade-leader': { zh: '年级组长', en: 'Grade leader' },
  'class-teacher': { zh: '班主任', en: 'Class teacher' },
  'subject-teacher': { zh: '任课教师', en: 'Subject teacher' },
  'dormitory-keeper': { zh: '宿舍管理员', en: 'Dormitory keeper' },
  'canteen-manager': { zh: '食堂负责人、食品安全员', en: 'Canteen manager' },
  'chemicals-keeper': { zh: '实验员、危化品保管员', en: 'Laboratory keeper' },
  'school-doctor': { zh: '校医、疫情报告人', en: 'School doctor' },
  'security-guard': { zh: '保安员', en: 'Security guard' },
  electrician: { zh: '电工、消控室值班员', en: 'Electrician' },
  'bus-safety-officer': { zh: '校车安全管理员', en: 'School-bus safety officer' },
  'bus-driver': { zh: '校车驾驶人', en: 'School-bus driver' },
  'bus-attendant': { zh: '随车照管人员', en: 'School-bus attendant' },
  'rule-of-law-deputy': { zh: '法治副校长', en: 'Deputy head for the rule of law' },
  'safety-counsellor': { zh: '安全（法治）辅导员', en: 'Safety counsellor' },
  'bureau-director': { zh: '局长', en: 'Bureau director' },
  'bureau-leader': { zh: '局分管领导', en: 'Bureau deputy in charge' },
  'section-chief': { zh: '股室负责人', en: 'Section chief' },
  'section-clerk': { zh: '股室工作人员', en: 'Section clerk' },
} as const satisfies Record<string, Label>

export type PostId = keyof typeof POSTS
export const POST_IDS = Object.keys(POSTS) as [PostId, ...PostId[]]
export const PostId = z.enum(POST_IDS)

/** The post as it is called on a paper of such a unit: a list of posts names heads of schools and of kindergartens in one word. */
export const postAt = (post: PostId, kind: UnitKind): Label =>
  post === 'head' ? { zh: kind.includes('kindergarten') ? '园长' : '校长', en: POSTS.head.en } : POSTS[post]

/** Who holds which post where, from a day to a day. */
export const Appointment = z.object({
  accountId: AccountId,
  unitId: UnitId,
  post: PostId,
  from: Day,
  until: Day.nullable(),
})
export type Appointment = z.infer<typeof Appointment>

/** The appointments in force on a day. */
export const listHolders = (appointments: readonly Appointment[], on: Day): Appointment[] =>
  appointments.filter(each => each.from <= on && (each.until === null || on <= each.until))

/** Posts that lead a unit: 党政同责 asks for the party's and the administration's, both (FACTS 1.2). */
export const PARTY_POSTS = ['party-secretary'] as const satisfies readonly PostId[]
export const ADMINISTRATION_POSTS = ['head', 'bureau-director'] as const satisfies readonly PostId[]
