import { get, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFactId } from '@anlan/domain/drills'
import { layDrillDay, PUPILS, SCHOOLS, type DrillingSchool } from '../drill-rows.ts'
import { percentile, show } from '../figures.ts'
import { Connection, toBytes, type Request } from '../http.ts'
import { cpuMsOf, memoryOf } from '../processes.ts'
import type { Credentials } from '../product.ts'
import type { Stage } from '../stage.ts'
import type { StageItem } from './item.ts'

/** The real day's pace: every school's thousand within three minutes. */
const DAY_SECONDS = 180
const PER_SECOND = (SCHOOLS * PUPILS) / DAY_SECONDS
/** How much of the day is played; the pace is the day's. */
const PLAYED_SECONDS = 180
/** Children tapped between two sends of a kiosk. */
const BATCH = 3
const MOST_ACK_MS = 100
const MOST_BOARD_MS = 1_000

/** A child seen by a school's kiosk. */
export const factOf = (school: DrillingSchool, at: number): object => {
  const now = Date.now()
  return {
    ...{
      id: makeFactId(now, school.run, at + 1),
      drill: school.drillId,
      device: school.deviceId,
      seq: at + 1,
    },
    ...{ at: now, offset: 0, kind: 'v1.seen', subject: school.keys[at % PUPILS], point: null, how: 'tap' },
  }
}

export const factsRequest = (school: DrillingSchool, facts: readonly object[]): Request => ({
  ...{ method: 'POST', path: '/api/kiosk/facts', headers: { authorization: `Bearer ${school.token}` } },
  body: { facts },
})

interface Board {
  /** When each number of facts was first shown. */
  readonly shown: { readonly facts: number; readonly at: number }[]
  close(): void
}

/** A stream of events that stays open; `counts` is told each number of facts as it comes. */
function watch(
  port: number,
  path: string,
  headers: Credentials,
  counts: (facts: number) => void,
): Promise<() => void> {
  let rest = ''
  return new Promise((resolve, reject) => {
    const request = get(
      {
        ...{ host: '127.0.0.1', port, path, agent: false },
        headers: { ...headers, accept: 'text/event-stream' },
      },
      (response: IncomingMessage) => {
        if (response.statusCode !== 200) reject(new Error(`a board was refused: ${response.statusCode ?? 0}`))
        response.setEncoding('utf8')
        response.on('data', (text: string) => {
          rest += text
          const end = rest.lastIndexOf('\n\n')
          if (end < 0) return
          for (const [, facts = ''] of rest.slice(0, end).matchAll(/"facts":(\d+)/g)) counts(Number(facts))
          rest = rest.slice(end)
        })
        response.on('error', () => undefined)
        resolve(() => request.destroy())
      },
    )
    request.on('error', reject)
  })
}

const liveOf = (procedure: string, id: string): string =>
  `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ id }))}`

/** One open board of a school's drill. */
async function watchBoard(port: number, drillId: string, headers: Credentials): Promise<Board> {
  const shown: { facts: number; at: number }[] = []
  const close = await watch(port, liveOf('drills.live', drillId), headers, facts =>
    shown.push({ facts, at: performance.now() }),
  )
  return { shown, close }
}

interface Sent {
  /** By school: when its n-th child was tapped. */
  readonly moments: readonly number[][]
  readonly acknowledged: number[]
  readonly refused: number
}

/** A school's kiosk: one connection of its own and one request at a time; what is tapped meanwhile goes with the next. */
class SendingKiosk {
  readonly moments: number[] = []
  readonly acknowledged: number[] = []
  refused = 0
  #connection: Connection | null = null
  #waiting: object[] = []
  #sending: Promise<void> | null = null
  readonly #school: DrillingSchool
  readonly #port: number

  constructor(school: DrillingSchool, port: number) {
    this.#school = school
    this.#port = port
  }

  /** So many children are tapped now. */
  tap(count: number): void {
    for (let each = 0; each < count; each += 1) {
      this.#waiting.push(factOf(this.#school, this.moments.length))
      this.moments.push(performance.now())
    }
    this.#sending ??= this.#send().finally(() => (this.#sending = null))
  }

