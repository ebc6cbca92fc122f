import { Connection, toBytes, type Request } from './http.ts'
import { cpuMsOf } from './processes.ts'
import { percentile, spreadOf, type Spread } from './figures.ts'

/** Something that is asked over HTTP, with the request to send; `next` may vary it from call to call. */
export interface Side {
  readonly name: string
  readonly port: number
  /** Its process, whose own time is counted as well: it says what a request costs however busy the machine is. */
  readonly pid: number
  readonly next: () => Request
}

/** What one side did in all its rounds. */
export interface Figures {
  readonly requestsPerSecond: Spread
  readonly p50: number
  readonly p99: number
  readonly requests: number
  /** The process's own time a request, PostgreSQL's not included; NaN where the system does not tell. */
  readonly cpuMs: number
}

interface Round {
  readonly seconds: number
  readonly latencies: readonly number[]
  readonly cpuMs: number
}

export interface Load {
  readonly seconds: number
  readonly rounds: number
  readonly concurrency: number
}

const WARM_UP_SECONDS = 1

/** Keeps `concurrency` requests under way for a while. An answer other than 200 ends the run: it measures nothing. */
async function drive(side: Side, concurrency: number, seconds: number): Promise<Round> {
  const connections = await Promise.all(Array.from({ length: concurrency }, () => Connection.open(side.port)))
  const latencies: number[] = []
  const cpuBefore = cpuMsOf(side.pid)
  const started = performance.now()
  const until = started + seconds * 1000
  const work = async (connection: Connection): Promise<void> => {
    const fixed = toBytes(side.next(), side.port)
    const varies = side.next() !== side.next()
    for (let sent = performance.now(); sent < until;) {
      const answer = await connection.send(varies ? toBytes(side.next(), side.port) : fixed)
      const now = performance.now()
      if (answer.status !== 200)
        throw new Error(`${side.name} answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`)
      latencies.push(now - sent)
      sent = now
    }
  }
  try {
    await Promise.all(connections.map(work))
    const seconds = (performance.now() - started) / 1000
    return { seconds, latencies, cpuMs: cpuMsOf(side.pid) - cpuBefore }
  } finally {
    for (const connection of connections) connection.close()
  }
}

/**
 * Lets every side have its turn, round after round, so that whatever drifts on the machine drifts for all of them.
 * The first turn of each is a warm-up that does not count.
 */
export async function compare(sides: readonly Side[], load: Load): Promise<Map<string, Figures>> {
  const rounds = new Map<string, Round[]>(sides.map(side => [side.name, []]))
  for (const side of sides) await drive(side, load.concurrency, WARM_UP_SECONDS)
  for (let round = 0; round < load.rounds; round += 1) {
    for (const side of sides) rounds.get(side.name)?.push(await drive(side, load.concurrency, load.seconds))
  }
  return new Map([...rounds].map(([name, done]) => [name, figuresOf(done)]))
}

function figuresOf(rounds: readonly Round[]): Figures {
  const latencies = rounds.flatMap(round => round.latencies)
  return {
    requestsPerSecond: spreadOf(rounds.map(round => round.latencies.length / round.seconds)),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    requests: latencies.length,
    cpuMs: rounds.reduce((sum, round) => sum + round.cpuMs, 0) / latencies.length,
  }
}
