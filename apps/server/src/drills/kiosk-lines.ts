import type { DeviceId } from '@anlan/domain'
import type { Context as HonoContext } from 'hono'
import type { App } from '../app.ts'
import type { Variables } from '../http.ts'
import type { Device } from './device.ts'
import { tellKiosk } from './kiosk-live.ts'

/** A kiosk has one; over a weak network some more that are dead already and of which nobody has told the server. */
const MOST_LINES = 3

type C = HonoContext<{ Variables: Variables }>

/** The lines on which kiosks hear of changes. Where one opens too many the oldest ends: it is the dead one. */
export class KioskLines {
  readonly #app: App
  readonly #open = new Map<DeviceId, AbortController[]>()

  constructor(app: App) {
    this.#app = app
  }

  open(device: Device, c: C): Response {
    const line = new AbortController()
    const lines = [...(this.#open.get(device.id) ?? []), line]
    this.#open.set(device.id, lines.slice(-MOST_LINES))
    for (const old of lines.slice(0, -MOST_LINES)) old.abort()
    return tellKiosk(this.#app, device, c, line.signal, () => this.#end(device.id, line))
  }

  #end(device: DeviceId, line: AbortController): void {
    const left = (this.#open.get(device) ?? []).filter(each => each !== line)
    if (left.length > 0) this.#open.set(device, left)
    else this.#open.delete(device)
  }
}
