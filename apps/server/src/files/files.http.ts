import { MAX_FILE_BYTES, may, UnitId } from '@anlan/domain'
import { z } from 'zod'
import type { App } from '../app.ts'
import { findWorking } from '../auth/sessions.ts'
import type { HttpApp } from '../http.ts'
import { Lanes } from '../lanes.ts'
import type { Context } from '../trpc.ts'
import { findFile } from './find-file.ts'
import { keepFile } from './keep-file.ts'
import { openFile } from './open-file.ts'
import { readBody } from './read-body.ts'
import { FILE_PURPOSES } from './sniff.ts'

/** Uploads of one person that lie in memory at a time; the others wait on the line, where they cost none. */
const UPLOADS_AT_ONCE = 3
const Purpose = z.enum(FILE_PURPOSES).catch('evidence')
const VariantParam = z.enum(['thumbnail', 'view', 'original'])

/** Evidence in and out: `POST /api/files?unit=…&name=…` with the bytes as body, `GET /api/files/:id/:variant`. */
export function mountFiles(http: HttpApp, app: App): void {
  const uploads = new Lanes(UPLOADS_AT_ONCE)
  http.post('/api/files', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const { actor } = signedIn
    if (!may(actor, 'hazard.report') && !may(actor, 'assignment.submit'))
      return c.json({ refusal: { code: 'not-permitted' } }, 403)
    const unitId = UnitId.safeParse(c.req.query('unit'))
    if (!unitId.success) return c.json({ refusal: { code: 'not-found' } }, 404)
    return uploads.in(actor.accountId, async () => {
      const body = await readBody(c.req.raw, MAX_FILE_BYTES)
      if (!body.ok) return c.json({ refusal: body.error }, 413)
      const context: Context = { app, actor, now: app.clock.now(), requestId: c.get('requestId') }
      const kept = await keepFile(
        context,
        unitId.data,
        c.req.query('name') ?? '',
        body.value,
        Purpose.parse(c.req.query('as')),
      )
      return kept.ok ? c.json(kept.value, 201) : c.json({ refusal: kept.error }, 422)
    })
  })

  http.get('/api/files/:id/:variant?', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const id = z.uuid().safeParse(c.req.param('id'))
    const variant = VariantParam.safeParse(c.req.param('variant') ?? 'original')
    if (!id.success || !variant.success) return c.json({ refusal: { code: 'not-found' } }, 404)
    const { actor } = signedIn
    const file = await findFile({ app, actor, now: app.clock.now(), requestId: c.get('requestId') }, id.data)
    if (!file) return c.json({ refusal: { code: 'not-found' } }, 404)
    // Asked for anew each time, so that whoever signed out or moved on sees it no more; the bytes travel once.
    const etag = `"${file.sha256}-${variant.data}"`
    const caching = { etag, 'cache-control': file.restricted ? 'private, no-store' : 'private, no-cache' }
    if (isAmong(c.req.header('if-none-match'), etag)) return c.body(null, 304, caching)
    const opened = await openFile(app.files, file, variant.data)
    if (!opened) {
      app.log.error({ file: file.id, sha256: file.sha256 }, 'the bytes of a file are gone')
      return c.json({ refusal: { code: 'not-found' } }, 404)
    }
    return c.body(new Uint8Array(opened.bytes), 200, {
      ...caching,
      'content-type': opened.mediaType,
      'content-disposition': opened.disposition,
    })
  })
}

/** Whether a reader holds what this tag names (RFC 9110 13.1.2). */
const isAmong = (held: string | undefined, etag: string): boolean =>
  (held ?? '').split(',').some(each => each.trim().replace(/^W\//, '') === etag)
