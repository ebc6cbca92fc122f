import { PAPER_KIND_IDS, type PaperKindId } from '@anlan/domain'
import { z } from 'zod'
import type { App } from '../app.ts'
import { networkOf, peerOf } from '../auth/peer-address.ts'
import { findWorking } from '../auth/sessions.ts'
import { readBody } from '../files/read-body.ts'
import type { HttpApp } from '../http.ts'
import { Lanes } from '../lanes.ts'
import { Pace } from '../pace.ts'
import { readJson } from '../read-json.ts'
import { httpStatusOf } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { makePaper } from './make-paper.ts'
import { verifyPaper } from './verify-paper.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const Named = z.object({ kind: z.enum(PAPER_KIND_IDS as [PaperKindId, ...PaperKindId[]]), id: z.uuid() })
const Asked = z.object({ code: z.string().max(60) })

/**
 * `GET /api/papers/:kind/:id`: an official paper of a kind as .docx. One that has not gone out yet comes as a draft, without
 * a code. `POST /api/verify-paper` `{code}`, for anybody: what a paper with that code says.
 */
export function mountPapers(http: HttpApp, app: App): void {
  // Eighty random bits are not found by trying; this only spares the database.
  const pace = new Pace({ most: 30, perSecond: 0.5, known: 5_000 })
  // Writing a page is work of the processor: whoever asks for a hundred at once waits for himself, and nobody for him.
  const lanes = new Lanes(1)

  http.get('/api/papers/:kind/:id', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const named = Named.safeParse(c.req.param())
    if (!named.success) return c.json({ refusal: { code: 'not-found' } }, 404)
    const context: Context = {
      ...{ app, actor: signedIn.actor, now: app.clock.now(), requestId: c.get('requestId') },
    }
    const { kind, id } = named.data
    const made = await lanes.in(context.actor.accountId, () =>
      makePaper(context, kind, id, new URL(c.req.url).origin),
    )
    if (!made.ok) return c.json({ refusal: made.error }, httpStatusOf(made.error))
    return c.body(new Uint8Array(made.value.bytes), 200, {
      'content-type': DOCX,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${made.value.title}.docx`)}`,
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
