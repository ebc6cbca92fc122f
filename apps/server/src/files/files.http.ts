import { may, UnitId } from '@anlan/domain'
import { z } from 'zod'
import type { App } from '../app.ts'
import { findWorking } from '../auth/sessions.ts'
import type { HttpApp } from '../http.ts'
import type { Context } from '../trpc.ts'
import { keepFile, MAX_FILE_BYTES } from './keep-file.ts'
import { readBody } from './read-body.ts'

const VariantParam = z.enum(['thumbnail', 'view', 'original'])

/** Evidence in and out: `POST /api/files?unit=…&name=…` with the bytes as body, `GET /api/files/:id/:variant`. */
export function mountFiles(http: HttpApp, app: App): void {
  http.post('/api/files', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const { actor } = signedIn
    if (!may(actor, 'hazard.report') && !may(actor, 'assignment.submit'))
      return c.json({ refusal: { code: 'not-permitted' } }, 403)
    const unitId = UnitId.safeParse(c.req.query('unit'))
    if (!unitId.success) return c.json({ refusal: { code: 'not-found' } }, 404)
    const body = await readBody(c.req.raw, MAX_FILE_BYTES)
    if (!body.ok) return c.json({ refusal: body.error }, 413)
    const context: Context = { app, actor, now: app.clock.now(), requestId: c.get('requestId') }
    const kept = await keepFile(context, unitId.data, c.req.query('name') ?? '', body.value)
    return kept.ok ? c.json(kept.value, 201) : c.json({ refusal: kept.error }, 422)
  })

  http.get('/api/files/:id/:variant?', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const id = z.uuid().safeParse(c.req.param('id'))
    const variant = VariantParam.safeParse(c.req.param('variant') ?? 'original')
    if (!id.success || !variant.success) return c.json({ refusal: { code: 'not-found' } }, 404)
    const file = await app.db.read(signedIn.actor, tx =>
      tx.selectFrom('files').selectAll().where('id', '=', id.data).executeTakeFirst(),
    )
    if (!file) return c.json({ refusal: { code: 'not-found' } }, 404)
    const derived = variant.data !== 'original' && file.width !== null
    const bytes = await app.files.read(file.sha256, derived ? variant.data : undefined)
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': derived ? 'image/webp' : file.media_type,
      'content-disposition': `${derived ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400, immutable',
    })
  })
}
