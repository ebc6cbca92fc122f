import type { LetterBatchId, LetterCommand, LetterId, LetterLevel, PostId } from '@anlan/domain'
import { readPlanFile } from '@anlan/documents'
import { beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { makePaper } from '../papers/make-paper.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'

const county = useCounty()
const NOW = '2026-10-15T02:00:00.000Z'
const YEAR = { from: '2026-09-01', to: '2027-08-31' } as const

beforeAll(() => {
  county.setNow(NOW)
  return county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(
      tx,
      'appointments',
      (
        [
          ['eastHead', 'eastMiddle', 'head'],
          ['westHead', 'westMiddle', 'head'],
          ['villageHead', 'eastVillage', 'head'],
          ['eastSafety', 'eastMiddle', 'safety-director'],
          ['eastTeacher', 'eastMiddle', 'class-teacher'],
        ] satisfies [PersonName, UnitName, PostId][]
      ).map(([who, unit, post]) => ({
        ...{ id: newId<string>(), account_id: county.people[who].accountId, post, until_on: null },
        ...{ unit_id: county.units[unit], from_on: '2026-09-01' as const },
      })),
    ),
  )
})

const asked = (officeMark: string | null, posts: PostId[], level: LetterLevel = 'bureau-school') => ({
  ...{ level, templateId: null, names: [] as string[], unitIds: null, posts, officeMark, ...YEAR },
})
async function send(by: PersonName, wanted: ReturnType<typeof asked>) {
  const { planned } = await county.as(by).letters.preview(wanted)
  const expected = planned.map(({ unitId, post, accountId }) => ({ unitId, post, signerId: accountId }))
  return county.as(by).letters.issue({ asked: wanted, expected })
}
async function lettersOf(by: PersonName, batchId: LetterBatchId) {
  const { rows } = await county.as(by).letters.list({ filter: { batchId }, pageSize: 100 })
  return rows
}
const offered = (who: PersonName) => county.as(who).documentNumbers.offer({ of: 'letters' })
const serialsOf = (numbers: readonly (string | null)[]) =>
  numbers.map(number => Number(/〕(\d+)号$/.exec(number ?? '')?.[1])).toSorted((a, b) => a - b)
const countUp = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at)

test('two batches at once get no number twice and leave no gap', async () => {
  const both = await Promise.all([
    send('officer', asked('安教责', ['head'])),
    send('officer', asked('安教责', ['safety-director'])),
  ])
  expect(both.map(({ issued }) => issued)).toEqual([3, 1])
  const numbers = await Promise.all(
    both.map(async ({ id }) => (await lettersOf('officer', id)).map(({ documentNumber }) => documentNumber)),
  )
  // Each batch is numbered in one go, whichever was first.
  for (const [at, { numbers: said }] of both.entries()) {
    const serials = serialsOf(numbers[at] ?? [])
    expect(serials).toEqual(countUp(serials[0] ?? 0, serials.length))
    expect(said).toEqual({
      ...{ first: `安教责〔2026〕${serials.at(0)}号`, last: `安教责〔2026〕${serials.at(-1)}号` },
    })
  }
  expect(serialsOf(numbers.flat())).toEqual([1, 2, 3, 4])
  const { rows } = await county.assembled.connections.owner.query<{ after: object }>(
    `select after from audit_events where action = 'letter-batch.issue' and subject_id = $1`,
    [both[0]?.id],
  )
  expect(rows[0]?.after).toMatchObject({
    ...{ count: 3, firstNumber: both[0]?.numbers?.first, lastNumber: both[0]?.numbers?.last },
  })
})

test('a batch that fails takes no number with it', async () => {
  const { owner } = county.assembled.connections
  const wanted = asked('安教责', ['class-teacher'])
  await owner.query(`alter table letters add constraint none_now check (post <> 'class-teacher')`)
  await expect(send('officer', wanted)).rejects.toThrow('none_now')
  await owner.query(`alter table letters drop constraint none_now`)
  await expectRefusal(send('officer', asked('安教责', ['head'])), 'nobody-to-sign')
  expect((await send('officer', wanted)).numbers).toEqual({
    ...{ first: '安教责〔2026〕5号', last: '安教责〔2026〕5号' },
  })
})

test('a letter that goes out again gets the next number of its series, on the paper too', async () => {
  const { rows } = await county.as('officer').letters.list({ filter: { search: '安教责〔2026〕5号' } })
  const id = rows[0]?.id as LetterId
  const advance = (by: PersonName, revision: number, command: LetterCommand) =>
    county.as(by).letters.advance({ id, revision, command, files: [] })
  await advance('eastTeacher', 1, { event: 'refuse', reason: '条款与岗位不符' })
  const again = await advance('officer', 2, { event: 'reissue', answer: '已按岗位修改' })
  expect(again.documentNumber).toBe('安教责〔2026〕6号')
  await advance('eastTeacher', 3, { event: 'sign', read: true })
  const paper = await makePaper(
    { app: county.assembled.app, actor: county.people.officer, now: NOW, requestId: null },
    ...(['letter', id, 'http://anlan'] as const),
  )
  const read = paper.ok && (await readPlanFile(paper.value.bytes))
  expect(read && read.ok && read.value.text).toContain('安教责〔2026〕6号')
  expect(await offered('officer')).toEqual(['安教责〔2026〕7号'])
})

test('a school has series of its own, and a batch as large as they come is numbered as one', async () => {
  const names = Array.from({ length: 500 }, (_, at) => `家长${at + 1}`)
  const wanted = { ...asked('安教责', [], 'school-parents'), names }
  const { id, numbers } = await county.as('eastHead').letters.issue({ asked: wanted, expected: [] })
  expect(numbers).toEqual({ first: '安教责〔2026〕1号', last: '安教责〔2026〕500号' })
  const { rows } = await county.assembled.connections.owner.query<{ number: string }>(
    `select document_number as number from letters where batch_id = $1`,
    [id],
  )
  expect(serialsOf(rows.map(({ number }) => number))).toEqual(countUp(1, 500))
  expect(await offered('eastHead')).toEqual(['安教责〔2026〕501号'])
  // A series of letters is offered for no other paper.
  expect(await county.as('eastHead').documentNumbers.offer({ of: 'papers' })).toEqual([])
  expect(await offered('officer')).toEqual(['安教责〔2026〕7号'])
})

test('letters of a batch without an office mark bear no number, and a mark is letters alone', async () => {
  const { id, numbers } = await send('eastHead', asked(null, ['class-teacher'], 'school-staff'))
  expect(numbers).toBeNull()
  expect((await lettersOf('eastHead', id)).map(({ documentNumber }) => documentNumber)).toEqual([null])
  await expect(send('officer', asked('安教责〔2026〕', ['head']))).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})
