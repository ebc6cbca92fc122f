import type { Actor } from '@anlan/domain'
import { hashPassword } from '../auth/first-password.ts'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { listen, type Assembled } from '../server.ts'
import type { PersonName, TestCounty } from './county.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: { refusal?: { code: string; retryAfter?: number }; next?: string }
}

/** A server that really listens; the test closes it. */
export async function open({ http }: Assembled): Promise<{ origin: string; close(): Promise<void> }> {
  const { server, port } = await listen(http, { host: '127.0.0.1', port: 0 })
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        if ('closeAllConnections' in server) server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A browser as far as the server can tell: it keeps cookies and sends them back. */
export class Visitor {
  readonly #cookies = new Map<string, string>()
  readonly #headers: Record<string, string>
  origin: string

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.origin = origin
    this.#headers = headers
  }

  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...this.#headers, cookie: this.cookies, ...(init.headers as Record<string, string>) }
    const response = await fetch(this.origin + path, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (/max-age=0/i.test(cookie)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return response
  }

  async post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return {
      ...{ status: response.status, headers: response.headers },
      body: (await response.json()) as Answer['body'],
    }
  }

  signIn(username: string, password: string, headers?: Record<string, string>): Promise<Answer> {
    return this.post('/api/auth/sign-in/username', { username, password }, headers)
  }

  secondStep(kind: 'totp' | 'backup-code', code: string): Promise<Answer> {
    return this.post('/api/auth/two-factor', { kind, code })
  }

  /** A query or mutation of the API: its value, or the refusal's code. */
  async call<Value = unknown>(procedure: string, input?: object): Promise<Value | string> {
    const response = await this.fetch(`/trpc/${procedure}`, {
      method: input ? 'POST' : 'GET',
      ...(input && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) }),
    })
    const body = (await response.json()) as {
      result?: { data: Value }
      error?: { message: string; data: { refusal: { code: string } | null } }
    }
    if (body.result) return body.result.data
    return body.error?.data.refusal?.code ?? body.error?.message ?? `status ${response.status}`
  }

  /** Who the server takes this visitor for: a user name, or the refusal's code. */
  async whoAmI(): Promise<string> {
    const me = await this.call<{ account: { username: string } }>('session.me')
    return typeof me === 'string' ? me : me.account.username
  }
}

/** Gives people of the test county a password to sign in with. */
export async function givePasswords(
  { assembled, people }: TestCounty,
  password: string,
  names: readonly PersonName[],
): Promise<void> {
  const hash = await hashPassword(password)
  await assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(
      tx,
      'credentials',
      names.map(name => {
        const { accountId }: Actor = people[name]
        return {
          ...{ id: newId<string>(), account_id: accountId, user_id: accountId, provider_id: 'credential' },
          ...{ password: hash, created_at: '2026-09-01T00:00:00Z', updated_at: '2026-09-01T00:00:00Z' },
        }
      }),
    ),
  )
}

/** The secret an authenticator reads out of base 32. */
export const fromBase32 = (text: string): string => {
  const bits = [...text]
    .map(sign => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map(byte => parseInt(byte, 2))).toString()
}
