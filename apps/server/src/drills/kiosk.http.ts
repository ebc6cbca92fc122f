import {
  DRILL_MODE_IDS,
  DRILL_TYPE_IDS,
  DRILL_TYPES,
  DrillId,
  FactSchema,
  Instant,
  makeMergeReceipt,
  toFactSet,
  type Fact,
  type FactSet,
} from '@anlan/domain'
import type { Context as HonoContext } from 'hono'
import { compress } from 'hono/compress'
import { sql } from 'kysely'
import type pg from 'pg'
import { z } from 'zod'
import type { App } from '../app.ts'
import { peerOf } from '../auth/peer-address.ts'
import { readBody } from '../files/read-body.ts'
import { API_VERSION, type HttpApp, type Variables } from '../http.ts'
import { isKeepable } from '../plain-text.ts'
import { httpStatusOf } from '../refusal.ts'
import { actorOf, type Device } from './device.ts'
import { toFact, type FactRow } from './fact-row.ts'
import { followFact } from './follow-fact.ts'
import { noteHealth } from './kiosk-health.ts'
import { KioskLines } from './kiosk-lines.ts'
import { KioskPace } from './kiosk-pace.ts'
import { readKioskState } from './kiosk-state.ts'
import { PairingGate } from './pairing-gate.ts'
import { claimPairing, requestPairing } from './pairing.ts'
import { idOf, recordInvalid } from './refused-facts.ts'
import { makePack, OLDEST_START_MS } from './roster-pack.ts'
import { sha256 } from './settle-drill.ts'
import { startDrill } from './start-drill.ts'

/** A day's facts of a school without a network, in one piece. */
const MOST_FACTS = 2_000
const BODY_LIMIT = 2 * 1024 * 1024
/** Of somebody nobody knows yet. */
const CLAIM_LIMIT = 1024

/** How a kiosk is, beside its facts: a reading that makes no sense is none, and holds up no fact. */
const reading = (min: number, max: number) => z.number().int().min(min).max(max).nullable().catch(null)
const Health = {
  version: z.string().max(40).refine(isKeepable).nullable().catch(null),
  /** Milliseconds the kiosk's clock is behind the server's. */
  skew: reading(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  battery: reading(0, 100),
  unsent: reading(0, 2 ** 31 - 1),
}
const Start = z.object({
  id: DrillId,
  type: z.enum(DRILL_TYPE_IDS),
  mode: z.enum(DRILL_MODE_IDS),
  at: z.number().int(),
  mark: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
})
const Facts = z.object({ facts: z.array(z.unknown()).max(MOST_FACTS), ...Health })

type C = HonoContext<{ Variables: Variables }>

/**
 * What kiosks ask, under `/api/kiosk`. A kiosk is a principal of its own: its token is good for its school's drills and
 * for nothing else, and each answer is read within its school's scope.
 */
export function mountKiosk(auth: pg.Pool) {
  return (http: HttpApp, app: App): void => {
    // Lists of thousands of people over a village's line; the live line itself is passed on as it comes.
    http.use('/api/kiosk/pack', compress())
    http.use('/api/kiosk/drills/*', compress())
    const [gate, pace, lines] = [new PairingGate(), new KioskPace(), new KioskLines(app)]
    http.post('/api/kiosk/pair', async c => {
      const now = app.clock.now()
      if (!gate.admit(peerOf(c, app.config.trustedProxies), now)) return tooMany(c)
      const request = await requestPairing(auth, now)
      return request ? c.json(request, 201) : tooMany(c)
    })
    http.post('/api/kiosk/claim', async c => {
      const body = z.object({ secret: z.string().length(43) }).safeParse(await readJson(c, CLAIM_LIMIT))
      return c.json(
        body.success ? await claimPairing(auth, body.data.secret, app.clock.now()) : { state: 'over' },
      )
    })
    const withDevice =
      (answer: (device: Device, c: C) => Promise<Response>) =>
      async (c: C): Promise<Response> => {
        const found = await app.kiosks.find(c.req.raw.headers)
        if ('refusal' in found) return refuse(c, found.refusal)
        return pace.takesRequest(found.device.id) ? answer(found.device, c) : tooMany(c)
      }
    http.get(
      '/api/kiosk/state',
      withDevice(async (device, c) => c.json(await readKioskState(app, device, API_VERSION))),
    )
    http.get(
      '/api/kiosk/pack',
      withDevice(async (device, c) => c.json(await makePack(app, device))),
    )
    http.get(
      '/api/kiosk/live',
      withDevice((device, c) => Promise.resolve(lines.open(device, c))),
    )
    http.post(
      '/api/kiosk/drills',
      withDevice((device, c) => start(app, device, c)),
    )
    http.post(
      '/api/kiosk/facts',
      withDevice((device, c) => takeFacts(app, auth, pace, device, c)),
    )
    http.get(
      '/api/kiosk/drills/:id/roster',
      withDevice((device, c) => giveRoster(app, device, c)),
    )
    http.get(
      '/api/kiosk/drills/:id/facts',
      withDevice((device, c) => giveFacts(app, device, c)),
    )
    http.get(
      '/api/kiosk/drills/:id/receipt',
      withDevice((device, c) => giveReceipt(app, device, c)),
    )
  }
}

const refuse = (
  c: C,
  code: 'device-unknown' | 'device-revoked' | 'not-found' | 'entry-invalid',
): Response => {
  const refusal = code === 'entry-invalid' ? { code, issues: [] } : { code }
  return c.json({ refusal }, httpStatusOf(refusal))
}

const tooMany = (c: C): Response => {
  const refusal = { code: 'too-many-attempts', retryAfter: 60 } as const
  return c.json({ refusal }, httpStatusOf(refusal))
}

async function readJson(c: C, limit = BODY_LIMIT): Promise<unknown> {
  const body = await readBody(c.req.raw, limit)
  if (!body.ok) return null
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body.value)) as unknown
  } catch {
    return null
  }
}

