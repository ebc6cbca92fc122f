import { describe, expect, test } from 'vitest'
import { restoreLines } from './lost-lines.ts'

const BODY =
  ' 一、目标 坚持预防为主，确保师生平安。 二、步骤 （一）自查。 1. 查灯。 三、要求 落实责任。'.replace(
    /[（）]/g,
    sign => (sign === '（' ? '(' : ')'),
  )
const LONG = `${BODY}${'各校要压实责任，逐项登记，落实整改。'.repeat(8)}`

describe('a line that holds several headings', () => {
  test('gets its line ends back, and is as long as before', () => {
    const restored = restoreLines(`某县检查方案${LONG}`)
    expect(restored).toHaveLength(LONG.length + 6)
    expect(restored.split('\n').slice(0, 8)).toEqual([
      ...['某县检查方案', '一、目标', '坚持预防为主，确保师生平安。', '二、步骤', '(一)自查。', '1. 查灯。'],
      '三、要求',
      restored.split('\n')[7],
    ])
  })
  test('keeps the blanks within a date and within a name set wide', () => {
    const text = `${LONG} 于 4 月 12 日 前报送。 组 长：校长 某 县 教 育 局 2024 年 3 月 1 日`
    expect(restoreLines(text)).toContain('于 4 月 12 日 前报送。')
    expect(restoreLines(text)).toContain('某 县 教 育 局\n2024 年 3 月 1 日')
  })
  test('any other line stays as it is', () => {
    for (const text of ['一、目标 坚持。 二、步骤 自查。', `一、要求 ${'落实 责任。'.repeat(60)}`, ''])
      expect(restoreLines(text)).toBe(text)
  })
})
