import type { Instant } from '@anlan/domain'
import { DRILL_MODE_IDS, DRILL_TYPE_IDS, DRILL_TYPES, DrillId, FactSchema, type Fact } from '@anlan/domain'
import { compress } from 'hono/compress'
import type pg from 'pg'
import { z } from 'zod'
import type { App } from '../app.ts'
import { peerOf } from '../auth/peer-address.ts'
import { readBody } from '../files/read-body.ts'
import { API_VERSION, type HttpApp } from '../http.ts'
import { isKeepable } from '../plain-text.ts'
import { readJson } from '../read-json.ts'
import { httpStatusOf } from '../refusal.ts'
import { actorOf, type Device } from './device.ts'
import { followFact } from './follow-fact.ts'
import { refuse, tooMany, type C } from './kiosk-answers.ts'
import { noteHealth } from './kiosk-health.ts'
import { KioskLines } from './kiosk-lines.ts'
import { giveFacts, giveReceipt, giveRoster, MOST_FACTS } from './kiosk-lists.ts'
import { KioskPace } from './kiosk-pace.ts'
import { readKioskState } from './kiosk-state.ts'
import { PairingGate } from './pairing-gate.ts'
import { claimPairing, requestPairing } from './pairing.ts'
import { idOf, recordInvalid } from './refused-facts.ts'
import { makePack, OLDEST_START_MS } from './roster-pack.ts'
import { startDrill } from './start-drill.ts'

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
      const body = z.object({ secret: z.string().length(43) }).safeParse(await readSent(c, CLAIM_LIMIT))
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

async function readSent(c: C, limit = BODY_LIMIT): Promise<unknown> {
  const body = await readBody(c.req.raw, limit)
  return body.ok ? readJson(body.value) : null
}

async function start(app: App, device: Device, c: C): Promise<Response> {
  const body = Start.safeParse(await readSent(c))
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
  const body = Facts.safeParse(await readSent(c))
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
