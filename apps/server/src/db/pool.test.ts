import { afterAll, expect, inject, test } from 'vitest'
import { createPool } from './pool.ts'

const pool = createPool({ connection: inject('cluster'), max: 1, onError: () => undefined })
afterAll(() => pool.end())

const readBack = async (moments: readonly string[]): Promise<string[]> => {
  const { rows } = await pool.query<{ at: string }>('select unnest($1::timestamptz[]) as at', [moments])
  return rows.map(({ at }) => at)
}

test('moments come back as they were written, so that they can be compared as text', async () => {
  const moments = ['00.000', '00.400', '00.440', '00.446', '01.000'].map(end => `2026-11-27T10:15:${end}Z`)
  expect(await readBack(moments)).toEqual(moments)
  expect((await readBack(moments)).sort()).toEqual(moments)
})

test('a moment of the database itself keeps its six decimals', async () => {
  expect(await readBack(['2026-11-27T10:15:00.1234Z'])).toEqual(['2026-11-27T10:15:00.123400Z'])
})
