import type { Context as HonoContext } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { App } from '../app.ts'
import { API_VERSION, type Variables } from '../http.ts'
import type { Device } from './device.ts'
import { readKioskState } from './kiosk-state.ts'

/** Silence on the line after which a kiosk may think that it is cut. */
const HEARTBEAT_MS = 15_000
const COALESCE_MS = 250
/** Facts of other kiosks are wanted within seconds, and a county has hundreds of these lines. */
const FACTS_EVERY_MS = 1_000

/**
 * A kiosk's line: `changed` with the state of its drills, when that changed; `facts` with how many facts of its drill the
 * server has, when some came, so that a kiosk which sent all of them itself need not ask for others; `beat` in silence;
 * `over` when it is revoked. `cut` ends it; `ended` is called when it has ended, by whomever.
 */
export function tellKiosk(
  app: App,
  device: Device,
  c: HonoContext<{ Variables: Variables }>,
  cut: AbortSignal,
  ended: () => void,
): Response {
  return streamSSE(c, async out => {
    cut.addEventListener('abort', () => out.abort(), { once: true })
    let wake: () => void = () => undefined
    const news = { state: true, facts: false }
    const hear = (what: keyof typeof news) => (): void => {
      news[what] = true
      wake()
    }
    /** Waits so long, or until something is there that does not wait. */
    const rest = (ms: number, isThere: () => boolean): Promise<void> =>
      new Promise(resolve => {
        const timer = setTimeout(() => resolve(), ms)
        wake = () => {
          if (!isThere()) return
          clearTimeout(timer)
          resolve()
        }
        wake()
      })
    const stops = [
      app.live.listen(`drills:${device.unitId}`, hear('state')),
      app.live.listen('devices', hear('state')),
    ]
    const heldTo: { drill: string | null; stops: (() => void)[] } = { drill: null, stops: [] }
    const holdTo = (drill: string | null): void => {
      if (drill === heldTo.drill) return
      for (const stop of heldTo.stops) stop()
      heldTo.drill = drill
      heldTo.stops =
        drill === null
          ? []
          : [
              app.live.listen(`drill:${drill}`, hear('state')),
              app.live.listen(`facts:${drill}`, hear('facts')),
            ]
    }
    out.onAbort(() => wake())
    try {
      while (!out.aborted) {
        if (news.state) {
          news.state = false
          // A revoked kiosk hears nothing more.
          const found = await app.kiosks.find(c.req.raw.headers)
          if ('refusal' in found) {
            await out.writeSSE({ event: 'over', data: JSON.stringify({ code: found.refusal }) })
            return
          }
          const { drill, next } = await readKioskState(app, device, API_VERSION)
          holdTo(drill?.id ?? null)
          await out.writeSSE({
            event: 'changed',
            data: JSON.stringify({ drill, next, serverTime: app.clock.now() }),
          })
          await out.sleep(COALESCE_MS)
        } else if (news.facts && heldTo.drill !== null) {
          news.facts = false
          const facts = await app.musters.countOf(heldTo.drill)
          await out.writeSSE({
            event: 'facts',
            data: JSON.stringify({ drill: heldTo.drill, facts, serverTime: app.clock.now() }),
          })
          await rest(FACTS_EVERY_MS, () => news.state || out.aborted)
        } else {
          await rest(HEARTBEAT_MS, () => news.state || news.facts || out.aborted)
          if (!news.state && !news.facts && !out.aborted)
            await out.writeSSE({ event: 'beat', data: app.clock.now() })
        }
      }
    } finally {
      for (const stop of stops) stop()
      holdTo(null)
      ended()
    }
  })
}
