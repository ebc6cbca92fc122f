import { packFacts, type Fact, type Roster } from '@anlan/domain/drills'
import { describe, expect, test } from 'vitest'
import { isElder, readMessage, writeMessage, type MessageHead } from './message.ts'

const DRILL = '01a215f0-17c4-7e2f-a96c-587e2bc00000'
const DEVICE = '01a215f0-0000-7000-8000-000000000001'
const person = (key: string) => ({ key, name: `学生${key}`, attendance: 'present' as const })
const roster: Roster = {
  ...{ drill: DRILL, unitId: 'u', points: [{ id: 'p1', name: '操场' }] },
  groups: [
    { id: 'c1', kind: 'class', name: '一班', point: 'p1', unnamed: 0, people: [person('A1'), person('A2')] },
  ],
}
const other: Roster = { ...roster, groups: [] }
const facts: Fact[] = ['A1', 'A2'].map((subject, at) => ({
  ...{ id: `01a215f0-18e${at}-7559-82e6-8b69c900000${at + 1}`, drill: DRILL, device: DEVICE, seq: at + 1 },
  ...{ at: 1_795_664_386_000 + at, offset: null, kind: 'v1.seen', subject, point: 'p1', how: 'tap' },
}))
const head: MessageHead = {
  ...{ version: 1, school: 'SPABQ', drill: DRILL, type: 'fire', mode: 'drill', startedAt: 5 },
  ...{ mark: null, known: false, plain: false },
}
const refused = (code: string) => ({ ok: false, error: { code } })

describe('a picture that is anybody’s', () => {
  const read = (change: object, what: readonly Fact[] = facts) =>
    readMessage(writeMessage({ ...head, ...change }, roster, what), 'SPABQ', () => roster)
  test.each<[string, object]>([
    ['a mode', { mode: 'joke' }],
    ['a kind of drill', { type: 'toString' }],
    ['a time', { startedAt: 1e300 }],
    ['a drill', { drill: 'ours' }],
    ['a list', { mark: 'newest' }],
    ['a list', { mark: undefined }],
  ])('with %s that is none leaves nothing on the device', (_, change) => {
    expect(read(change)).toEqual(refused('damaged'))
  })
  test('with a fact no device makes leaves nothing on the device', () => {
    const [fact] = facts as [Fact]
    for (const change of [
      { at: 2 ** 50 },
      { subject: 'x'.repeat(400) },
      { id: 'mine' },
      { seq: -4 },
      { device: 'd' },
    ])
      expect(read({}, [{ ...fact, ...change } as Fact])).toEqual(refused('damaged'))
  })
})

describe('what one kiosk shows another', () => {
  test('comes out as it went in, with everything needed to join', () => {
    const read = readMessage(writeMessage(head, roster, facts), 'SPABQ', () => roster)
    expect(read).toEqual({ ok: true, value: { head, facts } })
  })
  test('is read with another list when it names people by their own keys', () => {
    expect(readMessage(writeMessage(head, roster, facts), 'SPABQ', () => other)).toEqual(
      refused('other-roster'),
    )
    const plain = { ...head, plain: true }
    const read = readMessage(writeMessage(plain, roster, facts), 'SPABQ', () => other)
    expect(read).toEqual({ ok: true, value: { head: plain, facts } })
  })
  test('of another school, of a newer kiosk, or torn, is refused', () => {
    const bytes = writeMessage(head, roster, facts)
    expect(readMessage(bytes, 'ZZZZZ', () => roster)).toEqual(refused('other-school'))
    expect(readMessage(bytes, 'SPABQ', () => null)).toEqual(refused('other-roster'))
    const newer = writeMessage({ ...head, version: 2 as 1 }, roster, facts)
    expect(readMessage(newer, 'SPABQ', () => roster)).toEqual(refused('newer'))
    for (let cut = 0; cut < bytes.length; cut += 1)
      expect(readMessage(bytes.subarray(0, cut), 'SPABQ', () => roster)).toEqual(refused('damaged'))
    expect(readMessage(packFacts(roster, facts), 'SPABQ', () => roster)).toEqual(refused('damaged'))
  })
})

test('two screens that both pressed start agree whose drill it is', () => {
  const [early, late] = [
    { known: false, startedAt: 5, drill: 'b' },
    { known: false, startedAt: 9, drill: 'a' },
  ]
  expect([isElder(early, late), isElder(late, early)]).toEqual([true, false])
  // What the server has goes before what began first.
  expect([isElder(early, { ...late, known: true }), isElder({ ...late, known: true }, early)]).toEqual([
    false,
    true,
  ])
  expect([isElder(early, { ...early, drill: 'c' }), isElder({ ...early, drill: 'c' }, early)]).toEqual([
    true,
    false,
  ])
})
