import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../kernel/day.ts'
import { judgeList } from '../../kernel/judge.ts'
import { anOccasion, aRecord } from '../../testing/builders.ts'
import { findRegister } from '../index.ts'
import { readEntry } from '../../kernel/register.ts'

const register = findRegister('food/sick-leave-log')
if (!register) throw new Error('no register')

const NAMES = ['王小明', '李小红', '赵小刚', '孙小军', '周小燕', '吴小兰'] as const
const lines = (bodies: readonly object[]) =>
  bodies.map((body, at) => {
    const read = readEntry(register, {
      ...{
        on: '2026-09-01',
        schoolClass: '七年级1班',
        syndrome: 'fever',
        absent: true,
        tracedOn: '2026-09-01',
      },
      ...body,
    })
    if (!read.ok) throw new Error(JSON.stringify(read.error))
    return aRecord(at + 1, '2026-09-01', read.value)
  })
const alerts = (bodies: readonly object[], today: `${number}-${number}-${number}` = '2026-09-10') =>
  judgeList(register, lines(bodies), anOccasion(today)).filter(({ code }) => code === 'cluster-not-reported')

test('the alert brings a report that can be sent once the blanks are filled', () => {
  const [alert] = alerts([
    { pupil: '王小明', seenDoctor: true, infectious: 'suspected', reportedOn: '2026-09-01' },
    { pupil: '李小红', seenDoctor: true },
    { pupil: '赵小刚', on: '2026-09-02' },
    { pupil: '孙小军', on: '2026-09-02' },
    { pupil: '周小燕', on: '2026-09-03', returnedOn: '2026-09-04' },
  ])
  expect(alert).toMatchObject({ on: '2026-09-03', severity: 'major' })
  expect(alert?.records).toHaveLength(5)
  expect(alert?.detail?.zh).toBe(
    '报告稿：2026年9月1日至2026年9月3日，我校七年级1班发现症状相似（发热、呼吸道症状）的学生5人，' +
      '按发病日期为：2026年9月1日2例、2026年9月2日2例、2026年9月3日1例。' +
      '已就诊2人，疑似或确诊传染病1人，已返校1人。' +
      '共同就餐或接触情况：____。已采取的措施：____。报告人：____，电话：____。',
  )
  expect(alert?.detail?.en).toContain('class 七年级1班: 5 pupils with like signs (Fever or cough)')
})

test('a case that joins a reported cluster asks for a report of its own', () => {
  const reported = NAMES.slice(0, 3).map(pupil => ({ pupil, reportedOn: '2026-09-01' }))
  expect(alerts(reported)).toEqual([])
  expect(alerts([...reported, { pupil: '孙小军', on: '2026-09-02' }])).toEqual([])
  expect(
    alerts([...reported, { pupil: '孙小军', on: '2026-09-02' }, { pupil: '周小燕', on: '2026-09-03' }]),
  ).toHaveLength(1)
})

test('pupils of one name in two classes of a dormitory room are two pupils', () => {
  const room = { dormitory: '男生楼201' }
  const three = [
    { ...room, pupil: '王小明' },
    { ...room, pupil: '王小明', schoolClass: '七年级2班' },
    { ...room, pupil: '李小红', schoolClass: '七年级3班' },
  ]
  expect(alerts(three)).toHaveLength(1)
})

test('no report names a pupil', () => {
  const bodies = fc.array(
    fc.record({
      pupil: fc.constantFrom(...NAMES),
      on: fc.integer({ min: 0, max: 6 }).map(day => addDays('2026-09-01', day)),
      schoolClass: fc.constantFrom('七年级1班', '七年级2班'),
      dormitory: fc.option(fc.constant('男生楼201'), { nil: undefined }),
    }),
    { minLength: 8, maxLength: 24 },
  )
  fc.assert(
    fc.property(bodies, some => {
      for (const { detail } of judgeList(register, lines(some), anOccasion('2026-09-20'))) {
        const said = `${detail?.zh ?? ''} ${detail?.en ?? ''}`
        for (const name of NAMES) expect(said).not.toContain(name)
      }
    }),
  )
})
