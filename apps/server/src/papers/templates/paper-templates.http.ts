import { may, PAPER_KIND_IDS, PAPER_KINDS, type PaperKindId } from '@anlan/domain'
import { MAX_TEMPLATE_BYTES, writeBuiltInTemplate } from '@anlan/documents'
import type { Context as HttpContext } from 'hono'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { findWorking } from '../../auth/sessions.ts'
import { readBody } from '../../files/read-body.ts'
import type { HttpApp, Variables } from '../../http.ts'
import { Lanes } from '../../lanes.ts'
import { isKeepable } from '../../plain-text.ts'
import type { Context } from '../../trpc.ts'
import { writeSample } from '../make-paper.ts'
import { replaceTemplate } from './replace-template.ts'
import { findTemplate } from './template.queries.ts'
import { samplePaper } from './template-tags.ts'

type Http = HttpContext<{ Variables: Variables }>

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const Named = z.object({ kind: z.enum(PAPER_KIND_IDS as [PaperKindId, ...PaperKindId[]]) })
const Sent = z.object({
  from: z.coerce.number().int().min(0),
  name: z.string().trim().min(1).max(200).refine(isKeepable),
})

/**
 * The files of templates, for whoever looks after them: `GET /api/paper-templates/:kind` the one papers are made by (`?of=sample`
 * a paper of sample data made by it, `?of=built-in` the built-in page), `POST /api/paper-templates/:kind?from=…&name=…` another.
 */
export function mountPaperTemplates(http: HttpApp, app: App): void {
  // Reading a template is work of the processor: one at a time of a person.
  const lanes = new Lanes(1)

  http.get('/api/paper-templates/:kind', async c => {
    const asked = await ask(c, app)
    if (asked instanceof Response) return asked
    const { context, kind } = asked
    const of = c.req.query('of')
    const template = of === 'built-in' ? null : await app.db.read(context.actor, tx => findTemplate(tx, kind))
    const bytes =
      of === 'sample'
        ? await writeSample(context, kind, template, new URL(c.req.url).origin)
        : (template ?? (await writeBuiltInTemplate({ ...samplePaper(kind), record: null, proof: null })))
    const name = `${PAPER_KINDS[kind].label.zh}${of === 'sample' ? '样张' : '模板'}.docx`
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': DOCX,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    })
  })

  http.post('/api/paper-templates/:kind', async c => {
    const asked = await ask(c, app)
    if (asked instanceof Response) return asked
    const { context, kind } = asked
    const sent = Sent.safeParse(c.req.query())
    if (!sent.success) return c.json({ refusal: { code: 'text-unreadable' } }, 400)
    const body = await readBody(c.req.raw, MAX_TEMPLATE_BYTES)
    if (!body.ok) return c.json({ refusal: { code: 'template-too-large', limit: MAX_TEMPLATE_BYTES } }, 413)
    const { from, name } = sent.data
    return lanes.in(context.actor.accountId, async () => {
      const result = await replaceTemplate(context, { kind, from, file: { name, bytes: body.value } })
      if (result.ok) return c.json(result.value, 201)
      return c.json({ refusal: result.error }, result.error.code === 'stale-revision' ? 409 : 422)
    })
  })
}

async function ask(
  c: Http,
  app: App,
): Promise<{ readonly context: Context; readonly kind: PaperKindId } | Response> {
  const signedIn = await findWorking(app.sessions, c.req.raw.headers)
  if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
  const named = Named.safeParse(c.req.param())
  if (!named.success || !may(signedIn.actor, 'paper-template.manage'))
    return c.json({ refusal: { code: 'not-found' } }, 404)
  const { actor } = signedIn
  return {
    context: { app, actor, now: app.clock.now(), requestId: c.get('requestId') },
    kind: named.data.kind,
  }
}
