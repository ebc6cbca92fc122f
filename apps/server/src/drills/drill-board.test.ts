import type { DrillId, Instant } from '@anlan/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { aClassOf } from '../testing/class-of-pupils.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, type TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'
import { readBoard } from './drill-board.ts'

const county = useCounty()
const held: { house?: Awaited<ReturnType<typeof open>>; kiosk?: TestKiosk; keys?: string[] } = {}
const kiosk = (): TestKiosk => held.kiosk as TestKiosk
const key = (at: number): string => held.keys?.[at] ?? ''

beforeAll(async () => {
  county.setNow(new Date().toISOString() as Instant)
  held.house = await open(county.assembled)
  held.keys = await aClassOf(county, 'eastPrimary', 70)
  held.kiosk = await pairKiosk(county, held.house.origin, 'eastPrimary', 'eastSafety')
})
afterAll(() => held.house?.close())

test('names the missing before anybody else, and who was only not asked for once they are few', async () => {
  const drill = newId<DrillId>()
  await kiosk().start(drill)
  const board = async () => {
    const read = await readBoard(county.assembled.app, drill, true)
    return { more: read?.more, named: read?.outstanding.map(each => [each.key, each.state]) }
  }
  const say = (kind: 'v1.missing' | 'v1.seen', at: number) =>
    kind === 'v1.seen' ? kiosk().seen(drill, key(at)) : kiosk().fact(drill, { kind, subject: key(at) })
  expect(await board()).toEqual({ more: 70, named: [] })

  // The last of the list, who would stand behind sixty others.
  await kiosk().send([say('v1.missing', 69), say('v1.missing', 68), say('v1.seen', 68)])
  const troubled = [
    [key(69), 'missing'],
    [key(68), 'conflict'],
  ]
  expect(await board()).toEqual({ more: 68, named: troubled })

  await kiosk().send(Array.from({ length: 9 }, (_, at) => say('v1.seen', at)))
  expect(await board()).toMatchObject({ more: 59, named: troubled })
  await kiosk().send([say('v1.seen', 9)])
  const { more, named } = await board()
  expect(more).toBe(0)
  expect(named).toEqual([
    ...troubled,
    ...Array.from({ length: 58 }, (_, at) => [key(10 + at), 'unaccounted']),
  ])
})
