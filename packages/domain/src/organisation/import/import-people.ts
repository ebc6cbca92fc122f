import { PersonName, Phone } from '../../kernel/form.ts'
import type { UnitId } from '../../kernel/ids.ts'
import { covers, listGrantableRoles, type Actor } from '../may.ts'
import { mayHoldAt, Username } from '../person.ts'
import { POST_IDS, POSTS, type PostId } from '../post.ts'
import { ROLE_IDS, ROLES, type RoleId } from '../role.ts'
import type { Unit } from '../unit.ts'
import { readSheet, spellingsOf, tidyCell, unitFinder } from './sheet.ts'
import type { ImportFault, ImportProblem, SheetColumn, SheetRow } from './sheet.ts'

export const PEOPLE_COLUMNS = {
  name: { label: { zh: '姓名', en: 'Name' }, also: ['人员', 'full name'], required: true, sample: '张三' },
  unit: {
    label: { zh: '单位', en: 'Unit' },
    also: ['学校', '单位名称', '学校名称', 'school'],
    required: true,
    sample: '青禾镇中心小学',
  },
  role: {
    label: { zh: '角色', en: 'Role' },
    also: ['权限', '系统角色'],
    required: true,
    sample: '安全专干',
  },
  username: {
    label: { zh: '用户名', en: 'User name' },
    also: ['账号', '登录名', 'username', 'account'],
    required: false,
    sample: 'zhangsan',
  },
  phone: {
    label: { zh: '电话', en: 'Telephone' },
    also: ['手机', '手机号', '手机号码', '联系电话', 'phone', 'mobile'],
    required: false,
    sample: '13800000000',
  },
  posts: {
    label: { zh: '职务', en: 'Posts' },
    also: ['岗位', '职务岗位', 'post'],
    required: false,
    sample: '安全办主任',
  },
} as const satisfies Record<string, SheetColumn>
export type PeopleColumn = keyof typeof PEOPLE_COLUMNS

export const MAX_IMPORTED_PEOPLE = 1000

export interface ImportedPerson {
  readonly row: number
  readonly name: string
  readonly username: string
  readonly phone: string | null
  readonly role: RoleId
  readonly unitId: UnitId
  readonly posts: readonly PostId[]
}

type KnownUnit = Pick<Unit, 'id' | 'name' | 'shortName' | 'schoolCode' | 'kind' | 'township' | 'openUntil'>
export interface KnownPeople {
  readonly actor: Actor
  readonly units: readonly KnownUnit[]
  /** User names in use among those asked about. */
  readonly usernames: ReadonlySet<string>
}

const spelled = <Id extends string>(ids: readonly Id[], labelOf: (id: Id) => { zh: string; en: string }) =>
  new Map(ids.flatMap(id => [tidyCell(id), ...spellingsOf(labelOf(id))].map(text => [text, id] as const)))
const ROLE_OF = spelled(ROLE_IDS, id => ROLES[id].label)
const POST_OF = spelled(POST_IDS, id => POSTS[id])

/** The user name a row will have: its own, or its mobile number. */
const usernameOf = (cells: SheetRow<PeopleColumn>['cells']): string => {
  const parsed = Username.safeParse(cells.username || cells.phone)
  return parsed.success ? parsed.data : ''
}

/** The user names a table asks for, so that somebody can find out which are taken. */
export const listUsernames = (grid: readonly (readonly string[])[]): string[] => [
  ...new Set(
    readSheet(PEOPLE_COLUMNS, grid, MAX_IMPORTED_PEOPLE)
      .rows.map(({ cells }) => usernameOf(cells))
      .filter(Boolean),
  ),
]

/**
 * Reads people out of a table: everybody, or what is wrong with which cell. A row without a user name signs in with
 * its mobile number. Nothing is guessed: a unit, role or post that is not known is a fault.
 */
export function readPeople(
  grid: readonly (readonly string[])[],
  known: KnownPeople,
): { people: ImportedPerson[]; problems: ImportProblem[]; ignored: readonly string[] } {
  const { rows, problems, ignored } = readSheet(PEOPLE_COLUMNS, grid, MAX_IMPORTED_PEOPLE)
  const find = unitFinder(known.units)
  const all = [...problems]
  const people: ImportedPerson[] = []
  const seen = new Set<string>()
  for (const { row, cells } of rows) {
    const before = all.length
    const blame = (column: PeopleColumn, code: ImportFault): void => {
      // An empty cell that must not be empty is told once.
      if (!all.some(each => each.row === row && each.column === column))
        all.push({ row, column, code, value: cells[column] })
    }
    const name = PersonName.safeParse(cells.name)
    if (!name.success) blame('name', cells.name.length > 30 ? 'too-long' : 'name-too-short')
    const phone = Phone.nullable().safeParse(cells.phone.replace(/\s/g, '') || null)
    if (!phone.success) blame('phone', 'not-a-phone')
    const username = usernameOf(cells)
    if (username === '') blame('username', cells.username === '' ? 'required' : 'not-a-username')
    else if (known.usernames.has(username)) blame('username', 'username-taken')
    else if (seen.has(username)) blame('username', 'username-twice')
    seen.add(username)
    const posts = cells.posts
      .split(/[、，,;；/]/)
      .map(tidyCell)
      .filter(Boolean)
      .map(text => POST_OF.get(text))
    if (posts.includes(undefined)) blame('posts', 'unknown-post')
    const unit = find(cells.unit)
    const role = ROLE_OF.get(tidyCell(cells.role))
    if (typeof unit === 'string') blame('unit', unit)
    if (role === undefined) blame('role', 'unknown-role')
    if (typeof unit !== 'string') {
      const fault = unitFault(unit, known.actor)
      if (fault) blame('unit', fault)
      else if (role !== undefined) {
        const wrong = roleFault(role, unit, known.actor)
        if (wrong) blame('role', wrong)
      }
    }
    const clean = all.length === before && !problems.some(each => each.row === row)
    if (!clean || typeof unit === 'string' || role === undefined || !name.success || !phone.success) continue
    people.push({
      ...{ row, name: name.data, username, phone: phone.data, role, unitId: unit.id },
      posts: [...new Set(posts.filter(post => post !== undefined))],
    })
  }
  return { people, problems: all, ignored }
}

function unitFault(unit: KnownUnit, actor: Actor): ImportFault | null {
  if (!covers(actor.scope, unit.id)) return 'outside-scope'
  return unit.openUntil === null ? null : 'unit-closed'
}

function roleFault(role: RoleId, unit: KnownUnit, actor: Actor): ImportFault | null {
  if (!listGrantableRoles(actor.role).includes(role)) return 'role-not-grantable'
  return mayHoldAt(role, unit) ? null : 'role-misplaced'
}
