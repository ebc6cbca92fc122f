import { makeFactId, makeRun, type DrillMode, type Roster } from '@anlan/domain/drills'
import { describe, expect, test } from 'vitest'
import { NO_DISK } from '../keep/held.ts'
import { Ledger } from '../keep/ledger.ts'
import { Kiosk } from '../kiosk.ts'
import { mergeMessage, showMessage } from './merge-message.ts'

const roster: Roster = {
  ...{ drill: '', unitId: 'u', points: [] },
  groups: [
    {
      ...{ id: 'c1', kind: 'class', name: '一班', point: null, unnamed: 0 },
      people: ['A1', 'A2'].map(key => ({ key, name: `学生${key}`, attendance: 'present' })),
    },
  ],
}
const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16))
let devices = 0

/** A screen without a line, in a drill of a mode that began at a time and in which one child was seen. */
async function aKiosk(
  mode: DrillMode,
  startedAt: number,
  known: boolean,
): Promise<{ kiosk: Kiosk; drill: string }> {
  devices += 1
  const ledger = await Ledger.open(NO_DISK)
  await ledger.pair({
    ...{ token: 't', deviceId: `01a215f0-0000-7000-8000-${String(devices).padStart(12, '0')}`, name: '操场' },
    school: { id: 'u', name: '小学', badge: 'SPABQ' },
  })
  const drill = makeFactId(startedAt, makeRun(random()), 0)
  await ledger.hold({ id: drill, type: 'fire', mode, startedAt, mark: null, known }, roster, random())
  await ledger.record(
    drill,
    { kind: 'v1.seen', subject: `A${devices % 2 ? 1 : 2}`, point: null, how: 'tap' },
    {
      ...{ at: Date.now(), offset: null },
    },
  )
  return { kiosk: new Kiosk(ledger, 'test'), drill }
}
const show = async (from: Kiosk, to: Kiosk) => {
  const merged = await mergeMessage(to, showMessage(from, false) ?? new Uint8Array())
  await Promise.resolve()
  return merged
}
/** The screen follows what is held one turn later. */
const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve))

describe.each<[DrillMode, DrillMode]>([
  ['real', 'drill'],
  ['real', 'test'],
  ['drill', 'test'],
])('%s and %s', (grave, lesser) => {
  test.each([true, false])('never become one, however old the lesser is (known: %s)', async known => {
    const now = Date.now()
    const [danger, exercise] = [await aKiosk(grave, now, false), await aKiosk(lesser, now - 60_000, known)]

    // The graver screen reads the lesser one: nothing of it is taken, and it stays what it is.
    expect(await show(exercise.kiosk, danger.kiosk)).toEqual({ ok: false, error: { code: 'other-mode' } })
    await turn()
    expect(danger.kiosk.shown.drill).toMatchObject({ id: danger.drill, mode: grave })
    expect(danger.kiosk.ledger.set(danger.drill).facts.size).toBe(1)

    // The lesser screen reads the graver one: it goes over to it, and what was counted before stays behind.
    expect(await show(danger.kiosk, exercise.kiosk)).toEqual({ ok: true, value: 1 })
    await turn()
    expect(exercise.kiosk.shown).toMatchObject({ drill: { id: danger.drill, mode: grave }, ended: false })
    expect(exercise.kiosk.shown.muster?.totals).toMatchObject({ accounted: 1, outstanding: 1 })
    expect(exercise.kiosk.ledger.set(exercise.drill).facts.size).toBe(known ? 1 : 2)
  })
})

test('two of one mode become one, whoever scans', async () => {
  const now = Date.now()
  const [one, two] = [await aKiosk('drill', now - 5_000, false), await aKiosk('drill', now, false)]
  expect(await show(one.kiosk, two.kiosk)).toEqual({ ok: true, value: 1 })
  await turn()
  expect(two.kiosk.shown).toMatchObject({ drill: { id: one.drill }, muster: { totals: { outstanding: 0 } } })
})
