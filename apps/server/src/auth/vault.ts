import { symmetricDecrypt, symmetricEncrypt, verifyPassword } from 'better-auth/crypto'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type pg from 'pg'

/** Signs so that nobody does it without the key. */
export interface Signer {
  sign(text: string): string
}

/** Signs with the server's secret, for whoever needs nothing else of the vault. */
export const signerOf = (secret: string): Signer => ({
  sign: text => createHmac('sha256', secret).update(`anlan ${text}`).digest('hex'),
})

/**
 * What only the sign-in role may read: password hashes and the secrets of second factors. The runtime role writes them
 * in its audited transactions, and asks here for a yes or no.
 */
export class Vault implements Signer {
  readonly #pool: pg.Pool
  readonly #key: string

  constructor(pool: pg.Pool, key: string) {
    this.#pool = pool
    this.#key = key
  }

  /** True when that is the account's password. */
  async isPassword(accountId: string, password: string): Promise<boolean> {
    const { rows } = await this.#pool.query<{ password: string | null }>(
      `select password from credentials where user_id = $1 and provider_id = 'credential'`,
      [accountId],
    )
    const hash = rows[0]?.password
    return typeof hash === 'string' && (await verifyPassword({ hash, password }))
  }

  /** The secret an account is about to enrol, shown since that moment; null when there is none. */
  async enrolmentOf(accountId: string, since: Date): Promise<string | null> {
    const { rows } = await this.#pool.query<{ secret: string }>(
      `select secret from two_factor_enrolments where account_id = $1 and at >= $2`,
      [accountId, since.toISOString()],
    )
    return rows[0] ? this.#open(rows[0].secret) : null
  }

  /** How many backup codes an account has left. */
  async countBackupCodes(accountId: string): Promise<number> {
    const { rows } = await this.#pool.query<{ backup_codes: string }>(
      `select backup_codes from two_factors where user_id = $1 and verified`,
      [accountId],
    )
    return rows[0] ? (JSON.parse(await this.#open(rows[0].backup_codes)) as string[]).length : 0
  }

  /** Whose password was right under a challenge that still waits for its second step, or null. */
  async challengedAccount(challenge: string): Promise<string | null> {
    const { rows } = await this.#pool.query<{ value: string }>(
      `select value from verifications where identifier = $1 and expires_at > now()`,
      [challenge],
    )
    return rows[0]?.value ?? null
  }

  /** The text as it may lie in the database, in the sign-in library's form. */
  seal(text: string): Promise<string> {
    return symmetricEncrypt({ key: this.#key, data: text })
  }

  /** A signature that nobody makes without the key. */
  sign(text: string): string {
    return signerOf(this.#key).sign(text)
  }

  isSigned(text: string, signature: string): boolean {
    const [right, given] = [Buffer.from(this.sign(text)), Buffer.from(signature)]
    return right.byteLength === given.byteLength && timingSafeEqual(right, given)
  }

  #open(sealed: string): Promise<string> {
    return symmetricDecrypt({ key: this.#key, data: sealed })
  }
}
