import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UnitId } from '../../kernel/ids.ts'
import { anActor, anId, aUnit, OTHER_SCHOOL, SCHOOL } from '../../testing/builders.ts'
import { ROLE_IDS, ROLES } from '../role.ts'
import { mayHangUnder, type Unit } from '../unit.ts'
import { listUsernames, PEOPLE_COLUMNS, readPeople } from './import-people.ts'
import { readUnits, UNIT_COLUMNS } from './import-units.ts'
import { IMPORT_FAULTS, type ImportProblem, type SheetColumn } from './sheet.ts'

const BUREAU = anId<UnitId>(50)
const UNITS: Unit[] = [
  aUnit({ id: BUREAU, kind: 'bureau', name: '安澜县教育体育局', shortName: '县教体局' }),
  aUnit({
    ...{ id: SCHOOL, name: '东镇中学', shortName: '东中', parentId: BUREAU },
    ...{ township: '439901101', schoolCode: '3143990001' },
  }),
  aUnit({ id: OTHER_SCHOOL, name: '西镇中学', shortName: '西中', parentId: BUREAU }),
  aUnit({ id: anId<UnitId>(3), name: '老校', shortName: '东中', parentId: BUREAU, openUntil: '2025-06-30' }),
]
const TOWNSHIPS = [{ code: '439901101', name: '东镇' }]
const codes = (problems: readonly ImportProblem[]) =>
  problems.map(({ row, column, code }) => [row, column, code].join(' '))

describe('people out of a table', () => {
  const read = (
    grid: string[][],
    role: 'county-admin' | 'school-admin' = 'county-admin',
    taken: string[] = [],
  ) => readPeople(grid, { actor: anActor(role), units: UNITS, usernames: new Set(taken) })
  const HEAD = ['姓名', '单位', '角色', '用户名', '手机号', '职务']

  test('are read as a clerk writes them', () => {
    const { people, problems, ignored } = read([
      ['序号', '姓 名*', '学校', '角色', '账号', '联系电话（选填）', '职务'],
      ['1', '张 三', '东镇中学', '校长', 'Zhang.San', '138 0000 0000', '校长、书记'],
      ['2', '李四', '3143990001', '安全专干', '', '13900000000', ''],
    ])
    expect(codes(problems)).toEqual(['2 posts unknown-post'])
    expect(ignored).toEqual(['序号'])
    expect(people).toEqual([
      {
        ...{ row: 3, name: '李四', username: '13900000000', phone: '13900000000' },
        ...{ role: 'safety-officer', unitId: SCHOOL, posts: [] },
      },
    ])
  })
  test('a post may be called by any part of its name', () => {
    const { people } = read([
      HEAD,
      ['张三', '东镇中学', '校长（园长）', 'zs', '', '校长、党组织书记；安全办主任'],
    ])
    expect(people[0]?.posts).toEqual(['head', 'party-secretary', 'safety-director'])
  })
  test('every fault is told with its row and column', () => {
    const { people, problems } = read(
      [
        HEAD,
        ['张', '北镇中学', '皇帝', '张三', '打电话', '神仙'],
        ['王五', '东中', '校长', 'taken', '', ''],
        ['赵六', '老校', '校长', 'zl', '', ''],
        ['钱七', '东镇中学', '县级管理员', 'zl', '', ''],
        ['', '东镇中学', '校长', '', '', ''],
      ],
      'county-admin',
      ['taken'],
    )
    expect(codes(problems).toSorted()).toEqual(
      [
        '2 name name-too-short',
        '2 phone not-a-phone',
        '2 posts unknown-post',
        '2 role unknown-role',
        '2 unit unknown-unit',
        '2 username not-a-username',
        '3 unit ambiguous-unit',
        '3 username username-taken',
        '4 unit unit-closed',
        '5 role role-misplaced',
        '5 username username-twice',
        '6 name required',
        '6 username required',
      ].toSorted(),
    )
    expect(people).toEqual([])
  })
  test('a school administrator imports into his own schools, and school roles alone', () => {
    const { problems } = read(
      [
        HEAD,
        ['张三', '西镇中学', '校长', 'zs', '', ''],
        ['李四', '东镇中学', '校级管理员', 'ls', '', ''],
        ['王五', '东镇中学', '安全专干', 'ww', '', ''],
      ],
      'school-admin',
    )
    expect(codes(problems)).toEqual(['2 unit outside-scope', '3 role role-not-grantable'])
  })
  test('no table makes somebody that its importer could not make by hand', () => {
    const word = fc.constantFrom(
      '东镇中学',
      '西镇中学',
      '县教体局',
      ...ROLE_IDS.map(id => ROLES[id].label.zh),
      'x1',
      '',
    )
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 6, maxLength: 6 }), { maxLength: 5 }), rows => {
        const { people } = read([HEAD, ...rows.map(row => ['张三', ...row.slice(1)])], 'school-admin')
        for (const person of people) {
          expect(person.unitId).toBe(SCHOOL)
          expect(['principal', 'safety-officer', 'staff-member']).toContain(person.role)
        }
      }),
    )
  })
  test('tells which user names it asks for', () => {
    expect(
      listUsernames([HEAD, ['张三', 'x', 'y', 'ZS', '', ''], ['李四', 'x', 'y', '', '13900000000', '']]),
    ).toEqual(['zs', '13900000000'])
  })
})

