import { LEDGER_KIND_IDS, LEDGER_KINDS, may, sayDay, type LedgerKindId } from '@anlan/domain'
import { writeLedger } from '@anlan/documents'
import { z } from 'zod'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findWorking } from '../auth/sessions.ts'
import type { HttpApp } from '../http.ts'
import { Lanes } from '../lanes.ts'
import { isKeepable } from '../plain-text.ts'
import { readJson } from '../read-json.ts'
import type { Context } from '../trpc.ts'
import { untilRead } from '../until-read.ts'
import type { OpenedLedger } from './ledger-source.ts'
import { LEDGERS } from './ledgers.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const Kind = z.enum(LEDGER_KIND_IDS)
const SIGNERS = ['填报人', '审核人', '单位负责人'] as const

/** Ledgers of one person that are made at a time. */
const LEDGERS_AT_ONCE = 2

/** `GET /api/ledgers/:kind?filter={…}`: a ledger as .xlsx of what the same filter shows on the screen. */
export function mountLedgers(http: HttpApp, app: App): void {
  // Reading thousands of rows and packing them is work: whoever asks for many at once waits for himself, and nobody for him.
  const lanes = new Lanes(LEDGERS_AT_ONCE)
  http.get('/api/ledgers/:kind', async c => {
    const signedIn = await findWorking(app.sessions, c.req.raw.headers)
    if (!signedIn) return c.json({ refusal: { code: 'signed-out' } }, 401)
    const { actor } = signedIn
    const kind = Kind.safeParse(c.req.param('kind'))
    if (!kind.success || !may(actor, LEDGERS[kind.data].permission))
      return c.json({ refusal: { code: 'not-found' } }, 404)
    const asked = readJson(c.req.query('filter') ?? '{}')
    const ledger = isKeepable(asked) ? LEDGERS[kind.data].open(asked) : null
    if (!ledger) return c.json({ refusal: { code: 'text-unreadable' } }, 400)
    const context: Context = { app, actor, now: app.clock.now(), requestId: c.get('requestId') }
    const title = LEDGER_KINDS[kind.data].label.zh
    const name = encodeURIComponent(`${title}-${app.clock.today()}.xlsx`)
    const headers = {
      'content-type': XLSX,
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'cache-control': 'no-store',
    }
    // Asked for without its body it is not made.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    const stream = await untilRead(lanes, actor.accountId, () =>
      begin(context, kind.data, title, ledger, asked),
    )
    return c.body(stream, 200, headers)
  })
}

async function begin(
  context: Context,
  kind: LedgerKindId,
  title: string,
  { columns, rows }: OpenedLedger,
  filter: unknown,
): Promise<ReadableStream<Uint8Array>> {
  const { app, actor } = context
  const unit = await app.db.transaction(actor, async tx => {
    await recordAudit(tx, context, {
      ...{ action: 'ledger.export', subject: { kind: 'ledger', id: kind } },
      unitId: actor.scope.kind === 'county' ? null : actor.unitId,
      after: { ledger: kind, filter },
    })
    return tx.selectFrom('units').select('name').where('id', '=', actor.unitId).executeTakeFirst()
  })
  return writeLedger(
    {
      ...{ title, columns, signers: SIGNERS },
      about: `填报单位：${unit?.name ?? ''}        统计日期：${sayDay(app.clock.today()).zh}`,
    },
    rows(context),
  )
}
