import { describe, expect, test } from 'vitest'
import { readEntry } from '../../kernel/register.ts'
import { busAlarmLog } from './bus-alarm-log.ts'
import { entryOfAlarm, PlatformAlarm } from './platform-alarm.ts'

const sent = { id: 'A-1', plate: '湘F·12345', at: '2026-10-15T00:10:00+08:00', kind: 'speeding', speed: 91 }
const faultsOf = (change: object): string[] =>
  PlatformAlarm.safeParse({ ...sent, ...change }).error?.issues.map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  ) ?? []

describe('an alarm of an operator’s platform', () => {
  test('is a line of the register on the county’s day, that nobody has looked into', () => {
    const entry = entryOfAlarm(PlatformAlarm.parse(sent), '湘安监控平台')
    expect(entry).toMatchObject({
      ...{
        platform: '湘安监控平台',
        number: 'A-1',
        plate: '湘F12345',
        on: '2026-10-15',
        at: '2026-10-14T16:10:00.000Z',
      },
      ...{ kind: 'speeding', speed: 91, onTrip: true, verdict: 'open' },
    })
    expect(readEntry(busAlarmLog, entry)).toEqual({ ok: true, value: entry })
  })
  test('says nothing that is the school’s to say, and no field that nobody reads', () => {
    for (const field of ['verdict', 'handling', 'handledOn', 'on', 'platform', 'number', 'velocity'])
      expect([field, faultsOf({ [field]: 'x' })]).toEqual([field, [expect.stringContaining(field)]])
  })
  test('is refused at the field that is wrong', () => {
    expect(faultsOf({ at: '2026-10-15 00:10' })).toEqual(['at not-an-instant'])
    expect(faultsOf({ plate: '湘I12345' })).toEqual(['plate bad-plate'])
    expect(faultsOf({ kind: 'loud' })[0]).toMatch(/^kind /)
    expect(faultsOf({ id: ' ' })[0]).toMatch(/^id /)
  })
})
