import { MOST_ALARMS, PlatformAlarm } from '@anlan/domain'
import type pg from 'pg'
import { z } from 'zod'
import type { App } from '../app.ts'
import { networkOf, peerOf } from '../auth/peer-address.ts'
import type { C } from '../drills/kiosk-answers.ts'
import { readBody } from '../files/read-body.ts'
import type { HttpApp } from '../http.ts'
import { isKeepable } from '../plain-text.ts'
import { readJson } from '../read-json.ts'
import type { SentAlarm } from './alarm-digest.ts'
import { Pace } from '../pace.ts'
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
const REQUESTS = { most: 120, perSecond: 1 }
const ALARMS = { most: 20_000, perSecond: 20 }
const FROM_ADDRESS = { most: REQUESTS.most * 5, perSecond: REQUESTS.perSecond * 5, known: 5_000 }
/** More platforms than a county has; whoever comes here has shown that he is one. */
const PLATFORMS = 500

/** By address as long as he is nobody, by platform once his signature is right: strangers crowd out no platform. */
const paces = () => ({
  addresses: new Pace(FROM_ADDRESS),
  requests: new Pace({ ...REQUESTS, known: PLATFORMS }),
  alarms: new Pace({ ...ALARMS, known: PLATFORMS }),
})

/** Takes alarms of school buses from the platforms of those who run them: `POST /api/bus/alarms`, signed. */
export function mountBusAlarms(auth: pg.Pool) {
  return (http: HttpApp, app: App): void => {
    const pace = paces()
    const refuse = async (c: C, code: Code, platform: string | null = null): Promise<Response> => {
      const now = app.clock.now()
      if (platform !== null) await noteContact(auth, platform, now, code)
      if (code === 'too-many-requests') c.header('retry-after', '60')
      return c.json({ refusal: { code }, serverTime: now }, STATUS[code])
    }
    http.post('/api/bus/alarms', async c => {
      const peer = networkOf(peerOf(c, app.config.trustedProxies))
      if (!pace.addresses.takes(peer, 1)) return refuse(c, 'too-many-requests')
      const body = await readBody(c.req.raw, BODY_LIMIT)
      if (!body.ok) return refuse(c, 'body-too-large')
      const signed = readSigned(c.req.raw.headers)
      if (!signed) return refuse(c, 'signature-missing')
      const isRight = isSignedBy(secretOf(app.vault, signed.platform), signed, body.value)
      const platform = await findPlatform(auth, signed.platform)
      // Who does not know the secret learns nothing, not even whether there is such a platform.
      // Nor does he write anything: whoever knows a platform's id alone would mark it as turned away.
      if (!isRight || !platform) return refuse(c, 'signature-wrong')
      if (platform.revoked) return refuse(c, 'platform-revoked', platform.id)
      if (!isTimely(signed, app.clock.now())) return refuse(c, 'timestamp-off', platform.id)
      if (!pace.requests.takes(platform.id, 1)) return refuse(c, 'too-many-requests', platform.id)
      const message = Message.safeParse(readJson(body.value))
      if (!message.success) return refuse(c, 'body-unreadable', platform.id)
      const { alarms } = message.data
      if (alarms.length > MOST_ALARMS) return refuse(c, 'too-many-alarms', platform.id)
      if (!pace.alarms.takes(platform.id, alarms.length)) return refuse(c, 'too-many-requests', platform.id)
      const results = await takeAll(app, platform, alarms, c.get('requestId'))
      if (!results) return refuse(c, 'platform-revoked', platform.id)
      await noteContact(auth, platform.id, app.clock.now(), null)
      return c.json({ results, serverTime: app.clock.now() })
    })
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
): Promise<Answer[] | null> {
  const latest = new Date(Date.parse(app.clock.now()) + AHEAD_MS).toISOString()
  const read = sent.map(each => readAlarm(each, latest))
  const good = read.flatMap(each => ('alarm' in each ? [each] : []))
  const bad = read.flatMap(each => ('answer' in each ? [each.answer] : []))
  const answers = await takeAlarms(app, platform, good, requestId)
  if (!answers) return null
  const taken = answers.values()
  if (bad.length > 0) {
    const occasion = { actor: actorOf(platform), now: app.clock.now(), requestId }
    await app.db.transaction(occasion.actor, tx => recordDeed(tx, occasion, platform, 'refuse', bad))
  }
  return read.map(each => ('answer' in each ? each.answer : (taken.next().value as AlarmAnswer)))
}

function readAlarm(sent: unknown, latest: string): SentAlarm | { answer: Answer } {
  const id = idOf(sent)
  const alarm = isKeepable(sent) ? PlatformAlarm.safeParse(sent) : null
  if (alarm?.success)
    return alarm.data.at <= latest
      ? { alarm: alarm.data, sent }
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
