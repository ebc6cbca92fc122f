import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '../kernel/day.ts'
import { formOf } from '../kernel/form.ts'
import { listNotYet } from '../kernel/not-yet.ts'
import { judgeCross, judgeEntry, judgeList, listClocks } from '../kernel/judge.ts'
import { mayRole } from '../organisation/may.ts'
import { ROLE_IDS } from '../organisation/role.ts'
import { readEntry, type Recorded } from '../kernel/register.ts'
import { LIMIT_UNITS, listEditions, type Editions, type Limits, type Severity } from '../kernel/rule.ts'
import type { Label } from '../kernel/label.ts'
import type { Placed } from '../kernel/area.ts'
import { anOccasion, aProfile, aRecord } from '../testing/builders.ts'
import type { AreaId } from './area-id.ts'
import { EXAMPLES, listCrossExamples, listExamples } from './examples.ts'
import { AREAS, findRegister, REGISTERS } from './index.ts'
import { NewEntry } from './new-entry.ts'

/** A day on which everything with a known first day is in force, and after every example. */
const LATER: Day = '2027-06-01'

const examplesOf = (register: Placed) => listExamples(register.area as AreaId, register.id)
const parse = (register: Placed, body: unknown): Record<string, unknown> => {
  const read = readEntry(register, body)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}
const recordAll = (register: Placed, bodies: readonly unknown[], on: Day): Recorded[] =>
  bodies.map((body, index) => aRecord(index + 1, on, parse(register, body)))

const expectLabel = (label: Label): void => {
  expect(label.zh).toMatch(/\p{Script=Han}|^GB|^SDS|^CAS|^VIN/u)
  expect(label.en).toMatch(/[a-z]|^GB|^SDS|^CAS|^VIN/)
  expect(label.en).not.toMatch(/\p{Script=Han}/u)
}

interface Declared {
  readonly label: Label
  readonly severity: Severity
  readonly remedy: Label
  readonly limits: Limits
  readonly rule: Editions
}
const FINDINGS: readonly (readonly [string, Declared])[] = [
  ...REGISTERS.flatMap(({ key, findings, lists }) =>
    [...Object.entries(findings), ...Object.entries(lists)].map(
      ([code, found]) => [`${key}#${code}`, found as Declared] as const,
    ),
  ),
  ...AREAS.flatMap(area =>
    Object.entries(area.cross as Record<string, Declared>).map(
      ([code, found]) => [`${area.id}#${code}`, found] as const,
    ),
  ),
]

