import { afterAll, beforeAll, expect, test } from 'vitest'
import { requestPairing } from '../drills/pairing.ts'
import { callOn } from '../testing/command-line.ts'
import { useCounty } from '../testing/county.ts'
import { aFolder } from '../testing/folders.ts'
import { open } from '../testing/visitor.ts'
import { systemClock } from '../clock.ts'
import { command as kioskPair } from './kiosk-pair.ts'

const county = useCounty()
let house: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  house = await open(county.assembled)
})
afterAll(() => house.close())

const pair = (code: string, unit = 'eastPrimary', name = '操场') =>
  callOn(county, aFolder())(kioskPair, '--code', code, '--unit', unit, '--name', name)

test('the kiosk that shows the code belongs to the school from then on, and only once', async () => {
  const request = await requestPairing(county.assembled.connections.auth, systemClock.now())
  const code = request?.code ?? ''
  expect(await pair(code.toLowerCase())).toMatchObject({ ok: true, value: { json: { name: '操场' } } })
  expect(await pair(code)).toMatchObject({
    ok: false,
    error: { en: expect.stringContaining('No such pairing code') as string },
  })
  const [device] = await county.as('eastSafety').devices.list({ unitId: county.units.eastPrimary })
  expect(device).toMatchObject({ name: '操场', pairedByName: '系统' })
  expect(await county.audit('device.pair', device?.id)).toHaveLength(1)
})

test('a code nobody showed, a unit nobody knows and a name of nothing are refused in a sentence', async () => {
  expect(await pair('ABCD2345')).toMatchObject({ ok: false })
  expect(await pair('ABCD2345', '没有这所学校')).toMatchObject({
    ok: false,
    error: { en: expect.stringContaining('No such unit') as string },
  })
  expect(await pair('ABCD2345', 'eastPrimary', ' ')).toMatchObject({
    ok: false,
    error: { en: expect.stringContaining('A name') as string },
  })
  expect(await callOn(county, aFolder())(kioskPair, '--code', 'ABCD2345')).toBeNull()
})
