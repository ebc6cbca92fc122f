import { expect, test } from 'vitest'
import { gradesOf, LAST_GRADE, lastGradeOf, nextClassName } from './school-class.ts'

test('a class a grade higher keeps its place in the name; the last grade has none above it', () => {
  expect(
    [
      '三年级2班',
      '七（1）班',
      '一(3)班',
      '4年级1班',
      '高二10班',
      '初一2班',
      '小1班',
      '大2班',
      '高三1班',
      '九年级1班',
      '实验班',
    ].map(nextClassName),
  ).toEqual([
    ...['四年级2班', '八（1）班', '二(3)班', '5年级1班', '高三10班', '初二2班', '中1班'],
    ...[null, null, null, null],
  ])
})

test('grades are called as each kind of school calls them', () => {
  expect(gradesOf('kindergarten').map(({ zh }) => zh)).toEqual(['小班', '中班', '大班'])
  expect(gradesOf('central-primary')[lastGradeOf('central-primary') - 1]?.zh).toBe('六年级')
  expect(gradesOf('county-school')).toHaveLength(LAST_GRADE)
  expect(gradesOf('county-school').at(-1)).toEqual({ zh: '高三', en: 'Grade 12' })
})