  async #send(): Promise<void> {
    while (this.#waiting.length > 0) {
      const facts = this.#waiting.splice(0)
      const bytes = toBytes(factsRequest(this.#school, facts), this.#port)
      const sent = performance.now()
      // The server ends a line that is idle for some seconds; what is not acknowledged is sent again.
      const answer = await (await this.#line()).send(bytes).catch(async () => {
        this.#connection = null
        return (await this.#line()).send(bytes)
      })
      this.acknowledged.push(performance.now() - sent)
      const body = JSON.parse(answer.body.toString()) as { taken?: string[] }
      this.refused += facts.length - (body.taken?.length ?? 0)
    }
  }

  async #line(): Promise<Connection> {
    if (!this.#connection || this.#connection.isClosed) this.#connection = await Connection.open(this.#port)
    return this.#connection
  }

  /** Resolves once everything is acknowledged. */
  async end(): Promise<void> {
    await this.#sending
    this.#connection?.close()
  }
}

/** Taps at an even pace, each school its own children. */
async function play(stage: Stage, schools: readonly DrillingSchool[]): Promise<Sent> {
  const kiosks = schools.map(school => new SendingKiosk(school, stage.product.port))
  const started = performance.now()
  const rounds = Math.floor((PLAYED_SECONDS * PER_SECOND) / (SCHOOLS * BATCH))
  for (let round = 0; round < rounds; round += 1)
    for (const [at, kiosk] of kiosks.entries()) {
      const due = started + ((round * SCHOOLS + at) * BATCH * 1000) / PER_SECOND
      const wait = due - performance.now()
      if (wait > 1) await sleep(wait)
      kiosk.tap(BATCH)
    }
  await Promise.all(kiosks.map(kiosk => kiosk.end()))
  return {
    moments: kiosks.map(({ moments }) => moments),
    acknowledged: kiosks.flatMap(kiosk => kiosk.acknowledged),
    refused: kiosks.reduce((sum, kiosk) => sum + kiosk.refused, 0),
  }
}

/** From a tap to the first board that counts it. */
function delaysOf(moments: readonly number[][], boards: readonly Board[]): number[] {
  return moments.flatMap((sent, at) => {
    const shown = boards[at]?.shown ?? []
    let next = 0
    return sent.flatMap((moment, index) => {
      while (next < shown.length && (shown[next]?.facts ?? 0) <= index) next += 1
      const first = shown[next]
      return first ? [first.at - moment] : []
    })
  })
}

/**
 * The county's drill day: 300 schools of 1,000 at the pace of three minutes, each with its board open and with the line of
 * its kiosk, and the county's own board.
 */
export const drillDay: StageItem = {
  title: `a county's drill: ${SCHOOLS} schools x ${PUPILS} pupils at the pace of ${DAY_SECONDS} s, ${SCHOOLS} boards and ${SCHOOLS} kiosks' lines open`,
  async run(stage) {
    const { port, child } = stage.product
    const { schools, countyDrillId } = await layDrillDay(stage.owner)
    const boards: Board[] = []
    const lines: (() => void)[] = []
    try {
      for (const [at, { drillId }] of schools.entries()) {
        const reader = stage.watchers[at % stage.watchers.length] ?? stage.people.officer
        boards.push(await watchBoard(port, drillId, reader))
      }
      for (const { token } of schools)
        lines.push(
          await watch(port, '/api/kiosk/live', { authorization: `Bearer ${token}` }, () => undefined),
        )
      lines.push(
        await watch(port, liveOf('countyDrills.live', countyDrillId), stage.people.officer, () => undefined),
      )
      const before = cpuMsOf(child.pid)
      const { moments, acknowledged, refused } = await play(stage, schools)
      const cores = (cpuMsOf(child.pid) - before) / 1000 / PLAYED_SECONDS
      await sleep(3000)
      const delays = delaysOf(moments, boards)
      const sent = moments.reduce((sum, each) => sum + each.length, 0)
      const { rows } = await stage.owner.query<{ count: string }>(
        'select count(*) from drill_facts where drill_id = any($1::uuid[])',
        [schools.map(({ drillId }) => drillId)],
      )
      const kept = Number(rows[0]?.count)
      const [ack50, ack99] = [percentile(acknowledged, 0.5), percentile(acknowledged, 0.99)]
      const [board50, board99] = [percentile(delays, 0.5), percentile(delays, 0.99)]
      return {
        lines: [
          `${sent} facts in ${PLAYED_SECONDS} s (${show(sent / PLAYED_SECONDS)}/s), ${sent - kept} lost, ${refused} refused`,
          `acknowledged after p50 ${show(ack50)} ms, p99 ${show(ack99)} ms`,
          `scan to board p50 ${show(board50)} ms, p99 ${show(board99)} ms, ${sent - delays.length} never shown`,
          `the server used ${show(cores)} of a core, memory ${show(memoryOf(child.pid).now)} MB`,
        ],
        data: {
          sent,
          kept,
          refused,
          ack50,
          ack99,
          board50,
          board99,
          neverShown: sent - delays.length,
          cores,
        },
        targets: [
          { what: `acknowledged under ${MOST_ACK_MS} ms p99`, kept: ack99 < MOST_ACK_MS },
          { what: `scan to board under ${MOST_BOARD_MS} ms p99`, kept: board99 < MOST_BOARD_MS },
          { what: 'nothing lost', kept: kept === sent && refused === 0 && delays.length === sent },
        ],
      }
    } finally {
      for (const board of boards) board.close()
      for (const end of lines) end()
    }
  },
}
