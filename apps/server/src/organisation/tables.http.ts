import { mayRole } from '@anlan/domain'
import { MAX_TABLE_BYTES, readTable } from '@anlan/documents'
import type { App } from '../app.ts'
import { findWorking } from '../auth/sessions.ts'
import { readBody } from '../files/read-body.ts'
import type { HttpApp } from '../http.ts'

/**
 * `POST /api/tables`: the bytes of a table saved as text, or of a pasted one. Gives its cells, `{rows}`; keeps
 * nothing. What they mean is the business of whoever imports them.
 */
export function mountTables(http: HttpApp, app: App): void {
  http.post('/api/tables', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const { role } = signedIn.actor
    if (!mayRole(role, 'people.manage') && !mayRole(role, 'roster.manage'))
      return c.json({ refusal: { code: 'not-permitted' } }, 403)
    const body = await readBody(c.req.raw, MAX_TABLE_BYTES)
    if (!body.ok) return c.json({ refusal: { code: 'document-too-large', limit: MAX_TABLE_BYTES } }, 413)
    const table = readTable(body.value)
    return table.ok ? c.json({ rows: table.value }) : c.json({ refusal: table.error }, 422)
  })
}
