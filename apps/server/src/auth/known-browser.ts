import type { Instant } from '@anlan/domain'
import { createHash } from 'node:crypto'
import type { Vault } from './vault.ts'

const COOKIE = 'anlan.known'
const LIFE_S = 90 * 24 * 3600
/** A computer that many share remembers the last of them; a cookie that grew without end would be refused one day. */
const REMEMBERED = 8

/**
 * Who signed in with a browser before, as the browser itself says: names it cannot invent, for each is signed. Whoever
 * shares an address with somebody who guesses is told from him by this and goes on (`peer-throttle.ts`), and whoever is
 * guessed at is not kept out by it (`throttle.ts`). It lets nobody in: password and code are asked as ever, and a browser
 * that fails is locked for itself.
 */
export class KnownBrowsers {
  readonly #vault: Vault
  readonly #isSecure: boolean

  constructor(vault: Vault, isSecure: boolean) {
    this.#vault = vault
    this.#isSecure = isSecure
  }

  /** What tells this browser from others, when somebody signed in with it under that name within three months; else null. */
  recognise(cookies: string | null, username: string, now: Instant): string | null {
    const found = this.#read(cookies, now).find(
      entry =>
        entry.name === nameOf(username) &&
        this.#vault.isSigned(wordsOf(username, entry.until), entry.signature),
    )
    // Not the signature itself, with which whoever reads the table would be that browser.
    return found ? `browser ${createHash('sha256').update(found.signature).digest('hex')}` : null
  }

  /** The cookie that makes it known, with what the browser said of others. */
  remember(cookies: string | null, username: string, now: Instant): string {
    const until = Math.floor(Date.parse(now) / 1000) + LIFE_S
    const name = nameOf(username)
    const own = { name, until, signature: this.#vault.sign(wordsOf(username, until)) }
    const others = this.#read(cookies, now).filter(entry => entry.name !== name)
    const value = [own, ...others]
      .slice(0, REMEMBERED)
      .map(entry => `${entry.name}.${entry.until}.${entry.signature}`)
    return `${COOKIE}=${value.join('_')}; Max-Age=${LIFE_S}; Path=/api/auth; HttpOnly; SameSite=Lax${this.#isSecure ? '; Secure' : ''}`
  }

  #read(cookies: string | null, now: Instant): Entry[] {
    const value = cookies?.match(/(?:^|;\s*)anlan\.known=([^;]*)/)?.[1] ?? ''
    return value.split('_').flatMap(text => {
      const { name, until, signature } = ENTRY.exec(text)?.groups ?? {}
      if (!name || !until || !signature || Number(until) * 1000 < Date.parse(now)) return []
      return [{ name, until: Number(until), signature }]
    })
  }
}

interface Entry {
  /** Not the user name itself, which nobody reads off a shared computer. */
  readonly name: string
  readonly until: number
  readonly signature: string
}

const ENTRY = /^(?<name>[0-9a-f]{16})\.(?<until>\d{10})\.(?<signature>[0-9a-f]{64})$/

const nameOf = (username: string): string => createHash('sha256').update(username).digest('hex').slice(0, 16)

const wordsOf = (username: string, until: number): string => `known browser ${username} ${until}`
