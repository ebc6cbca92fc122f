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
const PLAYED_SECONDS = 40
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
  /** By school: when its n-th fact was sent. */
  readonly moments: readonly number[][]
  readonly acknowledged: number[]
  readonly refused: number
}

/** Sends at an even pace, each school its own children, over a handful of kept connections. */
async function play(stage: Stage, schools: readonly DrillingSchool[]): Promise<Sent> {
  const { port } = stage.product
  const moments = schools.map((): number[] => [])
  const acknowledged: number[] = []
  let refused = 0
  const idle = await Promise.all(Array.from({ length: 24 }, () => Connection.open(port)))
  const waiting: (() => void)[] = []
  const started = performance.now()
  const rounds = Math.floor((PLAYED_SECONDS * PER_SECOND) / (SCHOOLS * BATCH))
  const jobs: Promise<void>[] = []
  const send = async (school: DrillingSchool, at: number, round: number): Promise<void> => {
    const facts = Array.from({ length: BATCH }, (_, each) => factOf(school, round * BATCH + each))
    const sent = performance.now()
    for (let each = 0; each < BATCH; each += 1) moments[at]?.push(sent)
    while (idle.length === 0) await new Promise<void>(resolve => waiting.push(resolve))
    const first = idle.shift()
    if (!first) return
    let connection = first.isClosed ? await Connection.open(port) : first
    const bytes = toBytes(factsRequest(school, facts), port)
    try {
      // As a kiosk does, what was not acknowledged is sent again.
      const answer = await connection.send(bytes).catch(async () => {
        connection = await Connection.open(port)
        return connection.send(bytes)
      })
      acknowledged.push(performance.now() - sent)
      const body = JSON.parse(answer.body.toString()) as { taken?: string[] }
      refused += BATCH - (body.taken?.length ?? 0)
    } finally {
      idle.push(connection)
      waiting.shift()?.()
    }
  }
  for (let round = 0; round < rounds; round += 1)
    for (const [at, school] of schools.entries()) {
      const due = started + ((round * SCHOOLS + at) * BATCH * 1000) / PER_SECOND
      const wait = due - performance.now()
      if (wait > 1) await sleep(wait)
      jobs.push(send(school, at, round))
    }
  await Promise.all(jobs)
  for (const connection of idle) connection.close()
  return { moments, acknowledged, refused }
}

/** From a tap's sending to the first board that counts it. */
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
