import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listPasswordFaults, PASSWORD_FAULTS, PASSWORD_LENGTH } from './password.ts'

const faults = (password: string, previous?: string) =>
  listPasswordFaults(password, { username: 'anquan017', previous })

describe('a new password', () => {
  test('of three words or of mixed signs passes', () => {
    for (const password of [
      '梅子黄时雨打芭蕉夜未央',
      'lan-shan-yu-7',
      'Kestrel over the river',
      'x7#kPq!2vmZ',
    ])
      expect(faults(password)).toEqual([])
  })

  test('needs ten characters, counted as a reader counts them', () => {
    expect(faults('k7#pQ!2vm')).toEqual(['too-short'])
    expect(faults('校园安全人人有责任')).toEqual(['too-short'])
    expect(faults('😀💧🚒🐟🌧'.slice(0, 10))).toContain('too-short')
    expect(faults('x7#kPq!2vm'.padEnd(PASSWORD_LENGTH.max + 1, 'gw'))).toEqual(['too-long'])
  })

  test('does not hold the user name, however it is written', () => {
    expect(faults('anquan017')).toContain('has-username')
    expect(faults('My-ANQUAN017-key')).toContain('has-username')
  })

  test('is none that everybody tries first', () => {
    for (const password of [
      ...[
        'password123',
        'P@ssw0rd2026',
        '$ecret20260901',
        'Admin123456',
        'iloveyou1314',
        'woaini520520',
        'anlan-demo-2026',
      ],
      ...[
        '1234567890',
        '13912345678',
        '20080808888',
        'aaaaaaaaaa',
        'abcabcabcabc',
        'qwertyuiop',
        'qwerty123456',
      ],
      ...['1qaz2wsx3edc', 'abcd1234abcd', 'zyxwvutsrq', '!!!!!!!!!!!', 'asdfgh123456', 'a123456789'],
    ])
      expect([password, faults(password)]).toEqual([password, ['too-common']])
  })

  test('is not the old one', () => {
    expect(faults('x7#kPq!2vmZ', 'x7#kPq!2vmZ')).toEqual(['same-as-old'])
    expect(faults('x7#kPq!2vmZ', 'another one')).toEqual([])
  })

  test('is judged whatever somebody types', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ maxLength: 40 }),
        (password, username) => {
          const found = listPasswordFaults(password, { username })
          expect(found.every(fault => fault in PASSWORD_FAULTS)).toBe(true)
          expect(found.includes('too-short')).toBe([...password].length < PASSWORD_LENGTH.min)
        },
      ),
    )
  })
})
