import { expect, test } from 'vitest'
import { anId } from '../testing/builders.ts'
import { sayOutcome } from './mechanism-papers.ts'

test('minutes say what an item became and who deals with it, also where a name has brackets of its own', () => {
  const works = [
    { work: 'hazard', unit: { name: '西岭启明星幼儿园（民办）' } },
    { work: 'assignment', unit: { name: '古渡中学' } },
  ] as const
  const conclusion = {
    kind: 'work',
    works: works.map(({ work }, at) => ({ work, subjectId: anId(at) })),
  } as const
  expect(sayOutcome(conclusion, works)).toBe(
    '转为隐患，由西岭启明星幼儿园（民办）办理；转为任务，由古渡中学办理',
  )
})

test('minutes say why an item becomes no work, and nothing of one that is undecided', () => {
  expect(sayOutcome({ kind: 'no-work', why: '已由县交警大队办理' }, [])).toBe('不转办，已由县交警大队办理')
  expect(sayOutcome(null, [])).toBeNull()
})
