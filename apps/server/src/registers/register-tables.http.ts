import { writeTemplate } from '@anlan/documents'
import { findRegister, LANGUAGES, may, tableColumns, UnitId, type Language, type Placed } from '@anlan/domain'
import type { Context as HttpContext } from 'hono'
import { z } from 'zod'
import type { App } from '../app.ts'
import { findWorking } from '../auth/sessions.ts'
import type { HttpApp, Variables } from '../http.ts'
import { Lanes } from '../lanes.ts'
import { untilRead } from '../until-read.ts'
import { isKeepable } from '../plain-text.ts'
import { httpStatusOf, type Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { EntryFilter } from './entry-filter.ts'
import { EntrySort } from './entry-order.ts'
import { exportEntries } from './export-entries.ts'
import { rejectedRows } from './rejected-rows.ts'
import { sendImport } from './send-import.ts'
import { templateColumns } from './table-shape.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Files of one person under way at a time, in either direction. */
const FILES_AT_ONCE = 2

type Http = HttpContext<{ Variables: Variables }>

/**
 * A register as a table: `GET /api/registers/:area/:register/template.xlsx`, `…/export.xlsx` and `…/export.csv` with what
 * the list shows, `POST …/imports?unit=…` with a file's bytes, and `GET /api/imports/:id/rejected.xlsx`.
 */
export function mountRegisterTables(http: HttpApp, app: App): void {
  const lanes = new Lanes(FILES_AT_ONCE)

  http.get('/api/registers/:area/:register/template.xlsx', async c => {
    const asked = await ask(c, app)
    if (asked instanceof Response) return asked
    const { context, register, language } = asked
    const { scope } = context.actor
    const spans = scope.kind === 'county' || scope.units.length > 1
    const columns = templateColumns(register, tableColumns(register, spans), language)
    const bytes = await writeTemplate(columns, TEMPLATE_WORDS[language](register.label[language]))
    return download(
      c,
      new Uint8Array(bytes),
      XLSX,
      `${register.label[language]}${TEMPLATE_NAME[language]}.xlsx`,
    )
  })

  http.get('/api/registers/:area/:register/:file{export\\.(?:xlsx|csv)}', async c => {
    const asked = await ask(c, app)
    if (asked instanceof Response) return asked
    const { context, register, language } = asked
    const query = Wanted.safeParse(c.req.query())
    if (!query.success) return refuse(c, { code: 'text-unreadable' })
    const format = c.req.param('file') === 'export.csv' ? 'csv' : 'xlsx'
    const name = `${register.label[language]}-${app.clock.today()}.${format}`
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : XLSX
    // Asked for without its body it would never be read, and keep its lane.
    if (c.req.method === 'HEAD') return download(c, new Uint8Array(), type, name)
    const made = await untilRead(lanes, context.actor.accountId, async () => {
      const stream = await exportEntries(context, { register, format, language, ...query.data })
      return stream.ok ? stream.value : stream
    })
    return made instanceof ReadableStream ? download(c, made, type, name) : refuse(c, made.error)
  })

  http.post('/api/registers/:area/:register/imports', async c => {
    const asked = await ask(c, app)
    if (asked instanceof Response) return asked
    const { context, register } = asked
    const unitId = UnitId.safeParse(c.req.query('unit'))
    if (!unitId.success) return refuse(c, { code: 'not-found' })
    const fileName = decodeName(c.req.header('x-file-name') ?? '')
    return lanes.in(context.actor.accountId, async () => {
      const sent = await sendImport(context, { register, unitId: unitId.data, fileName, request: c.req.raw })
      return sent.ok ? c.json(sent.value, 201) : refuse(c, sent.error)
    })
  })

  http.get('/api/imports/:id/rejected.xlsx', async c => {
    const context = await signedIn(c, app)
    if (context instanceof Response) return context
    const id = z.uuid().safeParse(c.req.param('id'))
    if (!id.success) return refuse(c, { code: 'not-found' })
    const language = languageOf(c)
    return lanes.in(context.actor.accountId, async () => {
      const rows = await rejectedRows(context, id.data, language)
      return rows.ok
        ? download(c, rows.value, XLSX, `${REJECTED_NAME[language]}.xlsx`)
        : refuse(c, rows.error)
    })
  })
}

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .default('{}')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'not-json' })
        return z.NEVER
      }
    })
    .refine(isKeepable)
    .pipe(schema)

const Wanted = z.object({
  filter: json(EntryFilter),
  sort: json(EntrySort),
  columns: z
    .string()
    .max(4_000)
    .default('')
    .transform(names => names.split(',').filter(Boolean)),
})

const TEMPLATE_NAME = { zh: '导入模板', en: ' template' }
const REJECTED_NAME = { zh: '未导入的行', en: 'Rows set apart' }
const TEMPLATE_WORDS = {
  zh: (register: string) => ({
    sheets: [register, '填写说明', '选项'] as const,
    explained: ['列', '要求', '示例'] as const,
    pick: '请从列表中选择',
  }),
  en: (register: string) => ({
    sheets: [register, 'How to fill in', 'Choices'] as const,
    explained: ['Column', 'What it asks for', 'Example'] as const,
    pick: 'Choose one from the list',
  }),
}

const languageOf = (c: Http): Language => LANGUAGES.find(each => each === c.req.query('lang')) ?? 'zh'

const refuse = (c: Http, refusal: Refusal): Response => c.json({ refusal }, httpStatusOf(refusal))

async function signedIn(c: Http, app: App): Promise<Context | Response> {
  const found = await findWorking(app.sessions, c.req.raw.headers)
  if (!found) return refuse(c, { code: 'signed-out' })
  return { app, actor: found.actor, now: app.clock.now(), requestId: c.get('requestId') }
}

/** Who asks, for which register that he may read. */
async function ask(
  c: Http,
  app: App,
): Promise<{ context: Context; register: Placed; language: Language } | Response> {
  const context = await signedIn(c, app)
  if (context instanceof Response) return context
  const register = findRegister(`${c.req.param('area')}/${c.req.param('register')}`)
  const isReadable =
    register && may(context.actor, 'register.read') && may(context.actor, register.permissions.read)
  return isReadable ? { context, register, language: languageOf(c) } : refuse(c, { code: 'not-found' })
}

const download = (
  c: Http,
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
  type: string,
  name: string,
): Response =>
  c.body(body, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'no-store',
  })

/** A header carries no Chinese, so the name comes percent-encoded; what does not decode is no name. */
function decodeName(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return ''
  }
}
