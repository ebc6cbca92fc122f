import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile, show } from '../figures.ts'
import { Connection, toBytes } from '../http.ts'
import { mutation, resultOf, type Credentials } from '../product.ts'
import { memoryOf } from '../processes.ts'
import type { Stage } from '../stage.ts'
import type { StageItem } from './item.ts'

const SUBSCRIBERS = 200
const CHANGES_PER_SECOND = 50
const SENDERS = 5
const SECONDS = 15

interface Watcher {
  readonly heard: { readonly asOf: number; readonly at: number }[]
  close(): void
}

/** One open board: notes when each snapshot arrived and how old it was. */
function watch(port: number, campaignId: string, headers: Credentials): Promise<Watcher> {
  const input = encodeURIComponent(JSON.stringify({ id: campaignId }))
  const path = `/trpc/campaigns.live?input=${input}`
  const heard: { asOf: number; at: number }[] = []
  return new Promise((resolve, reject) => {
    const request: ClientRequest = get(
      {
        ...{ host: '127.0.0.1', port, path, agent: false },
        headers: { ...headers, accept: 'text/event-stream' },
      },
      (response: IncomingMessage) => {
        if (response.statusCode !== 200) reject(new Error(`a board was refused: ${response.statusCode ?? 0}`))
        response.setEncoding('utf8')
        response.on('data', (text: string) => {
          const at = Date.now()
          for (const [, asOf = ''] of text.matchAll(/"asOf":"([^"]+)"/g))
            heard.push({ asOf: Date.parse(asOf), at })
        })
        response.on('error', () => undefined)
        resolve({ heard, close: () => request.destroy() })
      },
    )
    request.on('error', reject)
  })
}

interface Turn {
  readonly id: string
  state: string
  revision: number
}

/** Turns assignments to and fro through the API at an even pace; gives the moment each change was committed. */
async function change(stage: Stage, seconds: number): Promise<number[]> {
  const { rows: turns } = await stage.owner.query<Turn>(
    `select id, state, revision from assignments where campaign_id = $1 and state in ('pending', 'excused')
     order by id limit $2`,
    [stage.rows.campaignId, SENDERS * 40],
  )
  const done: number[] = []
  const started = performance.now()
  const send = async (sender: number): Promise<void> => {
    const connection = await Connection.open(stage.product.port)
    const mine = turns.filter((_turn, index) => index % SENDERS === sender)
    try {
      for (let n = 0; n < (seconds * CHANGES_PER_SECOND) / SENDERS; n += 1) {
        await sleep(
          Math.max(0, started + ((n * SENDERS + sender) * 1000) / CHANGES_PER_SECOND - performance.now()),
        )
        const turn = mine[n % mine.length]
        if (!turn) return
        const { id, revision } = turn
        const event = turn.state === 'pending' ? 'excuse' : 'reopen'
        const input = { id, revision, event, reason: '测量' }
        const request = mutation('assignments.advance', input, stage.people.officer)
        const answer = await connection.send(toBytes(request, stage.product.port))
        Object.assign(turn, resultOf<Turn>(answer.body))
        done.push(Date.now())
      }
    } finally {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, (_each, sender) => send(sender)))
  return done
}

/** From a change's commit to the first snapshot taken after it, for every board. */
const delaysOf = (changes: readonly number[], watchers: readonly Watcher[]): number[] =>
  watchers.flatMap(({ heard }) => {
    let next = 0
    return changes
      .toSorted((a, b) => a - b)
      .flatMap(at => {
        while (heard[next] && (heard[next]?.asOf ?? 0) < at) next += 1
        const shown = heard[next]
        return shown ? [shown.at - at] : []
      })
  })

/** Many open boards while the county works: snapshots are coalesced, memory stays flat. */
export const live: StageItem = {
  title: `${SUBSCRIBERS} open boards during ${CHANGES_PER_SECOND} changes/s`,
  async run(stage) {
    const { port, child } = stage.product
    const { watchers: readers } = stage
    const who = (index: number): Credentials => readers[index % readers.length] ?? stage.people.officer
    const watchers: Watcher[] = []
    try {
      for (let index = 0; index < SUBSCRIBERS; index += 1)
        watchers.push(await watch(port, stage.rows.campaignId, who(index)))
      await change(stage, 3)
      for (const { heard } of watchers) heard.length = 0
      const before = memoryOf(child.pid)
      const changes = await change(stage, SECONDS)
      const after = memoryOf(child.pid)
      await sleep(1500)
      const delays = delaysOf(changes, watchers)
      const snapshots = watchers.reduce((sum, { heard }) => sum + heard.length, 0)
      const perBoard = snapshots / SUBSCRIBERS / SECONDS
      const missed = changes.length * SUBSCRIBERS - delays.length
      return {
        lines: [
          `${changes.length} changes, ${show(perBoard)} snapshots/s a board, ${missed} changes never shown`,
          `change to screen p50 ${show(percentile(delays, 0.5))} ms, p99 ${show(percentile(delays, 0.99))} ms`,
          `memory ${show(before.now)} MB before, ${show(after.now)} MB after`,
        ],
        data: {
          ...{ perBoard, missed, p50: percentile(delays, 0.5), p99: percentile(delays, 0.99), before, after },
        },
        targets: [
          { what: 'at most 4 snapshots/s a board', kept: perBoard <= 4.1 },
          { what: 'every change reaches every board', kept: missed === 0 },
        ],
      }
    } finally {
      for (const watcher of watchers) watcher.close()
    }
  },
}
