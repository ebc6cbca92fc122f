import { may, MeasureId } from '@anlan/domain'
import { z } from 'zod'
import type { App } from '../app.ts'
import { networkOf, peerOf } from '../auth/peer-address.ts'
import { findWorking } from '../auth/sessions.ts'
import { readBody } from '../files/read-body.ts'
import type { HttpApp } from '../http.ts'
import { Pace } from '../pace.ts'
import { readJson } from '../read-json.ts'
import type { Context } from '../trpc.ts'
import { makeMeasurePaper } from './make-measure-paper.ts'
import { verifyPaper } from './verify-paper.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const Kind = z.enum(['measure', 'talk']).catch('measure')
const Asked = z.object({ code: z.string().max(60) })

/**
 * `GET /api/papers/measures/:id?of=measure|talk`: the paper of a measure as .docx. One that is not issued yet comes as a
 * draft, without a code. `POST /api/verify-paper` `{code}`, for anybody: what a paper with that code says.
 */
export function mountPapers(http: HttpApp, app: App): void {
  // Eighty random bits are not found by trying; this only spares the database.
  const pace = new Pace({ most: 30, perSecond: 0.5, known: 5_000 })

  http.get('/api/papers/measures/:id', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const { actor } = signedIn
    const id = MeasureId.safeParse(c.req.param('id'))
    const context: Context = { app, actor, now: app.clock.now(), requestId: c.get('requestId') }
    const made =
      id.success && may(actor, 'supervision.read')
        ? await makeMeasurePaper(context, id.data, Kind.parse(c.req.query('of')), new URL(c.req.url).origin)
        : null
    if (!made) return c.json({ refusal: { code: 'not-found' } }, 404)
    return c.body(new Uint8Array(made.bytes), 200, {
      'content-type': DOCX,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${made.title}.docx`)}`,
      'cache-control': 'no-store',
    })
  })

  http.post('/api/verify-paper', async c => {
    c.header('cache-control', 'no-store')
    if (!pace.takes(networkOf(peerOf(c, app.config.trustedProxies)), 1)) {
      c.header('retry-after', '60')
      return c.json({ refusal: { code: 'too-many-requests' } }, 429)
    }
    const body = await readBody(c.req.raw, 1024)
    const asked = Asked.safeParse(body.ok ? readJson(body.value) : null)
    const paper = asked.success ? await verifyPaper(app, asked.data.code) : null
    return paper ? c.json(paper) : c.json({ refusal: { code: 'paper-unknown' } }, 404)
  })
}
