import { describe, expect, test } from 'vitest'
import { aDuty, aLetter, anId, aUnit, SCHOOL } from '../testing/builders.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { PostId } from '../organisation/post.ts'
import { coverageLines, areaCoverageAt, listHoles } from './coverage.ts'
import { planBatch, sayYears, type BatchFacts } from './letter-batch.ts'
import { LETTER_LEVEL_IDS } from './letter-flow.ts'
import { letterPaper } from './letter-paper.ts'
import {
  composeLetter,
  LetterTemplateContent,
  postOfOwner,
  readClause,
  readClauses,
} from './letter-template.ts'
import { ModelDuty, STARTING_DUTIES, STARTING_OFFICE_DUTIES, listModelFor } from './model-duties.ts'
import { startingTemplate } from './starting-templates.ts'

describe('a clause that is pasted', () => {
  test.each([
    ['每月检查灭火器。（总务处负责）', '每月检查灭火器。', '总务处'],
    ['每月检查灭火器（总务处负责）。', '每月检查灭火器。', '总务处'],
    ['落实陪餐 (责任单位：食堂)', '落实陪餐', '食堂'],
    ['落实陪餐（责任人:𠮷老师）', '落实陪餐', '𠮷老师'],
    ['人人负责安全', '人人负责安全', null],
    ['（总务处负责）', '（总务处负责）', null],
    ['查看设施（含围墙）', '查看设施（含围墙）', null],
  ])('%s', (line, text, owner) => {
    expect(readClause(line)).toEqual({ text, owner })
  })
  test('loses the number it had, and empty lines are none', () => {
    expect(
      readClauses('一、落实陪餐（食堂负责）\n\n2．组织演练\n（3）、开好例会').map(({ text }) => text),
    ).toEqual([...['落实陪餐', '组织演练', '开好例会']])
  })
})

test('the owner’s name leads to the post that answers', () => {
  const owners = ['总务处', '德育处', '安全办', '教务主任', '党组织书记', '班主任', '家长']
  expect(owners.map(postOfOwner)).toEqual([
    ...['general-affairs-director', 'moral-education-director', 'safety-director', 'teaching-director'],
    ...['party-secretary', 'class-teacher', null],
  ])
})

describe('a letter', () => {
  const template: LetterTemplateContent = {
    ...{ level: 'school-staff', title: '{年度}责任书', preamble: '{单位}{职务}{姓名}', closing: '' },
    clauses: [
      { text: '参加演练', owner: null },
      { text: '检查宿舍', owner: '宿管' },
      { text: '点名', owner: '班主任' },
    ],
    withDuties: true,
  }
  const signer = {
    unitName: '东镇中学',
    unitKind: 'town-middle' as const,
    signerName: '𬭎㐂',
    years: '2026—2027学年',
  }
  test('holds what is everybody’s and what is the signer’s own, and his duties after it', () => {
    const duties = [{ post: 'class-teacher' as const, text: '每日报告缺勤' }]
    const text = composeLetter(template, { ...signer, post: 'class-teacher', duties })
    expect(text).toMatchObject({ title: '2026—2027学年责任书', preamble: '东镇中学班主任𬭎㐂' })
    expect(text?.clauses).toEqual([
      { text: '参加演练', owner: null },
      { text: '点名', owner: '班主任' },
      { text: '每日报告缺勤', owner: '班主任' },
    ])
  })
  test('calls the head of a school and of a kindergarten by the name of his own post', () => {
    const said = (unitKind: 'kindergarten' | 'town-middle') =>
      composeLetter(template, { ...signer, unitKind, post: 'head', duties: [] })?.preamble
    expect(said('kindergarten')).toBe('东镇中学园长𬭎㐂')
    expect(said('town-middle')).toBe('东镇中学校长𬭎㐂')
  })
  test('that would say nothing is none', () => {
    const none = { ...template, clauses: template.clauses.slice(1, 2) }
    expect(composeLetter(none, { ...signer, post: 'electrician', duties: [] })).toBeNull()
  })
  test('keeps rare characters on paper, and leaves the line free until it is signed', () => {
    const letter = aLetter({ signerName: '𠮷𬭎㐂', state: 'issued', issuedOn: '2026-09-02' })
    const open = letterPaper(letter, { name: '𠮷镇中学', kind: 'town-middle' })
    expect(open.body.at(-1)).toMatchObject({
      places: [{}, { label: '签署人（𠮷镇中学安全办主任、专干）', name: null }],
    })
    const signed = letterPaper(
      {
        ...{ ...letter, state: 'signed', signedOn: '2026-09-03' },
        signedBy: { how: 'screen', name: '𠮷𬭎㐂', enteredBy: null },
      },
      { name: '𠮷镇中学', kind: 'town-middle' },
    )
    expect(signed.body.at(-1)).toMatchObject({ places: [{}, { name: '𠮷𬭎㐂', day: '2026-09-03' }] })
    expect(JSON.stringify(open.body)).toContain('（安全办负责）')
  })
})

