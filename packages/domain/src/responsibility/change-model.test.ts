import { expect, test } from 'vitest'
import { compareModels, ModelList } from './change-model.ts'
import { STARTING_DUTIES, STARTING_OFFICE_DUTIES } from './model-duties.ts'

const [first, second, ...rest] = STARTING_DUTIES
if (!first || !second) throw new Error('the county begins with a list')

test('two editions differ by what was added, changed and withdrawn, and not by the order of posts that share', () => {
  const mine = { ...first, key: 'county-extra' }
  const next = { ...second, text: '每月检查一次并登记' }
  expect(compareModels(STARTING_DUTIES, [next, ...rest, mine])).toEqual({
    ...{ added: ['county-extra'], changed: [second.key], removed: [first.key] },
  })
  const shared = { ...first, coOwners: ['head', 'electrician'] } as const
  const turned = { ...first, coOwners: ['electrician', 'head'] } as const
  expect(
    compareModels(
      [{ ...shared, coOwners: [...shared.coOwners] }],
      [{ ...turned, coOwners: [...turned.coOwners] }],
    ),
  ).toEqual({ added: [], changed: [], removed: [] })
})

test('the lists the county begins with can be handed down; one with a key twice or an area of business cannot', () => {
  for (const list of [STARTING_DUTIES, STARTING_OFFICE_DUTIES])
    expect(ModelList.safeParse(list).success).toBe(true)
  expect(ModelList.safeParse([first, first]).success).toBe(false)
  expect(ModelList.safeParse([{ ...first, kind: 'business', area: 'fire' }]).success).toBe(false)
  expect(ModelList.safeParse([]).success).toBe(false)
})
