import type { Township, Unit, UnitId, UnitKind } from '@anlan/domain'
import { idFrom, Random } from './random.ts'

/** No place in China has this division code: 99 is not given out within Hunan. */
export const COUNTY = { code: '439901', name: '安澜县' } as const

const TOWNSHIP_NAMES = [
  ...['望澜镇', '青禾镇', '柳汀镇', '石桥镇', '古渡镇', '松岭镇', '竹源镇', '梅坪镇', '双泉镇', '龙湾镇'],
  ...['荷塘镇', '枫林镇', '沙洲镇', '南浦镇', '北坪镇', '东湾镇', '西岭镇', '桃坪乡', '稻香乡', '月湖乡'],
]
const VILLAGES = [
  '前进',
  '新河',
  '红星',
  '长塘',
  '高垅',
  '白杨',
  '大湖',
  '团山',
  '流水',
  '金鸡',
  '麻田',
  '石壁',
]
const GARDENS = ['小太阳', '春蕾', '童心', '蓝天', '阳光', '金苹果', '启明星', '小白鸽', '七彩', '向日葵']

export interface SchoolClass {
  readonly id: string
  readonly unitId: UnitId
  readonly grade: number
  readonly ordinal: number
  readonly name: string
  readonly pupils: number
}

export interface County {
  readonly townships: readonly Township[]
  readonly units: readonly Unit[]
  readonly classes: readonly SchoolClass[]
}

interface Sketch {
  readonly name: string
  readonly shortName?: string
  readonly kind: UnitKind
  readonly parent: Unit | null
  readonly township?: string | null
  readonly pupils?: number
  readonly boarding?: boolean
  readonly hasBus?: boolean
  readonly hasLab?: boolean
  readonly hasCanteen?: boolean
}

const PUPILS = 60_000
const SCHOOL_CODE_TYPES: Partial<Record<UnitKind, string>> = {
  kindergarten: '11',
  'central-primary': '21',
  'village-school': '21',
  'town-middle': '31',
  'county-school': '34',
  'vocational-school': '36',
  'special-school': '51',
}

/** The county's tree: bureau, sections, schools of every kind in twenty townships, and their classes. */
export function makeCounty(): County {
  const random = new Random('county')
  const townships = TOWNSHIP_NAMES.map((name, index) => ({ code: `${COUNTY.code}${101 + index}`, name }))
  const units: Unit[] = []
  const add = (sketch: Sketch): Unit => {
    const unit = makeUnit(sketch, units.length)
    units.push(unit)
    return unit
  }
  const bureau = add({ name: '安澜县教育体育局', shortName: '县教体局', kind: 'bureau', parent: null })
  addOffices(add, bureau)
  addCountySchools(add, bureau, random, townships[0]?.code ?? null)
  for (const [index, township] of townships.entries()) addTownship(add, bureau, township, index, random)
  const scaled = scalePupils(units)
  return { townships, units: scaled, classes: scaled.flatMap(makeClasses) }
}

function makeUnit(sketch: Sketch, index: number): Unit {
  const type = SCHOOL_CODE_TYPES[sketch.kind]
  return {
    id: idFrom<UnitId>(`unit ${sketch.name}`),
    kind: sketch.kind,
    name: sketch.name,
    shortName: sketch.shortName ?? sketch.name.replace(/^安澜县/, '').slice(0, 20),
    parentId: sketch.parent?.id ?? null,
    township: sketch.township ?? null,
    schoolCode: type ? `${type}43${String(990_000 + index).padStart(6, '0')}` : null,
    boarding: sketch.boarding ?? false,
    hasBus: sketch.hasBus ?? false,
    hasLab: sketch.hasLab ?? false,
    hasCanteen: sketch.hasCanteen ?? false,
    pupils: sketch.pupils ?? 0,
    openFrom: null,
    openUntil: null,
  }
}

type Add = (sketch: Sketch) => Unit

function addOffices(add: Add, bureau: Unit): void {
  add({ name: '法制安全股', kind: 'safety-section', parent: bureau })
  for (const name of ['办公室', '基础教育股', '职成民办股', '计划财务股', '体卫艺股', '人事股', '教育督导室'])
    add({ name, kind: 'section', parent: bureau })
  for (const name of ['教研室', '校车管理办公室', '学生资助中心', '招生考试中心', '电教仪器站', '后勤管理站'])
    add({ name: `安澜县${name}`, kind: 'bureau-unit', parent: bureau })
}

