import { verifyPassword } from 'better-auth/crypto'
import { expect, test } from 'vitest'
import { hashPassword, makeFirstPassword } from './first-password.ts'

test('a first password can be read out without mistaking one sign for another', () => {
  const made = Array.from({ length: 200 }, makeFirstPassword)
  for (const password of made)
    expect(password).toMatch(/^[abcdefghjkmnpqrstuvwxyz2-9]{4}(-[abcdefghjkmnpqrstuvwxyz2-9]{4}){2}$/)
  expect(new Set(made).size).toBe(made.length)
})

test('its hash lets in that password and no other', async () => {
  const [password, other] = [makeFirstPassword(), makeFirstPassword()]
  const hash = await hashPassword(password)
  expect(hash).not.toContain(password)
  expect(await verifyPassword({ hash, password })).toBe(true)
  expect(await verifyPassword({ hash, password: other })).toBe(false)
})