describe('a batch', () => {
  const holder = (post: PostId, account: number) => ({
    ...{ unitId: SCHOOL, post, accountId: anId<AccountId>(account), name: `某${account}` },
  })
  const facts = (change: Partial<BatchFacts>): BatchFacts => ({
    ...{ template: startingTemplate('school-staff'), posts: ['class-teacher', 'head'] },
    ...{
      units: [{ id: SCHOOL, name: '东镇中学', kind: 'town-middle' }],
      holders: [],
      standing: [],
      duties: [],
    },
    ...{ issuerId: anId<AccountId>(1), from: '2026-09-01', to: '2027-08-31' },
    ...change,
  })
  const whys = (change: Partial<BatchFacts>, expected?: Parameters<typeof planBatch>[1]) => {
    const { planned, skipped } = planBatch(facts(change), expected)
    return [planned.map(({ name }) => name), skipped.map(({ post, why }) => `${post} ${why}`)]
  }
  test('gives a letter to every class teacher, and none to two heads', () => {
    const holders = [
      ...[holder('class-teacher', 2), holder('class-teacher', 3), holder('head', 4), holder('head', 5)],
    ]
    expect(whys({ holders })).toEqual([['某2', '某3'], ['head two-holders']])
  })
  test('says of a post that nobody holds it', () => {
    expect(whys({})).toEqual([[], ['class-teacher no-holder', 'head no-holder']])
  })
  test('gives nobody a second letter, nor one to oneself, nor to whom the preview did not name', () => {
    const holders = [holder('class-teacher', 1), holder('class-teacher', 2), holder('class-teacher', 3)]
    const signer = { unitId: SCHOOL, post: 'class-teacher' as const, signerId: anId<AccountId>(2) }
    expect(whys({ posts: ['class-teacher'], holders, standing: [signer] }, [])).toEqual([
      [],
      ['class-teacher is-issuer', 'class-teacher has-one'],
    ])
    const gone = { ...signer, signerId: anId<AccountId>(9) }
    expect(whys({ posts: ['class-teacher'], holders: [holder('class-teacher', 2)] }, [signer, gone])).toEqual(
      [['某2'], ['class-teacher moved-away']],
    )
  })
  test('is named after the school year or the calendar year', () => {
    expect([sayYears('2026-09-01', '2027-08-31'), sayYears('2026-01-01', '2026-12-31')]).toEqual([
      ...['2026—2027学年', '2026年度'],
    ])
  })
})

describe('coverage', () => {
  const school = { boarding: false, hasBus: true, hasLab: false, hasCanteen: true }
  test('tells owned from vacant, from nobody, and from no concern', () => {
    const row = { ...school, areas: { fire: 2, food: 0 } }
    expect((['fire', 'food', 'bus', 'chemicals'] as const).map(area => areaCoverageAt(row, area))).toEqual([
      ...['owned', 'vacant', 'unowned', 'not-concerned'],
    ])
  })
  test('says at which schools nobody answers for an area, the widest hole first', () => {
    const rows = [
      { name: '甲', ...school, areas: {} },
      { name: '乙', ...school, areas: { fire: 1 } },
    ]
    const holes = listHoles(rows)
    expect(holes.at(-1)).toMatchObject({ area: 'fire', schools: [{ name: '甲' }] })
    expect(holes.map(({ area }) => area)).not.toContain('chemicals')
  })
  test('shows a post with two holders where one is right, and one without any', () => {
    const lines = coverageLines(
      [aDuty({ post: 'head', coOwners: ['class-teacher'] })],
      ['甲', '乙'].flatMap(name => [
        { post: 'head' as const, name },
        { post: 'security-guard' as const, name },
      ]),
    )
    expect(lines.map(({ post, fault, areas }) => [post, fault, areas.fire])).toEqual([
      ['head', 'two-holders', 'leads'],
      ['class-teacher', 'no-holder', 'shares'],
      ['security-guard', null, undefined],
    ])
  })
})

describe('the lists and templates of the house', () => {
  test('are sound: keys once, a business and a safety duty for every post', () => {
    for (const items of [STARTING_DUTIES, STARTING_OFFICE_DUTIES]) {
      expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
      for (const item of items) expect(ModelDuty.safeParse(item).success).toBe(true)
      for (const post of new Set(items.map(each => each.post)))
        expect(new Set(items.filter(each => each.post === post).map(({ kind }) => kind)).size).toBe(2)
    }
    for (const level of LETTER_LEVEL_IDS)
      expect(LetterTemplateContent.safeParse(startingTemplate(level)).success).toBe(true)
  })
  test('leave out what a school does not have', () => {
    const items = listModelFor(STARTING_DUTIES, aUnit())
    expect(items.some(({ area }) => area === 'bus' || area === 'chemicals')).toBe(false)
    expect(items.some(({ post }) => post === 'canteen-manager' || post === 'dormitory-keeper')).toBe(false)
  })
})
