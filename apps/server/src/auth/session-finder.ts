import { isBureauRole, type Actor, type RoleId, type UnitId, ROLES } from '@anlan/domain'
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { Live } from '../live/live.ts'
import { Sharer } from '../live/sharer.ts'
import type { Auth } from './auth.ts'
import type { Sessions, SignedIn } from './sessions.ts'

/** A remembered session is asked for again after this time at the latest, should a notice be lost. */
const REMEMBER_MS = 5_000
const MAX_REMEMBERED = 2_000

interface AccountRow {
  id: string
  name: string
  username: string
  role: RoleId
  unit_id: string
  must_change_password: boolean
  two_factor_enabled: boolean | null
  disabled_at: string | null
  units: string[]
}

/** The account with the units its role reaches: its township's, or its own with all that hang below. */
const FIND_ACCOUNT = {
  name: 'find-account',
  text: `select a.id, a.name, a.username, a.role, a.unit_id, a.must_change_password, a.two_factor_enabled,
      a.disabled_at,
      case $2::text when 'county' then '{}'::uuid[]
        when 'township' then array(select u.id from units u join units own on own.id = a.unit_id
          where u.township = own.township)
        else array(with recursive below as (select a.unit_id as id
          union select u.id from units u join below on u.parent_id = below.id) select id from below) end as units
    from accounts a where a.id = $1`,
}

/**
 * Sessions by better-auth's signed cookie, remembered for a few seconds so that a page's many calls ask once.
 * `twoFactorForBureau` tells whether bureau roles must have a second factor.
 */
export class SessionFinder implements Sessions {
  readonly #auth: Auth
  readonly #pool: pg.Pool
  readonly #clock: Clock
  readonly #twoFactorForBureau: () => boolean
  readonly #remembered = new Map<string, { until: number; found: SignedIn | null }>()
  readonly #lookups = new Sharer()
  /** Raised with every ended session or changed account: an answer that was on its way meanwhile is not kept. */
  #changes = 0

  constructor(auth: Auth, pool: pg.Pool, live: Live, clock: Clock, twoFactorForBureau: () => boolean) {
    this.#auth = auth
    this.#pool = pool
    this.#clock = clock
    this.#twoFactorForBureau = twoFactorForBureau
    // Other servers end sessions too. The notice says only that some changed, so all are asked for again.
    live.listen('sessions', () => this.forgetAll())
  }

  async find(headers: Headers): Promise<SignedIn | null> {
    const cookies = keyOf(headers.get('cookie'))
    if (cookies === null) return null
    const known = this.#remembered.get(cookies)
    if (known && known.until > this.#now()) return known.found
    const changes = this.#changes
    // A page asks many things at once, and so do all open streams when somebody's session ends.
    const found = await this.#lookups.ask(cookies, () => this.#look(headers))
    if (changes !== this.#changes) return found
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(cookies, { until: this.#now() + REMEMBER_MS, found })
    return found
  }

  forget(accountId: string): void {
    this.#changes += 1
    for (const [cookies, { found }] of this.#remembered) {
      if (found === null || found.actor.accountId === accountId) this.#remembered.delete(cookies)
    }
  }

  forgetAll(): void {
    this.#changes += 1
    this.#remembered.clear()
  }

  #now(): number {
    return Date.parse(this.#clock.now())
  }

  async #look(headers: Headers): Promise<SignedIn | null> {
    const session = await this.#auth.api.getSession({ headers })
    if (!session) return null
    const role = session.user.role as RoleId
    const { rows } = await this.#pool.query<AccountRow>({
      ...FIND_ACCOUNT,
      values: [session.user.id, ROLES[role].reach],
    })
    const account = rows[0]
    if (!account || account.disabled_at !== null) return null
    return {
      sessionId: session.session.id,
      actor: toActor(account),
      username: account.username,
      mustChangePassword: account.must_change_password,
      twoFactorEnabled: account.two_factor_enabled === true,
      twoFactorRequired: isBureauRole(account.role) && this.#twoFactorForBureau(),
    }
  }
}

const toActor = (account: AccountRow): Actor => ({
  accountId: account.id,
  name: account.name,
  role: account.role,
  unitId: account.unit_id as UnitId,
  scope:
    ROLES[account.role].reach === 'county'
      ? { kind: 'county' }
      : { kind: 'units', units: account.units as UnitId[] },
})

/**
 * What an answer is remembered under: all cookies as they came, or null where none is a session's (by either name that
 * better-auth uses, for http and https). All of them, for which one proves the session only better-auth decides: a page
 * of a neighbouring site can lay a second one of its own making beside it, and must not find the session by that.
 */
function keyOf(cookies: string | null): string | null {
  if (cookies === null || !/(?:^|;\s*)(?:__Secure-)?anlan\.session_token=/.test(cookies)) return null
  return createHash('sha256').update(cookies).digest('base64')
}
