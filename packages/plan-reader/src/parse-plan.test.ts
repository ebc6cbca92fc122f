import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'

const notice = `某县应急管理局文件
某应急发〔2023〕8号
关于开展学校消防安全集中整治的通知
各乡镇人民政府，县直有关单位：
根据上级部署，现就有关事项通知如下。
一、工作目标
坚决防范较大以上火灾。
二、时间安排
从2023年11月至2024年3月，分两个阶段进行。
（一）自查自改阶段（2023年11月30日前）。各学校对照清单逐项自查。
（二）督导检查阶段（2023年12月1日至2024年2月底）。县直学校、各幼儿园迎接检查，1月15日前报送情况。
三、工作要求
（一）落实责任。明确专人。（安全股负责）
（二）按时报送。各单位于3月10日前将总结报安全股。
某县应急管理局
2023年11月1日`

describe('an office’s notice', () => {
  const plan = parsePlan(notice)
  test('says who wrote what to whom and when', () => {
    expect(plan).toMatchObject({
      title: '关于开展学校消防安全集中整治的通知',
      issuer: '某县应急管理局',
      documentNumber: '某应急发〔2023〕8号',
      issuedOn: '2023-11-01',
      addressees: ['各乡镇人民政府', '县直有关单位'],
    })
  })
  test('has two phases and a window that crosses the year', () => {
    expect(plan.phases.map(({ from, to }) => [from, to])).toEqual([
      [null, '2023-11-30'],
      ['2023-12-01', '2024-02-29'],
    ])
    expect(plan.window).toMatchObject({ from: '2023-11-01', to: '2024-03-31' })
  })
  test('gives January and March to the year after', () => {
    expect(plan.deadlines.map(each => each.date)).toEqual(['2024-01-15', '2024-03-10'])
  })
  test('knows owner and addressees of a task where they are written, and nothing where they are not', () => {
    const owned = plan.tasks.find(task => task.title.startsWith('落实责任'))
    expect(owned).toMatchObject({ owner: '安全股', addressees: null, dueOn: null })
    const sent = plan.tasks.find(task => task.title.startsWith('按时报送'))
    expect(sent).toMatchObject({ dueOn: '2024-03-10', addressees: { sets: ['all-units'] } })
  })
})
