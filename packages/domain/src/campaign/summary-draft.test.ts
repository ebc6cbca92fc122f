import { expect, test } from 'vitest'
import { INDICATORS } from '../indicators/index.ts'
import { COUNTY_DRAFTED_RATES } from './county-summary.ts'
import { DRAFTED_RATES, draftSummary } from './summary-draft.ts'
import { placesToFillIn, sayText, sayFigure } from './summary-figures.ts'

const rate = (numerator: number, denominator: number) => ({ numerator, denominator })
const areaRates = [
  { id: 'fire/extinguishers-checked', area: 'fire', label: '灭火器月检率' },
  { id: 'bus/buses-inspected', area: 'bus', label: '校车检验有效率' },
  { id: 'food/meals-shared', area: 'food', label: '陪餐达标率' },
] as const
const draft = (figures: [string, ReturnType<typeof rate>][]) =>
  draftSummary({
    ...{ campaign: '校园安全专项行动实施方案', phase: '安排部署', unit: '东镇𠮷中学' },
    ...{ figures: new Map(figures), areaRates },
  })
const textOf = (part: string, { sections }: ReturnType<typeof draft>): string => {
  const section = sections.find(each => each.part === part)
  return section ? sayText(section.text, section.figures) : ''
}

test('a draft follows the outline an office expects, with the numbers of the data in their places', () => {
  const made = draft([
    ['tasks-accepted', rate(18, 20)],
    ['hazards-closed', rate(11, 12)],
    ['hazards-closed-in-time', rate(9, 10)],
    ['major-hazards-cleared', rate(0, 0)],
    ['fire/extinguishers-checked', rate(5, 6)],
  ])
  expect(made.title).toBe('东镇𠮷中学校园安全专项行动（安排部署阶段）工作总结')
  expect(made.sections.map(({ heading }) => heading)).toEqual([
    ...['一、组织部署', '二、责任落实', '三、风险隐患排查整治', '四、重点领域治理'],
    ...['五、培训演练', '六、督查问效', '七、存在问题', '八、下一步打算'],
  ])
  expect(textOf('hazards', made)).toBe(
    '共登记并核实隐患12条，已整改销号11条，隐患整改率91.7%。到期应销号10条，按期销号9条，按期整改率90%。未认定重大隐患。',
  )
  expect(textOf('areas', made)).toContain('灭火器月检率83.3%（5/6）')
  expect(textOf('problems', made)).toContain('一是仍有1条隐患尚未整改销号。二是1条隐患未能在期限内销号')
})

test('nothing to divide by never becomes a share: neither 0 % nor 100 % is claimed', () => {
  const made = draft([
    ['tasks-accepted', rate(0, 0)],
    ['hazards-closed', rate(0, 0)],
    ['measures-closed', rate(0, 0)],
    ['bus/buses-inspected', rate(0, 0)],
  ])
  const text = made.sections.map(each => sayText(each.text, each.figures)).join('')
  expect(text).not.toContain('%')
  expect(textOf('areas', made)).toBe('校车安全方面，暂无应统计的对象。')
  expect(textOf('hazards', made)).toBe('未登记属实的隐患。')
  expect(sayFigure(rate(0, 0), 'share')).toBe('—')
})

test('what no data tell is asked of the writer and never made up', () => {
  const { sections } = draft([])
  expect(sections.flatMap(({ text }) => placesToFillIn(text))).toHaveLength(5)
})

test('every rate that a draft speaks of is one that the system counts', () => {
  const declared: readonly string[] = INDICATORS.map(({ id }) => id)
  expect([...DRAFTED_RATES, ...COUNTY_DRAFTED_RATES].filter(id => !declared.includes(id))).toEqual([])
})

test('letters, duties, training and drills are told where there are any', () => {
  const made = draft([
    ['letters-signed', rate(3, 4)],
    ['duties-known', rate(5, 8)],
    ['people-trained', rate(0, 0)],
    ['drills-compliant', rate(2, 3)],
  ])
  expect(textOf('responsibility', made)).toContain(
    '应签订安全责任书4份，已签订3份，签订率75%。在岗人员8人，安全职责全部签收5人，知责率62.5%。',
  )
  expect(textOf('training', made)).toContain(
    '本年暂无应参加轮训的人员。本学期到期应演练3个月次（幼儿园按季度），次数达到要求2个，演练达标率66.7%。',
  )
})
