import type { PublicListLine, Result } from '@anlan/domain'
import type { DrillMode, DrillType, Fact, MergeReceipt, Roster } from '@anlan/domain/drills'

/** The API this kiosk was built for. The server says its own with every answer. */
export const API_VERSION = 1
/** So many versions the server may be ahead: a kiosk that slept through one upgrade works on. */
const MOST_BEHIND = 1
const PATIENCE_MS = 15_000

/** Why there is no answer. */
export type Failure =
  /** No line, no server, or no database behind it: try again. */
  | { readonly code: 'cut' }
  /** The token is no longer good, or never was. */
  | { readonly code: 'device-revoked' | 'device-unknown' }
  /** The server has moved on: this program must be loaded anew. */
  | { readonly code: 'outdated' }
  /** The server understood and refuses. */
  | { readonly code: 'refused'; readonly reason: string }
export type Answer<Body> = Result<Body, Failure>

export interface ServerDrill {
  readonly id: string
  readonly type: DrillType
  readonly mode: DrillMode
  readonly state: 'scheduled' | 'running' | 'all-clear' | 'reviewed' | 'closed' | 'cancelled'
  readonly title: string
  readonly scheduledAt: string | null
  readonly startedAt: string | null
}

/** What a kiosk notices an alarm by. */
export interface News {
  readonly drill: ServerDrill | null
  readonly next: ServerDrill | null
  /** The school’s public list of hazards, null where it shows none; told with the whole state only. */
  readonly hazards?: readonly PublicListLine[] | null
}
/** How many facts of a drill the server has. */
export interface FactCount {
  readonly drill: string
  readonly facts: number
}
export interface ServerState extends News {
  readonly serverTime: string
  readonly device: { readonly id: string; readonly name: string }
  readonly school: { readonly id: string; readonly name: string; readonly badge: string }
}

/** An open batch of a training at this school, with whom it asks. */
export interface ServerTraining {
  readonly id: string
  readonly title: string
  readonly place: string
  readonly begins: string
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly badge: string | null
    readonly signedIn: boolean
  }[]
}
export interface ToldSignIn {
  readonly session: string
  readonly account: string
  readonly at: string
}

export interface Health {
  readonly version: string
  readonly skew: number | null
  readonly battery: number | null
  /** What still waits once the message that says so is taken: people read it long afterwards. */
  readonly unsent: number
}

export interface Acknowledged {
  readonly taken: readonly string[]
  readonly refused: readonly { readonly id: string; readonly code: string }[]
  readonly serverTime: string
}

export type Claim =
  | { readonly state: 'waiting' | 'over' }
  | { readonly state: 'paired'; readonly token: string; readonly deviceId: string }

interface Options {
  /** Where the server is; empty for where this page came from. */
  readonly origin?: string
  /** Called with each answer's time: when it was asked, how long it took, and what the server's clock said. */
  readonly onTime?: (sentWall: number, took: number, serverTime: number) => void
  /** Called whenever the server answered at all. */
  readonly onContact?: () => void
}

/** What this kiosk asks of the server. Every question may be asked again: each is idempotent. */
export class KioskApi {
  readonly #base: string
  readonly #options: Options
  #token: string | null

  constructor(token: string | null, options: Options = {}) {
    this.#token = token
    this.#options = options
    this.#base = `${options.origin ?? ''}/api/kiosk`
  }

  useToken(token: string | null): void {
    this.#token = token
  }

  pair = () => this.#ask<{ secret: string; code: string; expiresAt: string }>('/pair', {})
  claim = (secret: string) => this.#ask<Claim>('/claim', { secret })
  state = () => this.#ask<ServerState>('/state')
  pack = () => this.#ask<{ mark: string; roster: Roster }>('/pack')
  start = (drill: {
    readonly id: string
    readonly type: DrillType
    readonly mode: DrillMode
    readonly at: number
    readonly mark: string | null
  }) => this.#ask<{ id: string; isNew: boolean }>('/drills', drill)
  send = (facts: readonly Fact[], health: Health) => this.#ask<Acknowledged>('/facts', { facts, ...health })
  roster = (drill: string) => this.#ask<Roster>(`/drills/${drill}/roster`)
  factsAfter = (drill: string, after: string | null) =>
    this.#ask<{ facts: Fact[]; upTo: string | null; more: boolean; serverTime: string }>(
      `/drills/${drill}/facts${after === null ? '' : `?after=${encodeURIComponent(after)}`}`,
    )
  trainings = () => this.#ask<{ sessions: ServerTraining[] }>('/trainings')
  signIn = (signIns: readonly ToldSignIn[]) =>
    this.#ask<{ answers: { session: string; account: string; refusal: string | null }[] }>('/trainings', {
      signIns,
    })
  receipt = (drill: string) => this.#ask<MergeReceipt>(`/drills/${drill}/receipt`)

  /** The line on which the server says that something changed; it stays open until the signal ends it. */
  async listen(signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null> {
    const response = await fetch(`${this.#base}/live`, {
      headers: this.#headers(),
      signal,
      cache: 'no-store',
    })
    return response.ok ? response.body : null
  }

  #headers(): Record<string, string> {
    return {
      'content-type': 'application/json',
      ...(this.#token !== null && { authorization: `Bearer ${this.#token}` }),
    }
  }

  async #ask<Body>(path: string, body?: object): Promise<Answer<Body>> {
    const [wall, steady] = [Date.now(), performance.now()]
    try {
      const response = await fetch(this.#base + path, {
        ...{ method: body ? 'POST' : 'GET', headers: this.#headers(), cache: 'no-store' },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const version = Number(response.headers.get('x-anlan-api'))
      // Whoever answers without a version is no server of ours: a hotel's sign-in page, a proxy's excuse.
      if (!version) return { ok: false, error: { code: 'cut' } }
      if (version > API_VERSION + MOST_BEHIND) return { ok: false, error: { code: 'outdated' } }
      const answer = (await response.json()) as Body & {
        serverTime?: string
        refusal?: { code: string }
      }
      const took = performance.now() - steady
      if (answer.serverTime !== undefined) this.#options.onTime?.(wall, took, Date.parse(answer.serverTime))
      if (response.ok) {
        this.#options.onContact?.()
        return { ok: true, value: answer }
      }
      return { ok: false, error: failureOf(response.status, answer.refusal?.code) }
    } catch {
      return { ok: false, error: { code: 'cut' } }
    }
  }
}

function failureOf(status: number, code: string | undefined): Failure {
  if (code === 'device-revoked' || code === 'device-unknown') return { code }
  // A fault, a database that is away, a queue that is full: later.
  return status >= 500 || status === 429 || code === undefined
    ? { code: 'cut' }
    : { code: 'refused', reason: code }
}