describe.each(REGISTERS.map(register => [register.key, register] as const))('%s', (key, register) => {
  test('is found by its key and keeps its fields labelled in both languages', () => {
    expect(findRegister(key)).toBe(register)
    for (const label of [register.label, register.purpose]) expectLabel(label)
    for (const field of formOf(register)) {
      expectLabel(field.label)
      for (const more of [field.unit, field.hint]) if (more) expectLabel(more)
      for (const option of field.options) expectLabel(option.label)
      expect(field.options.length > 0).toBe(field.widget === 'choice' || field.widget === 'choices')
    }
  })

  test('keeps what only few may see to few, and says in it what is personal', () => {
    if (!register.readsAreLogged) return
    const readers = ROLE_IDS.filter(role => mayRole(role, register.permissions.read))
    expect(readers.length).toBeLessThanOrEqual(3)
    const personal = formOf(register).filter(field => field.personal)
    expect(personal.length).toBeGreaterThan(0)
    for (const { name } of personal) expect(register.summary).not.toContain(name)
    // A picture of a line is there for whoever sees the school; such a register would need pictures that few see.
    expect(formOf(register).filter(({ widget }) => widget === 'photos')).toEqual([])
  })

  test('tells in its examples of nothing that has not happened yet, but for what may lie ahead', () => {
    for (const example of examplesOf(register)) {
      if ('version' in example) continue
      for (const entry of 'entry' in example ? [example.entry] : example.entries)
        expect([example.name, listNotYet(register, parse(register, entry), example.today)]).toEqual([
          example.name,
          [],
        ])
    }
  })

  test('names its columns, its identity and its day by fields it has; offers come from fields that exist', () => {
    const names = Object.keys(register.entry.shape)
    expect(Object.keys(register.fields).sort()).toEqual([...names].sort())
    for (const name of [...register.summary, ...register.identity]) expect(names).toContain(name)
    expect(register.kind === 'log').toBe(register.happenedOn !== null)
    for (const field of formOf(register)) {
      if (field.offers === null) continue
      const [from = '', name = ''] = field.offers.split('.')
      expect(Object.keys(findRegister(from)?.entry.shape ?? {})).toContain(name)
    }
  })

  test('every example parses, and an entry parsed twice is the same entry', () => {
    for (const example of examplesOf(register)) {
      if ('body' in example) {
        expect(readEntry(register, example.body, example.version)).toMatchObject({ ok: true })
        continue
      }
      for (const body of 'entry' in example ? [example.entry] : example.entries) {
        const entry = parse(register, body)
        expect(parse(register, entry)).toEqual(entry)
        const sent = NewEntry.safeParse({ register: key, body })
        expect(sent.data).toEqual({ register: key, version: register.version, entry })
      }
    }
  })

  test('every example raises exactly what it claims', () => {
    for (const example of examplesOf(register)) {
      if ('body' in example) continue
      const occasion = anOccasion(example.today, { unit: aProfile(example.unit) })
      const codes =
        'entry' in example
          ? judgeEntry(register, aRecord(1, example.today, parse(register, example.entry)), occasion)
          : judgeList(register, recordAll(register, example.entries, example.today), occasion)
      const claimed = 'entry' in example ? example.raises : example.raisesTogether
      expect([example.name, codes.map(each => each.code).sort()]).toEqual([example.name, [...claimed].sort()])
    }
  })

  test('no finding says what is personal: many read findings', () => {
    const personal = formOf(register).filter(field => field.personal)
    for (const example of examplesOf(register)) {
      if ('body' in example) continue
      const bodies = 'entry' in example ? [example.entry] : example.entries
      const records = recordAll(register, bodies, example.today)
      const occasion = anOccasion(example.today, { unit: aProfile(example.unit) })
      const said = JSON.stringify(
        [
          ...records.flatMap(record => judgeEntry(register, record, occasion)),
          ...judgeList(register, records, occasion),
        ].map(({ detail }) => detail),
      )
      for (const { name } of personal)
        for (const { entry } of records) {
          const value = (entry as Record<string, unknown>)[name]
          if (typeof value === 'string')
            expect([example.name, said.includes(value)]).toEqual([example.name, false])
        }
    }
  })

  test('every finding is shown by an example, and some example raises nothing', () => {
    const shown = examplesOf(register).flatMap(example =>
      'raises' in example ? example.raises : 'raisesTogether' in example ? example.raisesTogether : [],
    )
    const declared = [...Object.keys(register.findings), ...Object.keys(register.lists)]
    expect([...new Set(shown)].sort()).toEqual(declared.sort())
    expect(examplesOf(register).some(each => 'raises' in each && each.raises.length === 0)).toBe(true)
  })

  test('a clock is silent the day before and on its last day, and speaks the day after', () => {
    for (const example of examplesOf(register)) {
      if (!('entry' in example)) continue
      const record = aRecord(1, '2020-01-01', parse(register, example.entry))
      const unit = aProfile(example.unit)
      for (const { code, due } of listClocks(register, record.entry, anOccasion(LATER, { unit }))) {
        const raised = (today: Day) =>
          judgeEntry(register, record, anOccasion(today, { unit })).find(each => each.code === code)
        expect(raised(addDays(due, -1))).toBeUndefined()
        expect(raised(due)).toBeUndefined()
        expect(raised(addDays(due, 1))).toMatchObject({ since: addDays(due, 1) })
        expect(raised(addDays(due, 40))?.since).toBe(addDays(due, 1))
      }
    }
  })

  test('every clock runs in some example', () => {
    const running = new Set(
      examplesOf(register).flatMap(example =>
        'entry' in example
          ? listClocks(register, parse(register, example.entry), anOccasion(LATER)).map(each => each.code)
          : [],
      ),
    )
    for (const [code, found] of Object.entries(register.findings))
      if (found.due) expect([...running]).toContain(code)
  })

  test('no day is judged before a rule was in force', () => {
    const examples = examplesOf(register).filter(each => !('body' in each))
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.integer({ min: -9000, max: 600 }), (example, offset) => {
        if ('body' in example) return
        const today = addDays(example.today, offset)
        const occasion = anOccasion(today, { unit: aProfile(example.unit) })
        const bodies = 'entry' in example ? [example.entry] : example.entries
        const shifted = bodies.map(body => moveDay(register, parse(register, body), offset))
        const records = shifted.map((entry, index) => aRecord(index + 1, today, entry))
        const findings = [
          ...records.flatMap(each => judgeEntry(register, each, occasion)),
          ...judgeList(register, records, occasion),
        ]
        for (const finding of findings) {
          expect(finding.inForceFrom <= finding.on).toBe(true)
          expect(finding.inForceFrom <= finding.since).toBe(true)
          expect(finding.since <= finding.on && finding.on <= today).toBe(true)
        }
      }),
    )
  })
})

