import { expect, test } from 'vitest'
import { cardsOf, type Posted } from './cards.ts'

const posted = (name: string, kind: 'place' | 'activity', colour: string, department: string): Posted =>
  ({ point: { id: name, name, kind, colour, responsible: { department } } }) as unknown as Posted

test('each department has one card of its places, the worst first, and each activity has its own', () => {
  const cards = cardsOf([
    posted('配电室', 'place', 'blue', '总务处'),
    posted('操作间', 'place', 'red', '总务处'),
    posted('校车接送', 'activity', 'yellow', '总务处'),
    posted('楼梯', 'place', 'yellow', '德育处'),
  ])
  expect(
    cards.map(({ kind, title, points }) => [kind, title, points.map(({ point }) => point.name)]),
  ).toEqual([
    ['post', '总务处', ['操作间', '配电室']],
    ['post', '德育处', ['楼梯']],
    ['activity', '校车接送', ['校车接送']],
  ])
})