function addCountySchools(add: Add, bureau: Unit, random: Random, township: string | null): void {
  const full = { boarding: true, hasLab: true, hasCanteen: true, township, parent: bureau }
  for (const name of ['第一中学', '第二中学', '第三中学', '实验中学'])
    add({ ...full, name: `安澜县${name}`, kind: 'county-school', pupils: random.between(1400, 2600) })
  for (const name of ['实验小学', '城关第一小学', '城关第二小学', '城关第三小学'])
    add({
      ...{ ...full, boarding: false, hasLab: false },
      name: `安澜县${name}`,
      kind: 'county-school',
      pupils: random.between(1000, 1900),
    })
  add({ ...full, name: '安澜县职业中等专业学校', kind: 'vocational-school', pupils: 1800 })
  add({ ...full, name: '安澜县特殊教育学校', kind: 'special-school', pupils: 120, hasLab: false })
  for (const name of ['博雅学校', '育才学校', '明德学校', '星河学校', '博文学校', '启航学校'])
    add({
      ...full,
      name: `安澜县${name}（民办）`,
      shortName: name,
      kind: 'private-school',
      pupils: random.between(400, 1200),
      hasBus: random.chance(0.7),
    })
}

function addTownship(add: Add, bureau: Unit, township: Township, index: number, random: Random): void {
  const place = township.name.slice(0, 2)
  const there = { township: township.code }
  const middle = add({
    ...there,
    ...{
      name: `${place}中学`,
      kind: 'town-middle',
      parent: bureau,
      boarding: true,
      hasLab: true,
      hasCanteen: true,
    },
    pupils: random.between(350, 900),
    hasBus: random.chance(0.5),
  })
  const primary = add({
    ...there,
    ...{
      name: `${township.name}中心小学`,
      shortName: `${place}中心小学`,
      kind: 'central-primary',
      parent: middle,
    },
    pupils: random.between(300, 800),
    hasBus: random.chance(0.6),
    hasCanteen: true,
    boarding: random.chance(0.3),
  })
  for (let each = 0; each < 4; each += 1) {
    const village = VILLAGES[(index * 5 + each * 3) % VILLAGES.length]
    add({
      ...there,
      ...{ name: `${place}${village}小学`, kind: 'village-school', parent: primary },
      pupils: random.between(20, 140),
      hasCanteen: random.chance(0.7),
    })
  }
  add({
    ...there,
    ...{
      name: `${township.name}中心幼儿园`,
      shortName: `${place}中心园`,
      kind: 'kindergarten',
      parent: middle,
    },
    pupils: random.between(120, 300),
    hasCanteen: true,
  })
  const garden = GARDENS[index % GARDENS.length]
  add({
    ...there,
    ...{
      name: `${place}${garden}幼儿园（民办）`,
      shortName: `${place}${garden}园`,
      kind: 'kindergarten',
      parent: middle,
    },
    pupils: random.between(60, 220),
    hasCanteen: true,
    hasBus: random.chance(0.4),
  })
  if (index % 2 === 0) add({ ...there, name: `${place}向阳托管服务中心`, kind: 'offcampus', parent: middle })
}

/** Brings the county to its sixty thousand pupils, whatever chance made of the single schools. */
function scalePupils(units: readonly Unit[]): Unit[] {
  const drawn = units.reduce((sum, unit) => sum + unit.pupils, 0)
  const scaled = units.map(unit => ({ ...unit, pupils: Math.round((unit.pupils * PUPILS) / drawn) }))
  const rest = PUPILS - scaled.reduce((sum, unit) => sum + unit.pupils, 0)
  const largest = scaled.reduce((best, unit) => (unit.pupils > best.pupils ? unit : best))
  largest.pupils += rest
  return scaled
}

const GRADES: Partial<Record<UnitKind, { from: number; to: number; names: readonly string[] }>> = {
  kindergarten: { from: 1, to: 3, names: ['小', '中', '大'] },
  'town-middle': { from: 7, to: 9, names: ['七年级', '八年级', '九年级'] },
  'vocational-school': { from: 10, to: 12, names: ['高一', '高二', '高三'] },
}
const PRIMARY = { from: 1, to: 6, names: ['一年级', '二年级', '三年级', '四年级', '五年级', '六年级'] }
const CLASS_SIZE = 45

function gradesOf(unit: Unit): { from: number; to: number; names: readonly string[] } {
  if (unit.kind === 'county-school' && unit.name.includes('中学'))
    return { from: 10, to: 12, names: ['高一', '高二', '高三'] }
  return GRADES[unit.kind] ?? PRIMARY
}

function makeClasses(unit: Unit): SchoolClass[] {
  if (unit.pupils === 0) return []
  const grades = gradesOf(unit)
  const count = grades.to - grades.from + 1
  const classes: SchoolClass[] = []
  for (let grade = 0; grade < count; grade += 1) {
    const inGrade =
      Math.floor((unit.pupils * (grade + 1)) / count) - Math.floor((unit.pupils * grade) / count)
    const parallel = Math.max(1, Math.ceil(inGrade / CLASS_SIZE))
    for (let each = 0; each < parallel; each += 1) {
      const pupils = Math.floor((inGrade * (each + 1)) / parallel) - Math.floor((inGrade * each) / parallel)
      const name = `${grades.names[grade] ?? ''}${each + 1}班`
      classes.push({
        id: idFrom(`class ${unit.name} ${name}`),
        unitId: unit.id,
        grade: grades.from + grade,
        ordinal: each + 1,
        name,
        pupils,
      })
    }
  }
  return classes
}
