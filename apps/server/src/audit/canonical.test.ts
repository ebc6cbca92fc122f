import { expect, test } from 'vitest'
import fc from 'fast-check'
import { canonical, canonicalEvent, GENESIS, linkHash, parseExact, type EventRow } from './canonical.ts'

const EVENT: EventRow = {
  ...{
    id: '0190',
    at: '2026-10-15T02:00:00.000000Z',
    actor_id: 'a',
    actor_name: '张老师',
    actor_role: 'principal',
  },
  ...{ unit_id: null, action: 'hazard.report', subject_kind: 'hazard', subject_id: 'h', request_id: null },
  before: null,
  after: '{"b": 1.0, "a": [9007199254740993, 0.10, "é\\u2028\\n"], "甲": {"z": true, "Z": null}}',
}

test('an event has one text, which any program can make from the paragraph that describes it', () => {
  expect(canonicalEvent(EVENT)).toBe(
    '{"action":"hazard.report","actor_id":"a","actor_name":"张老师","actor_role":"principal",' +
      '"after":{"a":[9007199254740993,0.10,"é\u2028\\n"],"b":1.0,"甲":{"Z":null,"z":true}},' +
      '"at":"2026-10-15T02:00:00.000000Z","before":null,"id":"0190","request_id":null,' +
      '"subject_id":"h","subject_kind":"hazard","unit_id":null}',
  )
})

test('its hash follows from the text and the hash before it', () => {
  expect(GENESIS).toBe('61351f5703d6349fae601d4ab87001c8cfe5d29653d7acd35cdb45cf87c6e37a')
  expect(linkHash(GENESIS, canonicalEvent(EVENT))).toBe(
    '3f430881163859ce4e418e18bf96c188107cfc06a33872bc541b1c1c16039b76',
  )
})

test('writing what was read changes nothing, and members come in one order however they were given', () => {
  fc.assert(
    fc.property(fc.json(), text => {
      const once = canonical(parseExact(text))
      expect(canonical(parseExact(once))).toBe(once)
      expect(JSON.parse(once)).toEqual(JSON.parse(text))
    }),
  )
  expect(canonical(parseExact('{"b":1,"a":2}'))).toBe(canonical(parseExact('{"a":2,"b":1}')))
})
