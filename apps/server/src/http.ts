import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { Hono, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import { secureHeaders } from 'hono/secure-headers'
import type { App } from './app.ts'
import { endingWithSession } from './auth/ending-with-session.ts'
import { bodyWithin } from './body-within.ts'
import type { SignedIn } from './auth/sessions.ts'
import { isDatabaseAway } from './db/faults.ts'
import { api } from './api.ts'
import { newId } from './ids.ts'
import { httpStatusOf, refuse } from './refusal.ts'
import { sameOriginOnly } from './same-origin.ts'
import type { RequestContext } from './trpc.ts'

/** Raised when a change to the API would break a front end that was loaded before it. */
export const API_VERSION = '1'

const APPS = join(import.meta.dirname, '../..')
const TRPC_BODY_LIMIT = 4 * 1024 * 1024
/** Calls in one request. A page asks for a handful together; a thousand in one line would be a thousand for the price of one. */
const MAX_BATCH = 50

export interface Variables {
  requestId: string
}
export type HttpApp = Hono<{ Variables: Variables }>

/**
 * The web server of an app: the API, what `mounts` adds to it (sign-in, files, documents), health, and the
 * built front ends. `ready` tells whether the database answers.
 */
export function createHttp(app: App, mounts: readonly ((http: HttpApp, app: App) => void)[]): HttpApp {
  const http: HttpApp = new Hono()

  http.use(async (c, next) => {
    const requestId = newId<string>()
    c.set('requestId', requestId)
    await next()
    // Not by `c.header`, which makes the whole response anew once there is one.
    const { headers } = c.res
    headers.set('x-request-id', requestId)
    headers.set('x-anlan-api', API_VERSION)
    // On a shared computer the next person goes back a page and finds nothing.
    if (/^\/(trpc|api\/auth)\//.test(c.req.path) && !headers.has('cache-control'))
      headers.set('cache-control', 'no-store')
  })
  const [forPages, forEvidence] = [secureHeadersOf(app.config, PAGE), secureHeadersOf(app.config, EVIDENCE)]
  const forKiosk = secureHeadersOf(app.config, KIOSK)
  http.use((c, next) =>
    (c.req.path.startsWith('/api/files/')
      ? forEvidence
      : /^\/kiosk(\/|$)/.test(c.req.path)
        ? forKiosk
        : forPages)(c, next),
  )
  http.onError((error, c) => {
    const requestId = c.get('requestId')
    // What the framework itself refuses, such as a body that is too large, is no fault.
    if (error instanceof HTTPException) return error.getResponse()
    if (isDatabaseAway(error)) {
      const refusal = { code: 'database-away' } as const
      return c.json({ refusal }, httpStatusOf(refusal))
    }
    // Not the path itself: a poster's ends in its token.
    app.log.error({ err: error, requestId, route: routePath(c) }, 'request failed')
    return c.json({ fault: true, requestId }, 500)
  })

  http.use(sameOriginOnly(app.config.publicUrl))
  for (const mount of mounts) mount(http, app)

  http.use('/trpc/*', bodyWithin(TRPC_BODY_LIMIT))
  http.all('/trpc/*', c => {
    const isStream = acceptsStream(c.req.raw)
    const answer = (req: Request): Promise<Response> =>
      fetchRequestHandler({
        endpoint: '/trpc',
        req,
        router: api,
        maxBatchSize: MAX_BATCH,
        createContext: async ({ info }): Promise<RequestContext> => {
          // Whoever listens says so, as every browser does: a stream that nobody watches over would outlive its session.
          if (info.type === 'subscription' && !isStream) throw new TRPCError({ code: 'BAD_REQUEST' })
          return {
            app,
            requestId: c.get('requestId'),
            signedIn: await findOrRefuse(app, req.headers),
            headers: req.headers,
          }
        },
        onError({ error, path, ctx }) {
          if (error.code !== 'INTERNAL_SERVER_ERROR') return
          app.log.error({ err: error.cause ?? error, requestId: ctx?.requestId, path }, 'call failed')
        },
      })
    return isStream ? endingWithSession(app, c.req.raw, answer) : answer(c.req.raw)
  })
  serveFrontEnd(http, '/kiosk', join(APPS, 'kiosk/dist'))
  servePage(http, '/report/:token?', join(APPS, 'console/dist/report.html'))
  servePage(http, '/verify/:code?', join(APPS, 'console/dist/verify.html'))
  serveFrontEnd(http, '', join(APPS, 'console/dist'))
  return http
}

type Policy = NonNullable<NonNullable<Parameters<typeof secureHeaders>[0]>['contentSecurityPolicy']>

const PAGE: Policy = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
}

/** The kiosk reads badges with a camera: its reader is WebAssembly, which counts as a script of its own kind. */
const KIOSK: Policy = { ...PAGE, scriptSrc: ["'self'", "'wasm-unsafe-eval'"] }

/** Somebody's upload, opened by itself, may do nothing at all in the name of this site. */
const EVIDENCE: Policy = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], sandbox: [] }

const secureHeadersOf = ({ publicUrl }: App['config'], contentSecurityPolicy: Policy): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy,
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    strictTransportSecurity: publicUrl?.startsWith('https:') ? 'max-age=31536000' : false,
  })

/** Who asks; when the database cannot tell, that is said, and nobody is taken for a stranger. */
const findOrRefuse = (app: App, headers: Headers): Promise<SignedIn | null> =>
  app.sessions.find(headers).catch(error => {
    throw isDatabaseAway(error) ? refuse({ code: 'database-away' }) : error
  })

const acceptsStream = ({ headers }: Request): boolean =>
  headers.get('accept')?.includes('text/event-stream') ?? false

/** A built front end under its own path: hashed assets for a year, its page never from a cache. */
function serveFrontEnd(http: HttpApp, base: string, dist: string): void {
  http.use(
    `${base}/assets/*`,
    serveStatic({
      root: dist,
      rewriteRequestPath: path => path.slice(base.length),
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
      precompressed: true,
    }),
  )
  http.get(`${base}/assets/*`, c => c.text('not found', 404))
  // Names without a hash: a worker that keeps the page, its manifest, icons. The browser asks for them each time.
  http.use(
    `${base}/:file{[a-z0-9-]+\\.(?:js|webmanifest|svg|png)}`,
    serveStatic({
      root: dist,
      rewriteRequestPath: path => path.slice(base.length),
      onFound: (_path, c) => c.header('cache-control', 'no-cache'),
      precompressed: true,
    }),
  )
  servePage(http, `${base}/*`, join(dist, 'index.html'))
}

/** A built page under a path of its own, never from a cache. */
function servePage(http: HttpApp, path: string, page: string): void {
  http.get(path, c => {
    if (!existsSync(page)) return c.text('The front end is not built: npm start builds it.', 503)
    c.header('cache-control', 'no-cache')
    return c.html(readFileSync(page, 'utf8'))
  })
}
