import { MOST_ALARMS, PlatformAlarm } from '@anlan/domain'
import type pg from 'pg'
import { z } from 'zod'
import type { App } from '../app.ts'
import { networkOf, peerOf } from '../auth/peer-address.ts'
import { Bucket } from '../bucket.ts'
import type { C } from '../drills/kiosk-answers.ts'
import { readBody } from '../files/read-body.ts'
import type { HttpApp } from '../http.ts'
import { isKeepable } from '../plain-text.ts'
import { findPlatform, noteContact, secretOf, type Platform } from './platform.ts'
import { isSignedBy, isTimely, readSigned } from './signature.ts'
import { takeAlarms, recordDeed, type AlarmAnswer } from './take-alarms.ts'
import { actorOf } from './platform.ts'

const BODY_LIMIT = 1024 * 1024
/** A platform's clock may be a little ahead, its alarms no more than that. */
const AHEAD_MS = 10 * 60_000

/** Why a message is not taken, each with its status. Whoever wrote the other side reads these, and no person. */
const STATUS = {
  'signature-missing': 401,
  'signature-wrong': 401,
  'timestamp-off': 401,
  'platform-revoked': 401,
  'body-too-large': 413,
  'body-unreadable': 400,
  'too-many-alarms': 422,
  'too-many-requests': 429,
} as const
type Code = keyof typeof STATUS

const Message = z.strictObject({ alarms: z.array(z.unknown()).min(1) })

/** A county has a handful of platforms, each of which sends a few times a minute and, after a night without a line, all at once. */
const [REQUESTS, REQUESTS_A_SECOND] = [120, 1]
const [ALARMS, ALARMS_A_SECOND] = [20_000, 20]
const MOST_KNOWN = 5_000

/** Lets nobody ask without end: by address as long as he is nobody, by platform once his signature is right. */
class Pace {
  readonly #known = new Map<string, Bucket>()

  takes(who: string, much: number, most: number, perSecond: number): boolean {
    const known = this.#known.get(who)
    if (known) return known.take(much)
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    const fresh = new Bucket(most, perSecond)
    this.#known.set(who, fresh)
    return fresh.take(much)
  }
}

/** Takes alarms of school buses from the platforms of those who run them: `POST /api/bus/alarms`, signed. */
export function mountBusAlarms(auth: pg.Pool) {
  return (http: HttpApp, app: App): void => {
    const pace = new Pace()
    const refuse = async (c: C, code: Code, platform: string | null = null): Promise<Response> => {
      const now = app.clock.now()
      if (platform !== null) await noteContact(auth, platform, now, code)
      if (code === 'too-many-requests') c.header('retry-after', '60')
      return c.json({ refusal: { code }, serverTime: now }, STATUS[code])
    }
    http.post('/api/bus/alarms', async c => {
      const peer = networkOf(peerOf(c, app.config.trustedProxies))
      if (!pace.takes(`from ${peer}`, 1, REQUESTS * 5, REQUESTS_A_SECOND * 5))
        return refuse(c, 'too-many-requests')
      const body = await readBody(c.req.raw, BODY_LIMIT)
      if (!body.ok) return refuse(c, 'body-too-large')
      const signed = readSigned(c.req.raw.headers)
      if (!signed) return refuse(c, 'signature-missing')
      const isRight = isSignedBy(secretOf(app.vault, signed.platform), signed, body.value)
      const platform = await findPlatform(auth, signed.platform)
      // Who does not know the secret learns nothing, not even whether there is such a platform.
      if (!isRight || !platform) return refuse(c, 'signature-wrong', platform?.id)
      if (platform.revoked) return refuse(c, 'platform-revoked', platform.id)
      if (!isTimely(signed, app.clock.now())) return refuse(c, 'timestamp-off', platform.id)
      if (!pace.takes(`requests ${platform.id}`, 1, REQUESTS, REQUESTS_A_SECOND))
        return refuse(c, 'too-many-requests', platform.id)
      const message = Message.safeParse(readJson(body.value))
      if (!message.success) return refuse(c, 'body-unreadable', platform.id)
      const { alarms } = message.data
      if (alarms.length > MOST_ALARMS) return refuse(c, 'too-many-alarms', platform.id)
      if (!pace.takes(`alarms ${platform.id}`, alarms.length, ALARMS, ALARMS_A_SECOND))
        return refuse(c, 'too-many-requests', platform.id)
      const results = await takeAll(app, platform, alarms, c.get('requestId'))
      await noteContact(auth, platform.id, app.clock.now(), null)
      return c.json({ results, serverTime: app.clock.now() })
    })
  }
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown
  } catch {
    return null
  }
}

type Answer = AlarmAnswer & {
  readonly faults?: readonly { readonly field: string; readonly code: string }[]
}

/** Each alarm gets its own answer, in the order in which they came: one that makes no sense holds up no other. */
async function takeAll(
  app: App,
  platform: Platform,
  sent: readonly unknown[],
  requestId: string,
): Promise<Answer[]> {
  const latest = new Date(Date.parse(app.clock.now()) + AHEAD_MS).toISOString()
  const read = sent.map(each => readAlarm(each, latest))
  const good = read.flatMap(each => ('alarm' in each ? [each.alarm] : []))
  const bad = read.flatMap(each => ('answer' in each ? [each.answer] : []))
  const taken = (await takeAlarms(app, platform, good, requestId)).values()
  if (bad.length > 0) {
    const occasion = { actor: actorOf(platform), now: app.clock.now(), requestId }
    await app.db.transaction(occasion.actor, tx => recordDeed(tx, occasion, platform, 'refuse', bad))
  }
  return read.map(each => ('answer' in each ? each.answer : (taken.next().value as AlarmAnswer)))
}

function readAlarm(sent: unknown, latest: string): { alarm: PlatformAlarm } | { answer: Answer } {
  const id = idOf(sent)
  const alarm = isKeepable(sent) ? PlatformAlarm.safeParse(sent) : null
  if (alarm?.success)
    return alarm.data.at <= latest
      ? { alarm: alarm.data }
      : { answer: { id, result: 'refused', code: 'in-the-future' } }
  const faults = (alarm?.error.issues ?? []).map(({ path, message, ...issue }) => ({
    field: path.join('.') || ('keys' in issue ? issue.keys.join(', ') : ''),
    code: message,
  }))
  return { answer: { id, result: 'refused', code: 'invalid', faults: faults.slice(0, 20) } }
}

/** The sender's number for what makes no sense, as far as it can be said back and kept. */
const idOf = (sent: unknown): string => {
  const id = typeof sent === 'object' && sent !== null && 'id' in sent ? sent.id : ''
  return typeof id === 'string' && isKeepable(id) ? id.slice(0, 60) : ''
}
