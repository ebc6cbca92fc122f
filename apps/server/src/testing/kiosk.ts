import { makeFactId, type DrillId, type Fact, type FactBody, type UnitId } from '@anlan/domain'
import { approvePairing, type PairingRequest } from '../drills/pairing.ts'
import type { PersonName, TestCounty, UnitName } from './county.ts'

export interface KioskAnswer<Body> {
  readonly status: number
  readonly body: Body & { refusal?: { code: string } }
}

/** A kiosk as far as the server can tell: a token, a run of its own, and facts it numbers. */
export class TestKiosk {
  readonly id: string
  readonly #origin: string
  readonly token: string
  readonly #run: string
  #seq = 0

  constructor(origin: string, id: string, token: string, run = '0123456789abc') {
    this.#origin = origin
    this.id = id
    this.token = token
    this.#run = run
  }

  /** The next fact of this kiosk; nothing is sent. */
  fact(drill: string, body: FactBody, at = Date.now()): Fact {
    this.#seq += 1
    const seq = this.#seq
    return { id: makeFactId(at, this.#run, seq), drill, device: this.id, seq, at, offset: 0, ...body }
  }

  seen(drill: string, subject: string): Fact {
    return this.fact(drill, { kind: 'v1.seen', subject, point: null, how: 'tap' })
  }

  async ask<Body>(path: string, body?: object): Promise<KioskAnswer<Body>> {
    const response = await fetch(`${this.#origin}/api/kiosk${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as KioskAnswer<Body>['body'] }
  }

  start(id: DrillId, change: object = {}) {
    return this.ask<{ id: string; isNew: boolean }>('/drills', {
      ...{ id, type: 'fire', mode: 'drill', at: Date.now(), mark: null },
      ...change,
    })
  }

  send(facts: readonly unknown[]) {
    return this.ask<{ taken: string[]; refused: { id: string; code: string }[] }>('/facts', { facts })
  }
}

/** Pairs a kiosk as people do: it shows a code, somebody of the school approves, it collects its token. */
export async function pairKiosk(
  county: TestCounty,
  origin: string,
  at: UnitName,
  by: PersonName,
): Promise<TestKiosk> {
  const asked = await fetch(`${origin}/api/kiosk/pair`, { method: 'POST' })
  const { code, secret } = (await asked.json()) as PairingRequest
  const { app } = county.assembled
  const context = { actor: county.people[by], now: app.clock.now(), requestId: null }
  const unitId: UnitId = county.units[at]
  const approved = await approvePairing(app.db, context, { code, unitId, name: '操场东' })
  if (!approved.ok) throw new Error(`the kiosk was not paired: ${approved.error.code}`)
  const claimed = await fetch(`${origin}/api/kiosk/claim`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  })
  const { token, deviceId } = (await claimed.json()) as { token: string; deviceId: string }
  return new TestKiosk(origin, deviceId, token, deviceId.replaceAll('-', '').slice(-13))
}