describe('the headings', () => {
  const read = (grid: string[][]) =>
    codes(readPeople(grid, { actor: anActor('county-admin'), units: UNITS, usernames: new Set() }).problems)
  test('must be there once each, with rows below', () => {
    expect(read([['姓名', '角色']])).toEqual(['1 unit column-missing'])
    expect(read([['姓名', '人员', '单位', '角色']])).toEqual(['1 name column-twice'])
    expect(read([['姓名', '单位', '角色']])).toEqual(['1  no-rows'])
    expect(read([])).toHaveLength(3)
  })
  test('of a template are understood in both languages', () => {
    for (const columns of [PEOPLE_COLUMNS, UNIT_COLUMNS] as Record<string, SheetColumn>[])
      for (const language of ['zh', 'en'] as const) {
        const grid = [Object.values(columns).map(column => column.label[language])]
        const read =
          columns === PEOPLE_COLUMNS
            ? readPeople(grid, { actor: anActor('county-admin'), units: [], usernames: new Set() })
            : readUnits(grid, { units: [], townships: [], newId: () => anId<UnitId>(1) })
        expect(read.ignored).toEqual([])
        expect(codes(read.problems)).toEqual(['1  no-rows'])
      }
  })
  test('every fault has words in both languages', () => {
    for (const label of Object.values(IMPORT_FAULTS)) expect([label.zh, label.en].every(Boolean)).toBe(true)
  })
})

describe('units out of a table', () => {
  let number = 100
  const read = (grid: string[][]) =>
    readUnits(grid, { units: UNITS, townships: TOWNSHIPS, newId: () => anId<UnitId>((number += 1)) })
  const HEAD = ['单位名称', '类别', '上级单位', '乡镇', '学校标识码', '学生数', '寄宿', '食堂']

  test('hang under each other in whatever order they stand', () => {
    const { units, problems } = read([
      HEAD,
      ['前进小学', '教学点', '东镇中心小学', '', '', '40', '', '是'],
      ['东镇中心小学', '中心小学', '东中学校', '', '', '300', '√', '有'],
      ['东中学校', '乡镇中学', '县教体局', '东镇', '3143990009', '500', '是', '是'],
    ])
    expect(codes(problems)).toEqual([])
    expect(units.map(unit => unit.name)).toEqual(['东中学校', '东镇中心小学', '前进小学'])
    const byId = new Map([...UNITS, ...units].map(unit => [unit.id, unit]))
    for (const unit of units) {
      const parent = unit.parentId === null ? undefined : byId.get(unit.parentId)
      expect(mayHangUnder(unit.kind, parent?.kind ?? null)).toBe(true)
      expect(unit.township).toBe('439901101')
    }
  })
  test('a row’s full name means that row, even where another unit is called so for short', () => {
    const { units } = read([
      HEAD,
      ['新小', '中心小学', '西中', '', '', '', '', ''],
      ['西中', '乡镇中学', '县教体局', '', '', '', '', ''],
    ])
    expect(units[1]?.parentId).toBe(units[0]?.id)
  })
  test('every fault is told with its row and column', () => {
    const { units, problems } = read([
      HEAD,
      ['东镇中学', '乡镇中学', '县教体局', '', '3143990001', '', '', ''],
      ['甲校', '天宫', '县教体局', '火星', '12', '很多', '也许', ''],
      ['乙校', '村小', '县教体局', '', '', '', '', ''],
      ['乙校', '村小', '不存在的学校', '', '', '', '', ''],
      ['丙校', '股室', '东镇中学', '', '', '', '', ''],
      ['丁校', '中心小学', '戊校', '', '', '', '', ''],
      ['戊校', '乡镇中学', '丁校', '', '', '', '', ''],
      ['己校', '乡镇中学', '己校', '', '', '', '', ''],
      ['庚校', '中心小学', '老校', '', '', '', '', ''],
    ])
    expect(codes(problems)).toEqual([
      '2 name name-taken',
      '2 schoolCode school-code-taken',
      '3 kind unknown-kind',
      '3 schoolCode bad-school-code',
      '3 pupils not-a-count',
      '3 boarding not-yes-or-no',
      '3 township unknown-township',
      '5 name name-twice',
      '5 parent unknown-unit',
      '6 kind unknown-kind',
      '7 parent unit-misplaced',
      '8 parent unit-misplaced',
      '9 parent unit-misplaced',
      '10 parent unit-closed',
    ])
    expect(units).toEqual([])
  })
})