async function start(app: App, device: Device, c: C): Promise<Response> {
  const body = Start.safeParse(await readJson(c))
  if (!body.success) return refuse(c, 'entry-invalid')
  const now = app.clock.now()
  const at = Math.min(Math.max(body.data.at, Date.parse(now) - OLDEST_START_MS), Date.parse(now))
  const result = await app.db.transaction(actorOf(device), tx =>
    startDrill(
      tx,
      { actor: actorOf(device), now, requestId: c.get('requestId') },
      {
        ...{ id: body.data.id, type: body.data.type, mode: body.data.mode, mark: body.data.mark },
        ...{
          unitId: device.unitId,
          title: DRILL_TYPES[body.data.type].zh,
          at: new Date(at).toISOString() as Instant,
        },
      },
    ),
  )
  return result.ok ? c.json(result.value) : c.json({ refusal: result.error }, httpStatusOf(result.error))
}

async function takeFacts(app: App, auth: pg.Pool, pace: KioskPace, device: Device, c: C): Promise<Response> {
  const body = Facts.safeParse(await readJson(c))
  if (!body.success) return refuse(c, 'entry-invalid')
  if (!pace.takesFacts(device.id, body.data.facts.length)) return tooMany(c)
  const good: Fact[] = []
  const invalid: unknown[] = []
  for (const each of body.data.facts) {
    const fact = FactSchema.safeParse(each)
    // What the database cannot keep would take with it everybody's facts of the same moment.
    if (fact.success && isKeepable(fact.data)) good.push(fact.data)
    else invalid.push(each)
  }
  if (invalid.length > 0) await recordInvalid(app, device, invalid)
  const answer = await app.intake.take(device, good)
  const taken = new Set(answer.taken)
  for (const fact of good)
    if (taken.has(fact.id)) {
      await followFact(app, device, fact)
      app.settlement.note(fact.drill)
    }
  await noteHealth(auth, device, body.data, app.clock.now())
  return c.json({
    taken: answer.taken,
    refused: [...answer.refused, ...invalid.map(each => ({ id: idOf(each), code: 'invalid' }))],
    serverTime: app.clock.now(),
  })
}

async function giveRoster(app: App, device: Device, c: C): Promise<Response> {
  const id = DrillId.safeParse(c.req.param('id'))
  const drill = id.success
    ? await app.db.read(actorOf(device), tx =>
        tx
          .selectFrom('drills')
          .select('roster')
          .where('id', '=', id.data)
          .where('unit_id', '=', device.unitId)
          .executeTakeFirst(),
      )
    : undefined
  return drill?.roster ? c.json(drill.roster) : refuse(c, 'not-found')
}

async function giveFacts(app: App, device: Device, c: C): Promise<Response> {
  const id = DrillId.safeParse(c.req.param('id'))
  const after = c.req.query('after')
  const since = Instant.safeParse(after).data ?? '-infinity'
  if (!id.success) return refuse(c, 'not-found')
  const rows = await app.db.read(actorOf(device), async tx => {
    const found = await sql<FactRow>`
      select drill_id, id, device_id, seq, body, at, offset_ms, received_at from drill_facts
      where drill_id = ${id.data} and unit_id = ${device.unitId} and received_at > ${since}::timestamptz
      order by received_at fetch first ${MOST_FACTS} rows with ties`.execute(tx)
    return found.rows
  })
  return c.json({
    ...{ facts: rows.map(toFact), upTo: rows.at(-1)?.received_at ?? Instant.safeParse(after).data ?? null },
    ...{ more: rows.length >= MOST_FACTS, serverTime: app.clock.now() },
  })
}

const readFactSet = (app: App, device: Device, drill: string): Promise<FactSet> =>
  app.db.read(actorOf(device), async tx => {
    const { rows } = await sql<FactRow>`
      select drill_id, id, device_id, seq, body, at, offset_ms, received_at from drill_facts
      where drill_id = ${drill} and unit_id = ${device.unitId}`.execute(tx)
    return toFactSet(rows.map(toFact))
  })

async function giveReceipt(app: App, device: Device, c: C): Promise<Response> {
  const id = DrillId.safeParse(c.req.param('id'))
  const own = id.success
    ? await app.db.read(actorOf(device), tx =>
        tx
          .selectFrom('drills')
          .select(['id', 'receipt', 'fact_count'])
          .where('id', '=', id.data)
          .where('unit_id', '=', device.unitId)
          .executeTakeFirst(),
      )
    : undefined
  if (!own) return refuse(c, 'not-found')
  // A drill that was cancelled before it began has no list and no muster, and may have facts all the same.
  const live = await app.musters.of(own.id, { fresh: true })
  if (live) return c.json(await makeMergeReceipt(live.set, sha256))
  const set = await readFactSet(app, device, own.id)
  // With the list went the names in the facts: what they were hashed to before stands.
  return c.json(
    own.receipt !== null && own.fact_count === set.facts.size
      ? { facts: own.fact_count, hash: own.receipt }
      : await makeMergeReceipt(set, sha256),
  )
}
