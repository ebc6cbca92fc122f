import { describe, expect, test } from 'vitest'
import { DOCUMENTS } from '../areas/documents.ts'
import { AREAS, REGISTERS } from '../areas/index.ts'
import { INDICATORS } from '../indicators/index.ts'
import { formOf } from '../kernel/form.ts'
import type { Checklist } from '../kernel/checklist.ts'
import { listEditions } from '../kernel/rule.ts'
import { EVERY_SCHOOL, OFFCAMPUS, WITH_CANTEEN } from '../areas/keepers.ts'
import { documentIdOf, listCitedDocuments, listItems } from './documents.ts'
import { showExamples } from './examples.ts'
import { itemPlace, registerPlace, rulePlace } from './places.ts'
import { listCrossRules, listRegisterRules, listRules } from './rules.ts'
import { listReference, searchReference } from './search.ts'
import { lacksArticle, sayBinds, sayBounds, sayFieldBounds, sayPermission, sayQuantity } from './words.ts'

const entries = listReference()
const places = entries.map(({ place }) => place)

describe('the reference leaves nothing out', () => {
  test('every area, register, document and indicator has its place, and no place is taken twice', () => {
    expect(new Set(places).size).toBe(places.length)
    for (const { id } of AREAS) expect(places).toContain(`/areas/${id}`)
    for (const { key } of REGISTERS) expect(places).toContain(registerPlace(key))
    for (const id of Object.keys(DOCUMENTS)) expect(places).toContain(`/documents#document-${id}`)
    for (const { id } of INDICATORS) expect(places).toContain(`/indicators#indicator-${id}`)
  })

  test('every rule declared stands on its register’s or its area’s page, with all its editions', () => {
    for (const register of REGISTERS) {
      const stated = listRegisterRules(register)
      const declared = { ...register.findings, ...register.lists }
      expect(stated.map(({ name }) => name).toSorted()).toEqual(Object.keys(declared).toSorted())
      for (const { name, editions } of stated) {
        const { rule } = declared[name] ?? {}
        expect(editions).toEqual(rule && listEditions(rule))
      }
    }
    for (const area of AREAS)
      expect(listCrossRules(area).map(({ name }) => name)).toEqual(Object.keys(area.cross))
    for (const { code } of listRules()) expect(places).toContain(rulePlace(code))
  })

  test('every item of every checklist is there', () => {
    const declared = AREAS.flatMap(({ id, checklist }) =>
      ((checklist as Checklist | null)?.versions.at(-1)?.sections ?? []).flatMap(({ items }) =>
        items.map(({ code }) => itemPlace(id, code)),
      ),
    )
    expect(listItems()).toHaveLength(declared.length)
    for (const place of declared) expect(places).toContain(place)
  })

  test('a document shows every rule and item that cites it, and nothing cites one outside the table', () => {
    const cited = new Map(listCitedDocuments().map(each => [each.id, each]))
    for (const rule of listRules())
      for (const { document } of rule.editions.flatMap(({ basis }) => basis))
        expect(cited.get(documentIdOf(document) ?? '')?.rules.map(({ code }) => code)).toContain(rule.code)
    for (const { item } of listItems())
      for (const { document } of item.basis)
        expect(cited.get(documentIdOf(document) ?? '')?.items.map(each => each.item.code)).toContain(
          item.code,
        )
  })

  test('every rule of a register is shown by an example that reads', () => {
    for (const register of REGISTERS) {
      const shown = showExamples(register)
      const raised = new Set(shown.flatMap(({ raises }) => raises))
      for (const { name } of listRegisterRules(register))
        expect([register.key, [...raised]]).toEqual([register.key, expect.arrayContaining([name])])
      for (const example of shown) expect(example.entries.length).toBeGreaterThan(0)
    }
  })
})

describe('finding in it', () => {
  const found = (typed: string): string[] => searchReference(entries, typed).map(({ place }) => place)

  test('a thing is found by its name in either language, by its code, and by a document’s number', () => {
    expect(found('灭火器台账')).toContain('/registers/fire/extinguisher-ledger')
    expect(found('EXTINGUISHER ledger')).toContain('/registers/fire/extinguisher-ledger')
    expect(found('check-overdue 灭火器')).toContain('/registers/fire/extinguisher-ledger#rule-check-overdue')
    expect(found('fi02')).toEqual(['/areas/fire#item-FI02'])
    expect(found('第617号')).toEqual(['/documents#document-bus-regulation'])
    expect(found('学生晨午（晚）检记录')).toContain('/registers/food/morning-check-log')
    expect(found('ＣＡＳ')).toContain('/registers/chemicals/chemical-list')
  })
  test('all words must be there, and no word finds nothing', () => {
    expect(found('灭火器 校车没有这个')).toEqual([])
    expect(found('  ')).toEqual([])
  })
})

describe('in words', () => {
  test('who keeps a register and who may see it', () => {
    expect(sayBinds(EVERY_SCHOOL)).toEqual({
      zh: '所有学校（含幼儿园）',
      en: 'All schools and kindergartens',
    })
    expect(sayBinds(WITH_CANTEEN).zh).toBe('有食堂的学校（含幼儿园）')
    expect(sayBinds(OFFCAMPUS)).toEqual({ zh: '校外培训与托管机构', en: 'Off-campus institution' })
    expect(sayPermission('register.read').zh).toBe('全部角色，限各自管辖范围')
    expect(sayPermission('bullying-case.read').en).toBe('Bureau deputy in charge, Head')
  })
  test('numbers with their units and bounds', () => {
    expect(sayQuantity(1, 'month')).toEqual({ zh: '1 个月', en: '1 month' })
    expect(sayQuantity(1, 'person').en).toBe('1 person')
    expect(sayQuantity(1, 'second').en).toBe('1 s')
    expect(sayQuantity(18, 'age').en).toBe('18 years of age')
    const limit = { label: { zh: '甲', en: 'A' }, unit: 'day', default: 3, min: 1, max: 7 } as const
    expect(sayBounds(limit)).toEqual({ zh: '县教育局可设 1 至 7 天', en: 'the county may set 1 to 7 days' })
    expect(sayBounds({ ...limit, min: 3, max: 3 }).zh).toBe('县教育局不可调整')
  })
  test('what may stand in a field', () => {
    const bounds = (key: string, name: string) => {
      const register = REGISTERS.find(each => each.key === key)
      const field = register && formOf(register).find(each => each.name === name)
      return field && (sayFieldBounds(field)?.zh ?? null)
    }
    expect(bounds('food/sample-retention-log', 'dishesServed')).toBe('1至60的整数')
    expect(bounds('food/sample-retention-log', 'grams')).toBe('0至5000')
    expect(bounds('fire/extinguisher-ledger', 'number')).toBe('最多60字')
    expect(bounds('fire/extinguisher-ledger', 'gauge')).toBeNull()
  })
  test('an article nobody knows is never made up, and practice needs none', () => {
    expect(lacksArticle({ document: DOCUMENTS['fire-law'], sure: 'text' })).toBe(true)
    expect(lacksArticle({ document: DOCUMENTS['fire-law'], sure: 'text', article: '16' })).toBe(false)
    expect(lacksArticle({ document: DOCUMENTS.practice, sure: 'custom' })).toBe(false)
  })
})
