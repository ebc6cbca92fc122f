import { BADGE_ALPHABET, makeBadgeKey, type Instant } from '@anlan/domain'
import { randomBytes, randomInt } from 'node:crypto'
import { get } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'

const MOST_ON_THE_WIRE = 60_000
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const GIVEN =
  '子涵梓浩宇轩欣怡雨晨思远嘉一诺博文俊杰若曦诗语佳琪明哲天佑静雯晓彤志强建国丽娟海燕春梅雪峰云飞家豪艺馨可心依然安宁乐瑶'

const county = useCounty()
const held: { house?: Awaited<ReturnType<typeof open>> } = {}
beforeAll(async () => {
  held.house = await open(county.assembled)
  county.setNow(new Date().toISOString() as Instant)
})
afterAll(() => held.house?.close())

/** Bytes of an answer's body as they went over the line. */
const bytesOf = (url: string, token: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip, deflate, br' }
    get(url, { headers }, response => {
      let bytes = 0
      response.on('data', (part: Buffer) => (bytes += part.length))
      response.on('end', () => resolve(bytes))
      response.on('error', reject)
    }).on('error', reject)
  })

test('a list of three thousand children is under 60 kB on the wire', async () => {
  const letter = (from: string): string => from.charAt(randomInt(from.length))
  const classes = Array.from({ length: 60 }, (_, at) => ({
    ...{ id: newId<string>(), unit_id: county.units.eastPrimary, grade: 1 + (at % 6), ordinal: 10 + at },
    ...{ name: `${1 + (at % 6)}年级${at}班`, pupils: 50, point_id: null },
  }))
  const pupils = classes.flatMap(({ id, unit_id }) =>
    Array.from({ length: 50 }, () => ({
      ...{ id: newId<string>(), unit_id, class_id: id, left_on: null },
      ...{ name: letter(SURNAMES) + letter(GIVEN) + letter(GIVEN), badge_key: makeBadgeKey(randomBytes(5)) },
    })),
  )
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await bulkInsert(tx, 'school_classes', classes)
    await bulkInsert(tx, 'pupils', pupils)
  })
  const origin = held.house?.origin ?? ''
  const kiosk = await pairKiosk(county, origin, 'eastPrimary', 'eastSafety')
  const { body } = await kiosk.ask<{ roster: { groups: { people: { key: string }[] }[] } }>('/pack')
  const keys = body.roster.groups.flatMap(({ people }) => people.map(({ key }) => key))
  expect(keys).toHaveLength(3_000)
  expect([...(keys[0] ?? '')].every(each => BADGE_ALPHABET.includes(each))).toBe(true)
  expect(await bytesOf(`${origin}/api/kiosk/pack`, kiosk.token)).toBeLessThan(MOST_ON_THE_WIRE)
})
