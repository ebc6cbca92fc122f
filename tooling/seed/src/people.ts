import type { AccountId, Appointment, Day, PostId, RoleId, Unit, UnitId } from '@anlan/domain'
import { isSchool } from '@anlan/domain'
import { SURNAMES } from './names.ts'
import { idFrom, Random } from './random.ts'

export interface Person {
  readonly id: AccountId
  readonly username: string
  readonly name: string
  readonly role: RoleId
  readonly unitId: UnitId
  readonly posts: readonly PostId[]
}

const GIVEN = [
  ...[
    '建国',
    '志强',
    '晓燕',
    '丽华',
    '海波',
    '文静',
    '国庆',
    '秀英',
    '春生',
    '玉兰',
    '明亮',
    '小红',
    '卫东',
    '雪梅',
  ],
  ...[
    '立新',
    '桂芳',
    '思远',
    '佳慧',
    '永康',
    '敏',
    '勇',
    '静',
    '磊',
    '娟',
    '涛',
    '艳',
    '军',
    '霞',
    '平',
    '婷',
    '辉',
    '慧',
  ],
]

const BUREAU_PEOPLE: readonly (readonly [string, RoleId, readonly PostId[], boolean])[] = [
  // username, role, posts, sits in the safety section
  ['xianadmin', 'county-admin', ['section-clerk'], false],
  ['anquangu', 'section-officer', ['section-chief'], true],
  ['anquangu2', 'section-officer', ['section-clerk'], true],
  ['fenguan', 'bureau-leader', ['bureau-leader'], false],
  ['juzhang', 'bureau-director', ['bureau-director', 'party-secretary'], false],
  ['ducha', 'bureau-inspector', ['section-clerk'], false],
  ['ducha2', 'bureau-inspector', ['section-clerk'], false],
  ['shenji', 'auditor', ['section-clerk'], false],
]

/** Everybody with an account: the bureau's desk, one coordinator a township, a head and a safety officer a school. */
export function makePeople(units: readonly Unit[]): Person[] {
  const random = new Random('people')
  const bureau = units.find(unit => unit.kind === 'bureau')
  const section = units.find(unit => unit.kind === 'safety-section')
  if (!bureau || !section) throw new Error('a county has a bureau and a safety section')
  const named = (): string => random.pick(SURNAMES) + random.pick(GIVEN)
  const person = (username: string, role: RoleId, unitId: UnitId, ...posts: PostId[]): Person => ({
    ...{ id: idFrom<AccountId>(`account ${username}`), username, name: named(), role, unitId, posts },
  })
  const people = BUREAU_PEOPLE.map(([username, role, posts, safety]) =>
    person(username, role, safety ? section.id : bureau.id, ...posts),
  )
  for (const [index, unit] of units.filter(each => ['section', 'bureau-unit'].includes(each.kind)).entries())
    people.push(person(`gushi${index + 1}`, 'section-officer', unit.id, 'section-chief'))
  let township = 0
  for (const [index, unit] of units.filter(each => isSchool(each.kind)).entries()) {
    const number = String(index + 1).padStart(3, '0')
    people.push(person(`xiaozhang${number}`, 'principal', unit.id, 'head', 'party-secretary'))
    people.push(person(`anquan${number}`, 'safety-officer', unit.id, 'safety-director'))
    people.push(
      person(`jiaoshi${number}`, 'staff-member', unit.id, 'class-teacher', 'general-affairs-director'),
    )
    if (unit.kind === 'town-middle') {
      township += 1
      people.push(person(`huizong${String(township).padStart(2, '0')}`, 'township-coordinator', unit.id))
      people.push(person(`xiaoguan${String(township).padStart(2, '0')}`, 'school-admin', unit.id))
    }
  }
  return people
}

/** Who holds which post, since the beginning of the school year. */
export const makeAppointments = (people: readonly Person[], from: Day): Appointment[] =>
  people.flatMap(({ id, unitId, posts }) =>
    posts.map(post => ({ accountId: id, unitId, post, from, until: null })),
  )
