import { decideRole, err, hasClosed, ok, RoleId, ROLE_IDS, type AccountId } from '@anlan/domain'
import type { Occasion } from '../audit/record-audit.ts'
import { hashPassword, makeFirstPassword } from '../auth/first-password.ts'
import { systemClock } from '../clock.ts'
import { brokenUnique } from '../db/faults.ts'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { insertPerson, NewPerson } from '../organisation/create-person.ts'
import type { Command, Sentence } from './command.ts'
import { findUnitNamed } from './find-unit-named.ts'
import { readOptions } from './read-options.ts'
import { withDatabase } from './with-database.ts'

/** Why an account is not made, by what was wrong. */
const REFUSALS = {
  role: {
    zh: `没有这个角色。可用的角色：${ROLE_IDS.join(' ')}`,
    en: `No such role. Roles: ${ROLE_IDS.join(' ')}`,
  },
  username: {
    zh: '用户名须为 2 至 40 个小写字母、数字、点或下划线，以字母或数字开头。',
    en: 'A user name has 2 to 40 small letters, digits, dots or underscores and begins with a letter or digit.',
  },
  name: { zh: '姓名须为 2 至 30 个字。', en: 'A name has 2 to 30 characters.' },
  unit: {
    zh: '没有这个单位，或有多个单位重名。请用单位全称、学校标识码或编号。',
    en: 'No such unit, or several of that name. Give its full name, school code or id.',
  },
  closed: { zh: '这个单位已停办。', en: 'This unit has closed.' },
  'role-misplaced': {
    zh: '这个角色不能设在这个单位。',
    en: 'Nobody with this role sits at that unit.',
  },
  taken: { zh: '这个用户名已被使用。', en: 'That user name is taken.' },
} as const satisfies Record<string, Sentence>

/**
 * `user add --username --name --role --unit`: makes an account and prints its first password, once. The unit is given by
 * id, school code, full or short name. In the record the system stands as who did it.
 */
export const command: Command = {
  async run(args, terminal) {
    const options = readOptions(args, ['username', 'name', 'role', 'unit'])
    if (!options) return null
    const role = RoleId.safeParse(options.role)
    if (!role.success) return err(REFUSALS.role)
    const person = NewPerson.pick({ username: true, name: true }).safeParse(options)
    if (!person.success)
      return err(
        person.error.issues.some(({ path }) => path[0] === 'username') ? REFUSALS.username : REFUSALS.name,
      )

    const password = makeFirstPassword()
    const hash = await hashPassword(password)
    const occasion: Occasion = { actor: SYSTEM, now: systemClock.now(), requestId: null }
    const added = await withDatabase(terminal, ({ db }) =>
      db
        .transaction(SYSTEM, async tx => {
          const unit = await findUnitNamed(tx, options.unit)
          if (!unit) return err(REFUSALS.unit)
          if (!decideRole(SYSTEM, role.data, unit).ok) return err(REFUSALS['role-misplaced'])
          if (hasClosed(unit)) return err(REFUSALS.closed)
          const made: NewPerson = {
            ...{ ...person.data, role: role.data, unitId: unit.id },
            ...{ phone: null, posts: [], from: systemClock.today() },
          }
          await insertPerson(tx, occasion, made, { id: newId<AccountId>(), hash })
          return ok({ unit: unit.name })
        })
        .catch((error: unknown) => {
          if (brokenUnique(error) === null) throw error
          return err(REFUSALS.taken)
        }),
    )
    if (!added.ok) return added
    const { username, name } = person.data
    return ok({
      json: { username, name, role: role.data, unit: added.value.unit, password },
      text: describePassword(username, password),
    })
  },
}

/** The first password, for whoever hands it on. */
export const describePassword = (username: string, password: string): string =>
  [
    `用户名 / user name: ${username}`,
    `一次性密码 / one-time password: ${password}`,
    '只显示这一次，首次登录须修改。',
    'Shown this once; it has to be changed at the first sign-in.',
  ].join('\n')