/** The entry as if it had happened `offset` days later. */
const moveDay = (register: Placed, entry: Record<string, unknown>, offset: number) =>
  register.happenedOn === null
    ? entry
    : { ...entry, [register.happenedOn]: addDays(entry[register.happenedOn] as Day, offset) }

describe.each(FINDINGS)('%s', (_code, found) => {
  test('says what, how to put it right and on what it rests, and its numbers lie within their bounds', () => {
    expectLabel(found.label)
    expectLabel(found.remedy)
    const names = Object.keys(found.limits)
    for (const limit of Object.values(found.limits)) {
      expectLabel(limit.label)
      expect(limit.min <= limit.default && limit.default <= limit.max).toBe(true)
      expect(Object.keys(LIMIT_UNITS)).toContain(limit.unit)
    }
    for (const edition of listEditions(found.rule)) {
      expect(edition.basis.length).toBeGreaterThan(0)
      for (const { document } of edition.basis) {
        expect(edition.effectiveFrom >= document.from).toBe(true)
        expect(document.title.zh).not.toBe('')
      }
      for (const [name, value] of Object.entries(edition.sets ?? {})) {
        expect(names).toContain(name)
        const limit = found.limits[name]
        expect(limit && value !== undefined && limit.min <= value && value <= limit.max).toBe(true)
      }
    }
  })

  test('its editions follow each other', () => {
    const starts = listEditions(found.rule).map(each => each.effectiveFrom)
    expect([...starts].sort()).toEqual(starts)
  })
})

describe.each(AREAS.map(area => [area.id, area] as const))('%s', (id, area) => {
  test('has a name in both languages and gives its themes registers it has', () => {
    expectLabel(area.label)
    const ids = area.registers.map(each => each.id as string)
    for (const theme of Object.values(area.themes)) {
      expectLabel(theme.label)
      for (const register of theme.registers) expect(ids).toContain(register)
    }
  })

  test('what its registers say of each other is shown by examples, exactly', () => {
    const shown = new Set<string>()
    for (const example of listCrossExamples(id)) {
      const books = Object.fromEntries(
        Object.entries(example.books).map(([name, bodies]) => {
          const register = findRegister(`${id}/${name}`)
          if (!register) throw new Error(name)
          return [name, recordAll(register, bodies ?? [], example.today)]
        }),
      )
      const occasion = anOccasion(example.today, { unit: aProfile(example.unit) })
      const codes = judgeCross(area, books, occasion).map(each => each.code)
      expect([example.name, codes.sort()]).toEqual([example.name, [...example.raises].sort()])
      for (const code of example.raises) shown.add(code)
    }
    expect([...shown].sort()).toEqual(Object.keys(area.cross).sort())
  })

  test('has two registers at least, and examples for each', () => {
    expect(area.registers.length).toBeGreaterThanOrEqual(2)
    expect(Object.keys(EXAMPLES[id]).sort()).toEqual(
      [
        ...area.registers.map(each => each.id),
        ...(Object.keys(area.cross).length > 0 ? ['cross'] : []),
      ].sort(),
    )
  })
})

test('a body that does not fit is refused at its field, an unknown register and a future version at the door', () => {
  const issues = (sent: unknown) =>
    NewEntry.safeParse(sent).error?.issues.map(each => [each.path, each.message])
  expect(issues({ register: 'fire/nothing', body: {} })).toEqual([[['register'], 'unknown-register']])
  expect(issues({ register: 'fire/extinguisher-ledger', version: 99, body: {} })).toEqual([
    [['version'], 'unknown-version'],
  ])
  const [example] = listExamples('fire', 'extinguisher-ledger')
  if (!example || !('entry' in example)) throw new Error('no example')
  expect(
    issues({ register: 'fire/extinguisher-ledger', body: { ...example.entry, madeOn: '2026-02-30' } }),
  ).toEqual([[['body', 'madeOn'], 'not-a-day']])
})
