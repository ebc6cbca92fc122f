import { AREAS } from '../areas/index.ts'
import type { Area, Placed } from '../kernel/area.ts'
import type { Label } from '../kernel/label.ts'
import { INDICATORS } from './index.ts'

/** Where the system has a value already. */
export const KNOWN_FROM = {
  unit: { zh: '单位基本信息', en: 'Standing data of the unit' },
  register: { zh: '台账', en: 'Register' },
  indicator: { zh: '指标', en: 'Indicator' },
  record: { zh: '业务记录', en: 'Records' },
} as const satisfies Record<string, Label>
export type KnownFrom = keyof typeof KNOWN_FROM

/** A value that nobody has to be asked for, and the page that shows it. */
export interface KnownValue {
  readonly from: KnownFrom
  readonly label: Label
  /** What it belongs to, where that is more than its own name. */
  readonly within: Label | null
  /** Other words under which offices ask for it. */
  readonly also?: readonly string[]
  readonly path: string
}

const STANDING: readonly KnownValue[] = [
  unit('单位名称', 'Name', ['学校名称', '校名']),
  unit('学校标识码', 'School code', ['学校代码', '机构标识码']),
  unit('学生人数', 'Pupils', ['在校生数', '在校学生数', '学生总数', '学生数']),
  unit('所属乡镇', 'Township', ['乡镇']),
  unit('是否寄宿', 'Boarding', ['寄宿制', '是否寄宿制学校']),
  unit('是否有食堂', 'Canteen', ['有无食堂', '食堂情况']),
  unit('是否有校车', 'School bus', ['有无校车', '校车情况']),
  unit('是否有实验室', 'Laboratory', ['有无实验室']),
  people('校长', 'Head', ['校长姓名', '负责人', '主要负责人']),
  people('安全专干', 'Safety officer', ['安全管理人员', '安全员', '联系人']),
  record('班级数', 'Classes', ['班级', '班级名单'], '/rosters'),
  record('隐患数', 'Hazards', ['隐患数量', '排查隐患数', '发现隐患数', '隐患清单'], '/hazards'),
  record('隐患整改数', 'Hazards closed', ['已整改隐患数', '整改完成数', '整改情况'], '/hazards'),
  record('重大隐患数', 'Major hazards', ['重大隐患', '重大隐患清单'], '/hazards'),
  record('风险点数', 'Risk points', ['风险点', '风险清单', '风险点清单'], '/risks'),
  record('演练次数', 'Drills', ['应急演练次数', '演练情况', '演练记录'], '/drills'),
  record('自查次数', 'Self-inspections', ['自查情况', '自查记录', '排查次数'], '/inspections'),
  record('校车数量', 'School buses', ['校车数', '校车辆数'], '/registers/bus/bus-ledger'),
  record('灭火器数量', 'Extinguishers', ['灭火器数', '灭火器具数'], '/registers/fire/extinguisher-ledger'),
  record('任务完成情况', 'Tasks done', ['任务完成数', '工作完成情况'], '/campaigns'),
]

function unit(zh: string, en: string, also: readonly string[]): KnownValue {
  return { from: 'unit', label: { zh, en }, within: null, also, path: '/units' }
}
function people(zh: string, en: string, also: readonly string[]): KnownValue {
  return { from: 'unit', label: { zh, en }, within: null, also, path: '/people' }
}
function record(zh: string, en: string, also: readonly string[], path: string): KnownValue {
  return { from: 'record', label: { zh, en }, within: null, also, path }
}

/** Registers that only those may read who have to: that the system holds a case is itself not for everybody. */
const ofRegisters = (AREAS as readonly unknown[] as readonly Area[]).flatMap(({ registers }) =>
  (registers as readonly Placed[])
    .filter(({ readsAreLogged }) => !readsAreLogged)
    .flatMap(({ key, label, fields }): KnownValue[] => [
      { from: 'register', label, within: null, path: `/registers/${key}` },
      ...Object.values(fields).map(({ zh, en }): KnownValue => ({
        ...{ from: 'register', label: { zh, en }, within: label, path: `/registers/${key}` },
      })),
    ]),
)

/** Every value the system has of a school without asking. */
export const KNOWN_VALUES: readonly KnownValue[] = [
  ...STANDING,
  ...INDICATORS.map(({ id, label }): KnownValue => ({
    ...{ from: 'indicator', label, within: null, path: `/indicators/${id}` },
  })),
  ...ofRegisters,
]

/** Letters and digits alone: brackets, spaces and marks of an office's form say nothing. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** A field's name alone says what is meant only where no other has it and it is more than 名称 or 日期. */
const LEAST_TELLING = 4
const namesOf = ({ label, also, within }: KnownValue): string[] => {
  const own = [label.zh, label.en, ...(also ?? [])].map(bare)
  if (!within) return own
  const telling = own.filter(name => name.length >= LEAST_TELLING && USES.get(name) === 1)
  return [...telling, bare(`${within.zh}${label.zh}`)]
}
const USES: ReadonlyMap<string, number> = new Map(
  [...Map.groupBy(KNOWN_VALUES, ({ label }) => bare(label.zh))].map(([name, all]) => [name, all.length]),
)
const NAMES: ReadonlyMap<string, KnownValue> = new Map(
  KNOWN_VALUES.toReversed().flatMap(value => namesOf(value).map(name => [name, value] as const)),
)

/** What the system already has of what a form asks for; by the very name, for a guess would tell an office to leave out what it needs. */
export const findKnownValue = (asked: string): KnownValue | null => NAMES.get(bare(asked)) ?? null
