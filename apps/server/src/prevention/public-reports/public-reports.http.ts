import { MOST_REPORT_PHOTOS, NewPublicReport, publicReportLimit } from '@anlan/domain'
import type pg from 'pg'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { networkOf, peerOf } from '../../auth/peer-address.ts'
import type { C } from '../../drills/kiosk-answers.ts'
import { SYSTEM } from '../../db/scope.ts'
import { readBody } from '../../files/read-body.ts'
import { readForm } from '../../files/read-form.ts'
import type { HttpApp } from '../../http.ts'
import { Lanes } from '../../lanes.ts'
import { Pace } from '../../pace.ts'
import { isKeepable } from '../../plain-text.ts'
import { readJson } from '../../read-json.ts'
import { readRuleLimits } from '../../registers/rule-limits.queries.ts'
import { findPoster } from './poster.ts'
import { findState } from './receipt.ts'
import { receiveReport } from './receive-report.ts'

/** Why somebody without an account is turned away, each with its status; the page puts it into one sentence. */
const STATUS = {
  'poster-unknown': 404,
  'poster-revoked': 410,
  'receipt-unknown': 404,
  'report-unreadable': 400,
  'report-differs': 409,
  'report-too-large': 413,
  'too-many-photos': 422,
  'not-a-photo': 422,
  'photo-too-large': 413,
  'too-many-requests': 429,
  'queue-full': 429,
} as const
type Code = keyof typeof STATUS

const MOST_PHOTO_BYTES = 4 * 1024 * 1024
const BODY_LIMIT = MOST_REPORT_PHOTOS * MOST_PHOTO_BYTES + 64 * 1024
/** The four fields of a report, and its photos; some more are told that they are too many. */
const MOST_PARTS = 4 + 5 * MOST_REPORT_PHOTOS
/** Reports of one poster that lie in memory at a time; the others wait on the line, where they cost none. */
const AT_ONCE = 3

/** A telephone network puts a whole neighbourhood behind one address, and a class of parents stands before one poster. */
const paces = () => ({
  reading: new Pace({ most: 300, perSecond: 2, known: 5_000 }),
  addresses: new Pace({ most: 30, perSecond: 1 / 60, known: 5_000 }),
  posters: new Pace({ most: 20, perSecond: 1 / 60, known: 5_000 }),
  /** What many addresses send together; a county that reports more than one a second has other worries. */
  anywhere: new Pace({ most: 200, perSecond: 1, known: 1 }),
})

const Receipt = z.object({ code: z.string().min(1).max(40) })

/**
 * The door for people without an account: `GET /api/report-posters/:token` says what a poster is for,
 * `POST /api/report-posters/:token` takes a report as a form with its photos, `POST /api/report-state` tells how far the
 * report of a receipt code is.
 */
export function mountPublicReports(auth: pg.Pool) {
  return (http: HttpApp, app: App): void => {
    const pace = paces()
    const lanes = new Lanes(AT_ONCE)
    const peer = (c: C): string => networkOf(peerOf(c, app.config.trustedProxies))
    const mayRead = (c: C): boolean => pace.reading.takes(peer(c), 1)
    const maySend = (c: C, poster: string): boolean =>
      pace.addresses.takes(peer(c), 1) && pace.posters.takes(poster, 1) && pace.anywhere.takes('anywhere', 1)

    http.get('/api/report-posters/:token', async c => {
      if (!mayRead(c)) return refuse(c, 'too-many-requests')
      const poster = await findPoster(auth, c.req.param('token'))
      if (!poster) return refuse(c, 'poster-unknown')
      if (poster.revoked) return refuse(c, 'poster-revoked')
      const contactDays = await app.db.read(SYSTEM, async tx =>
        publicReportLimit('contact-days', (await readRuleLimits(tx)).value, app.clock.today()),
      )
      const { unitName: unit, place } = poster
      return c.json({ unit, place, mostPhotos: MOST_REPORT_PHOTOS, contactDays }, 200, NEVER_KEPT)
    })

    http.post('/api/report-posters/:token', async c => {
      if (!mayRead(c)) return refuse(c, 'too-many-requests')
      const poster = await findPoster(auth, c.req.param('token'))
      if (!poster) return refuse(c, 'poster-unknown')
      if (poster.revoked) return refuse(c, 'poster-revoked')
      if (!maySend(c, poster.id)) return refuse(c, 'too-many-requests')
      return lanes.in(poster.id, async () => {
        const body = await readBody(c.req.raw, BODY_LIMIT)
        if (!body.ok) return refuse(c, 'report-too-large')
        const form = await readReport(body.value, c.req.header('content-type') ?? '')
        if (!form) return refuse(c, 'report-unreadable')
        if (form.photos.length > MOST_REPORT_PHOTOS) return refuse(c, 'too-many-photos')
        if (form.photos.some(({ byteLength }) => byteLength > MOST_PHOTO_BYTES))
          return refuse(c, 'photo-too-large')
        const received = await receiveReport(app, poster, form.report, form.photos, c.get('requestId'))
        return received.ok ? c.json(received.value, 201, NEVER_KEPT) : refuse(c, received.error.code)
      })
    })

    http.post('/api/report-state', async c => {
      if (!mayRead(c)) return refuse(c, 'too-many-requests')
      const body = await readBody(c.req.raw, 1024)
      const asked = body.ok ? Receipt.safeParse(readJson(body.value)) : null
      const found = asked?.success ? await findState(auth, asked.data.code) : null
      return found ? c.json(found, 200, NEVER_KEPT) : refuse(c, 'receipt-unknown')
    })
  }
}

const NEVER_KEPT = { 'cache-control': 'no-store' }

function refuse(c: C, code: Code): Response {
  if (code === 'too-many-requests' || code === 'queue-full') c.header('retry-after', '60')
  return c.json({ refusal: { code } }, STATUS[code], NEVER_KEPT)
}

interface Form {
  readonly report: NewPublicReport
  readonly photos: readonly Uint8Array[]
}

/** The fields and photos of a form, or null where it is none or says nothing that makes sense. */
async function readReport(body: Uint8Array, contentType: string): Promise<Form | null> {
  const form = await readForm(body, contentType, MOST_PARTS)
  if (!form) return null
  const texts = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  const report = isKeepable(texts) ? NewPublicReport.safeParse(texts) : null
  if (!report?.success) return null
  const files = form.getAll('photo').filter(value => typeof value !== 'string')
  const photos = await Promise.all(files.map(async file => new Uint8Array(await file.arrayBuffer())))
  return { report: report.data, photos }
}
