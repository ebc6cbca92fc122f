import { AREAS, findRegister } from '../areas/index.ts'
import type { Area, Placed } from '../kernel/area.ts'
import { formOf } from '../kernel/form.ts'
import type { Label } from '../kernel/label.ts'
import { compareFields, labelField, labelValue } from './fields.ts'

type Path = readonly string[]

/** How what the record holds of a thing is called, and in which order it is read. */
export interface RecordWords {
  readonly field: (path: Path) => Label
  /** What a value is called, where it is a member of a set; undefined elsewhere. */
  readonly value: (path: Path, value: unknown) => Label | undefined
  /** What a number counts. */
  readonly unit: (path: Path) => Label | null
  readonly compare: (a: Path, b: Path) => number
}

const ofNoun = (noun: string): RecordWords => ({
  field: path => labelField(noun, path),
  value: (path, value) => labelValue(noun, path, value),
  unit: () => null,
  compare: compareFields,
})

/** A register's line is told in its register's own words; what the register no longer has, as it was recorded. */
function ofEntry(register: Placed): RecordWords {
  const other = ofNoun('entry')
  const fields = new Map(formOf(register).map((field, rank) => [field.name, { ...field, rank }]))
  const of = ([name = '']: Path) => fields.get(name)
  const rankOf = (path: Path): number => (path[0] === 'register' ? -1 : (of(path)?.rank ?? fields.size))
  return {
    field: path => of(path)?.label ?? other.field(path),
    value: (path, value) =>
      path[0] === 'register' && value === register.key
        ? register.label
        : (of(path)?.options.find(option => option.value === value)?.label ?? other.value(path, value)),
    unit: path => of(path)?.unit ?? null,
    compare: (a, b) => rankOf(a) - rankOf(b) || compareFields(a, b),
  }
}

/** A rule by what it finds, in a register or between those of an area. */
function ruleLabel(code: string): Label | undefined {
  const [key = '', name = ''] = code.split('#')
  const register = findRegister(key)
  const area: Pick<Area, 'cross'> | undefined = AREAS.find(({ id }) => id === key)
  return (register?.findings[name] ?? register?.lists[name] ?? area?.cross[name])?.label
}

const ofFinding = (): RecordWords => {
  const other = ofNoun('finding')
  return {
    ...other,
    value: (path, value) =>
      (path[0] === 'rule' && typeof value === 'string' ? ruleLabel(value) : undefined) ??
      other.value(path, value),
  }
}

const registerIn = (held: unknown): Placed | undefined => {
  const key = typeof held === 'object' && held !== null && 'register' in held ? held.register : undefined
  return typeof key === 'string' ? findRegister(key) : undefined
}

/** The words for what a deed changed: those of the register the line names, or those of the noun. */
export function wordsOf(noun: string, before: unknown, after: unknown): RecordWords {
  if (noun === 'finding') return ofFinding()
  const register = noun === 'entry' ? (registerIn(after) ?? registerIn(before)) : undefined
  return register ? ofEntry(register) : ofNoun(noun)
}
