import { MAX_PLAN_BYTES, readPlanFile, readPlanText } from '@anlan/documents'
import { z } from 'zod'
import type { App } from '../app.ts'
import { findWorking } from '../auth/sessions.ts'
import { readBody } from '../files/read-body.ts'
import type { HttpApp } from '../http.ts'
import { isKeepable } from '../plain-text.ts'
import type { Context } from '../trpc.ts'
import { importPlan, mayImport } from './import-plan.ts'

const Pasted = z
  .object({ text: z.string(), name: z.string().max(200).default('') })
  .refine(isKeepable, { error: 'text-unreadable' })

/**
 * `POST /api/plans?name=…`: a plan document's bytes, or JSON `{text, name}` for pasted text. Gives `{campaignId}`;
 * refuses what cannot be read before anything is kept.
 */
export function mountPlans(http: HttpApp, app: App): void {
  http.post('/api/plans', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const context: Context = {
      ...{ app, actor: signedIn.actor, now: app.clock.now(), requestId: c.get('requestId') },
    }
    if (!mayImport(context)) return c.json({ refusal: { code: 'not-permitted' } }, 403)
    const body = await readBody(c.req.raw, MAX_PLAN_BYTES)
    if (!body.ok) return c.json({ refusal: { code: 'document-too-large', limit: MAX_PLAN_BYTES } }, 413)
    const isJson = c.req.header('content-type')?.startsWith('application/json') ?? false
    const pasted = isJson ? parsePasted(body.value) : null
    if (isJson && !pasted) return c.json({ refusal: { code: 'document-not-text' } }, 422)
    const read = pasted ? readPlanText(pasted.text) : await readPlanFile(body.value)
    if (!read.ok) return c.json({ refusal: read.error }, 422)
    const name = (pasted?.name ?? c.req.query('name') ?? '').toWellFormed().replace(/\p{Cc}/gu, ' ')
    const { campaignId } = await importPlan(app.db, context, { ...read.value, name })
    return c.json({ campaignId }, 201)
  })
}

function parsePasted(body: Uint8Array): z.infer<typeof Pasted> | null {
  try {
    return Pasted.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
  } catch {
    return null
  }
}
