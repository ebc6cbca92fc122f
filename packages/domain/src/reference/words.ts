import type { Placed } from '../kernel/area.ts'
import type { FormField, Widget } from '../kernel/form.ts'
import type { Label } from '../kernel/label.ts'
import type { CrossFinding, EntryFinding, ListFinding } from '../kernel/register.ts'
import { LIMIT_UNITS, type Basis, type Limit, type LimitUnit } from '../kernel/rule.ts'
import { MAY, type Permission } from '../organisation/may.ts'
import { ROLE_IDS, ROLES } from '../organisation/role.ts'
import { SCHOOL_KINDS, UNIT_KINDS, type Binds, type UnitFeature } from '../organisation/unit.ts'

/** How a field is filled in. */
export const WIDGET_LABELS = {
  text: { zh: '文字', en: 'Text' },
  'long-text': { zh: '多行文字', en: 'Text of several lines' },
  number: { zh: '数字', en: 'Number' },
  day: { zh: '日期', en: 'Day' },
  instant: { zh: '日期和时间', en: 'Day and time' },
  choice: { zh: '选一项', en: 'One of' },
  choices: { zh: '可选多项', en: 'Any of' },
  'yes-no': { zh: '是或否', en: 'Yes or no' },
  person: { zh: '姓名', en: 'Name of a person' },
  phone: { zh: '电话', en: 'Telephone number' },
  code: { zh: '编码（核对校验位）', en: 'Code with a check digit' },
  photos: { zh: '照片', en: 'Photos' },
} as const satisfies Record<Widget, Label>

const joined = (labels: readonly Label[]): Label => ({
  zh: labels.map(({ zh }) => zh).join('、'),
  en: labels.map(({ en }) => en).join(', '),
})

const WITH: Record<UnitFeature, Label> = {
  boarding: { zh: '寄宿', en: 'boarders' },
  hasBus: { zh: '有校车', en: 'school buses' },
  hasLab: { zh: '有实验室', en: 'a laboratory' },
  hasCanteen: { zh: '有食堂', en: 'a canteen' },
}

/** Which units keep a register, or are asked by a rule. */
export function sayBinds({ kinds, having = [] }: Binds): Label {
  const every = SCHOOL_KINDS.every(kind => kinds.includes(kind)) && kinds.length === SCHOOL_KINDS.length
  const features = joined(having.map(feature => WITH[feature]))
  const who = every
    ? { zh: '学校（含幼儿园）', en: 'schools and kindergartens' }
    : joined(kinds.map(kind => UNIT_KINDS[kind].label))
  return {
    zh: having.length === 0 ? (every ? `所有${who.zh}` : who.zh) : `${features.zh}的${who.zh}`,
    en: `${every ? 'All ' : ''}${who.en}${having.length === 0 ? '' : ` with ${features.en}`}`,
  }
}

/** The roles that hold a permission. Each acts within its own reach. */
export function sayPermission(permission: Permission): Label {
  const roles: readonly string[] = MAY[permission]
  return roles.length === ROLE_IDS.length
    ? { zh: '全部角色，限各自管辖范围', en: 'Every role, each within its reach' }
    : joined(ROLE_IDS.filter(role => roles.includes(role)).map(role => ROLES[role].label))
}

const over = (window: number | 'all'): Label =>
  window === 'all'
    ? { zh: '全部记录', en: 'all lines' }
    : { zh: `近${window}天的记录`, en: `the lines of the last ${window} days` }

/** When a rule finds something, as far as its declaration says. */
export const sayTiming = {
  ofEntry(register: Placed, { due }: EntryFinding): Label {
    if (due)
      return {
        zh: '逐条计算期限：期限当天仍算按期，次日起列为问题。',
        en: 'A clock for each line: on its last day all is well, from the next day on it is found.',
      }
    return register.happenedOn === null
      ? { zh: '逐条按今天的情况判定。', en: 'Each line is judged by how things stand today.' }
      : { zh: '逐条按记录当天的情况判定。', en: 'Each line is judged by the day it tells of.' }
  },
  ofList({ window }: ListFinding): Label {
    const { zh, en } = over(window)
    return { zh: `把${zh}放在一起判定。`, en: `Judged over ${en} together.` }
  },
  between({ window }: CrossFinding, read: readonly Placed[]): Label {
    const { zh, en } = over(window)
    const names = read.map(({ label }) => label)
    return {
      zh: `把${names.map(name => `“${name.zh}”`).join('')}${zh}相互对照判定。`,
      en: `Judged over ${en} of these registers together: ${names.map(name => name.en).join('; ')}.`,
    }
  },
}

/** A number with its unit; English says one month and two months. */
export function sayQuantity(value: number, unit: LimitUnit): Label {
  const { zh, en } = LIMIT_UNITS[unit]
  const word = value === 1 && en.length > 2 ? en.replace(/^people$/, 'person').replace(/s\b/, '') : en
  return { zh: `${value} ${zh}`, en: `${value} ${word}` }
}

/** Between which numbers a county may set a limit. */
export const sayBounds = ({ min, max, unit }: Limit): Label =>
  min === max
    ? { zh: '县教育局不可调整', en: 'fixed' }
    : {
        zh: `县教育局可设 ${min} 至 ${sayQuantity(max, unit).zh}`,
        en: `the county may set ${min} to ${sayQuantity(max, unit).en}`,
      }

/** True where a source names a document whose article nobody has looked up yet; practice has no articles. */
export const lacksArticle = ({ article, sure }: Basis): boolean => article === undefined && sure !== 'custom'

/** Between which numbers the number in a field lies, and whether only whole ones do; null where anything goes. */
function sayRange(whole: boolean, min: number | null, max: number | null): Label | null {
  const range =
    min !== null && max !== null
      ? { zh: `${min}至${max}`, en: `${min} to ${max}` }
      : min !== null
        ? { zh: `不小于${min}`, en: `at least ${min}` }
        : max !== null
          ? { zh: `不大于${max}`, en: `at most ${max}` }
          : null
  if (!whole) return range
  return range
    ? { zh: `${range.zh}的整数`, en: `whole number, ${range.en}` }
    : { zh: '整数', en: 'whole number' }
}

/** What may stand in a field besides its kind: bounds of a number, length of a text. */
export function sayFieldBounds({ widget, whole, min, max, maxLength }: FormField): Label | null {
  if (widget === 'number') return sayRange(whole, min, max)
  return maxLength === null || widget === 'phone' || widget === 'code'
    ? null
    : { zh: `最多${maxLength}字`, en: `at most ${maxLength} characters` }
}
