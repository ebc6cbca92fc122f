import { z } from 'zod'
import type { App } from '../app.ts'
import type { Device } from '../drills/device.ts'
import { refuse, tooMany, type C } from '../drills/kiosk-answers.ts'
import { KioskPace } from '../drills/kiosk-pace.ts'
import { readBody } from '../files/read-body.ts'
import type { HttpApp } from '../http.ts'
import { readJson } from '../read-json.ts'
import { KioskSignIn, listKioskSessions, takeKioskSignIns } from './kiosk-sign-ins.ts'

const BODY_LIMIT = 256 * 1024
const Told = z.object({ signIns: z.array(KioskSignIn).max(500) })

/**
 * `GET /api/kiosk/trainings`: the batches open at the kiosk's school, with whom they ask. `POST /api/kiosk/trainings`
 * `{signIns}`: who signed in at the screen; telling it again changes nothing.
 */
export function mountKioskTrainings(http: HttpApp, app: App): void {
  const pace = new KioskPace()
  const withDevice =
    (answer: (device: Device, c: C) => Promise<Response>) =>
    async (c: C): Promise<Response> => {
      const found = await app.kiosks.find(c.req.raw.headers)
      if ('refusal' in found) return refuse(c, found.refusal)
      return pace.takesRequest(found.device.id) ? answer(found.device, c) : tooMany(c)
    }
  http.get(
    '/api/kiosk/trainings',
    withDevice(async (device, c) =>
      c.json({ sessions: await listKioskSessions(app, device), serverTime: app.clock.now() }),
    ),
  )
  http.post(
    '/api/kiosk/trainings',
    withDevice(async (device, c) => {
      const body = await readBody(c.req.raw, BODY_LIMIT)
      const told = Told.safeParse(body.ok ? readJson(body.value) : null)
      if (!told.success) return refuse(c, 'entry-invalid')
      const answers = await takeKioskSignIns(app, device, told.data.signIns, c.get('requestId'))
      return c.json({ answers, serverTime: app.clock.now() })
    }),
  )
}
