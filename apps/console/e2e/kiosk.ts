import { makeFactId, type Fact, type FactBody } from '@anlan/domain'

interface Person {
  readonly key: string
  readonly name: string
  readonly attendance: string
}
export interface Group {
  readonly id: string
  readonly name: string
  readonly people: readonly Person[]
}

/** A kiosk as far as the server can tell: it shows a code, collects its token and sends facts. */
export class Kiosk {
  readonly #origin: string
  readonly #secret: string
  readonly code: string
  #token = ''
  #device = ''
  #seq = 0

  private constructor(origin: string, code: string, secret: string) {
    this.#origin = origin
    this.code = code
    this.#secret = secret
  }

  /** Switched on for the first time: it asks for a code. */
  static async open(origin: string): Promise<Kiosk> {
    const answer = await fetch(`${origin}/api/kiosk/pair`, { method: 'POST' })
    const { code, secret } = (await answer.json()) as { code: string; secret: string }
    return new Kiosk(origin, code, secret)
  }

  async #ask<Answer>(path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.#origin}/api/kiosk${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return (await response.json()) as Answer
  }

  /** Somebody typed the code: it is good for the school from now on. */
  async claim(): Promise<void> {
    const claimed = await this.#ask<{ token: string; deviceId: string }>('/claim', { secret: this.#secret })
    this.#token = claimed.token
    this.#device = claimed.deviceId
  }

  /** Says that it is there, and how full its battery is. */
  async say(battery: number): Promise<void> {
    await this.#ask('/facts', { facts: [], battery })
  }

  async roster(drill: string): Promise<readonly Group[]> {
    return (await this.#ask<{ groups: readonly Group[] }>(`/drills/${drill}/roster`)).groups
  }

  #fact(drill: string, body: FactBody): Fact {
    this.#seq += 1
    const at = Date.now()
    const run = this.#device.replaceAll('-', '').slice(-13)
    return {
      ...{ id: makeFactId(at, run, this.#seq), drill, device: this.#device, seq: this.#seq, at, offset: 0 },
      ...body,
    }
  }

  /** Sends what it has seen; whoever is refused would be a fault of the test. */
  async send(drill: string, bodies: readonly FactBody[]): Promise<void> {
    const facts = bodies.map(body => this.#fact(drill, body))
    for (let from = 0; from < facts.length; from += 100) {
      const part = facts.slice(from, from + 100)
      const { taken } = await this.#ask<{ taken: string[] }>('/facts', { facts: part })
      if (taken.length !== part.length) throw new Error('the server refused facts')
    }
  }

  see(drill: string, people: readonly Person[]): Promise<void> {
    return this.send(
      drill,
      people.map(({ key }) => ({ kind: 'v1.seen', subject: key, point: null, how: 'tap' })),
    )
  }
}
