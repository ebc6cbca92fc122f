import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addImport, addItem } from './edit.ts'
import { camelCase, Refused, sentence } from './names.ts'
import { newArea } from './new-area.ts'
import { newRegister } from './new-register.ts'

const ROOT = join(import.meta.dirname, '../../..')
const DOMAIN = 'packages/domain'
const AREAS = `${DOMAIN}/src/areas`
const VITEST = join(ROOT, 'tooling/vitest/node_modules/vitest/vitest.mjs')
const copies: string[] = []

/** The domain package alone, in a folder of its own, with the checkout's dependencies and its contract test. */
function aCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'anlan-domain-'))
  copies.push(copy)
  mkdirSync(join(copy, DOMAIN), { recursive: true })
  const filter = (path: string) => !path.endsWith('.test.ts') || path.endsWith('areas.test.ts')
  for (const path of [
    'tsconfig.base.json',
    ...['src', 'package.json', 'tsconfig.json'].map(each => `${DOMAIN}/${each}`),
  ])
    cpSync(join(ROOT, path), join(copy, path), { recursive: true, filter })
  for (const path of ['node_modules', `${DOMAIN}/node_modules`])
    symlinkSync(join(ROOT, path), join(copy, path))
  return copy
}

/** What stands around the domain where a register shows: the server, the console, and what they are made of. */
const AROUND = [
  ...['packages/documents', 'packages/plan-reader', 'packages/postgres', 'packages/ui'],
  ...['tooling/seed', 'apps/server', 'apps/console'],
]
/** Tests that name no register and so ask a new one the same as all others. */
const EVERYWHERE = ['every-register.test.ts', 'registers/tables.test.ts']

/** Puts the product around the domain of a copy; what its packages depend on of each other is found in the copy. */
function addProduct(copy: string): void {
  const filter = (path: string) =>
    !path.endsWith('.test.ts') || EVERYWHERE.some(each => path.replaceAll('\\', '/').endsWith(each))
  for (const folder of AROUND)
    for (const path of ['src', 'package.json', 'node_modules', 'vitest.config.ts'].map(
      each => `${folder}/${each}`,
    ))
      if (existsSync(join(ROOT, path)))
        cpSync(join(ROOT, path), join(copy, path), { recursive: true, verbatimSymlinks: true, filter })
}

/** The tests that ask about one register in the server and the console of a copy, with how each ended. */
function askEverywhere(copy: string, register: string): { title: string; status: string }[] {
  const report = join(copy, 'everywhere.json')
  const config = join(copy, 'vitest.config.mjs')
  const projects = ['apps/server', 'apps/console'].map(each => join(copy, each, 'vitest.config.ts'))
  writeFileSync(config, `export default { test: { projects: ${JSON.stringify(projects)} } }\n`)
  spawnSync(
    process.execPath,
    [
      ...[VITEST, 'run', '--config', config, '--root', copy, '-t', register],
      ...['--reporter=json', `--outputFile=${report}`],
    ],
    { cwd: copy, encoding: 'utf8' },
  )
  return resultsIn(report)
    .filter(each => each.fullName.includes(register))
    .map(({ title, status }) => ({ title, status }))
}

/** At how many schools of the demonstration county a register shows something. */
function countShown(copy: string, register: string): number {
  const script = `import { makeCounty, makeEntries, makePeople, makePupils } from '@anlan/seed'
    const county = makeCounty()
    const entries = makeEntries(county, makePeople(county.units), makePupils(county.classes), '2026-11-26', () => true)
    console.log(entries.filter(({ register }) => register.key === '${register}').length)`
  // Beside the server, whose dependency the seed is.
  const file = join(copy, 'apps/server/count-shown.ts')
  writeFileSync(file, script)
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
  if (!/^\d+\s*$/.test(stdout)) throw new Error(stderr)
  return Number(stdout)
}

/** What the compiler says, one message for each file it stops at, without the long types around it. */
function build(copy: string): { file: string; text: string }[] {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', join(copy, DOMAIN)], {
    cwd: copy,
    encoding: 'utf8',
  })
  return stdout
    .split(/^(?=\S+\(\d+,\d+\): error)/m)
    .filter(message => message.includes('error TS'))
    .map(message => ({ file: message.slice(0, message.indexOf('(')), text: message }))
}

interface Ended {
  readonly ancestorTitles: readonly string[]
  readonly title: string
  readonly fullName: string
  readonly status: string
}
const resultsIn = (report: string): Ended[] =>
  (
    JSON.parse(readFileSync(report, 'utf8')) as { testResults: { assertionResults: Ended[] }[] }
  ).testResults.flatMap(file => file.assertionResults)

/** The names of the contract tests that fail for one register. */
function failingTests(copy: string, register: string): string[] {
  const report = join(copy, 'report.json')
  const config = join(copy, DOMAIN, 'vitest.config.mjs')
  writeFileSync(config, "export default { test: { include: ['src/**/*.test.ts'] } }\n")
  spawnSync(
    process.execPath,
    [
      VITEST,
      'run',
      '--config',
      config,
      '--root',
      join(copy, DOMAIN),
      'src/areas/areas.test.ts',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: join(copy, DOMAIN), encoding: 'utf8' },
  )
  const results = resultsIn(report)
  expect(
    results.filter(each => each.ancestorTitles.includes(register) && each.status === 'passed').length,
  ).toBeGreaterThan(0)
  return results.filter(each => each.status === 'failed').map(each => each.title)
}

const change = (copy: string, file: string, ...edits: readonly (readonly [string, string])[]): void => {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  for (const [from] of edits) expect(source).toContain(from)
  writeFileSync(
    path,
    edits.reduce((text, [from, to]) => text.replace(from, to), source),
  )
}

const guide = readFileSync(join(ROOT, DOMAIN, 'EXTENDING.md'), 'utf8')
/** A message that the guide tells people to look for, word for word. */
const quoted = (message: string): string => {
  expect(guide).toContain(`\`${message}\``)
  return message
}

let copy = ''
beforeAll(() => {
  copy = aCopy()
})
afterAll(() => {
  for (const each of copies) rmSync(each, { recursive: true, force: true })
})

const SPILLS = `${AREAS}/chemicals/spill-log.ts`

test('a new area, a new log and a new ledger stop the build at exactly what their author has to say', () => {
  expect(newArea(copy, 'transport')).toHaveLength(4)
  expect(newRegister(copy, 'chemicals', 'spill-log')).toEqual([SPILLS, `${AREAS}/chemicals/index.ts`])
  newRegister(copy, 'priority/bullying', 'survey-list')
  const index = readFileSync(join(copy, AREAS, 'priority/index.ts'), 'utf8')
  expect(index).toContain("import { surveyList } from './bullying/survey-list.ts'")
  expect(index).toMatch(/bullying: \{[^}]*\},\s+registers: \[[^\]]*'survey-list'\]/)

  const messages = build(copy)
  const said = Object.fromEntries(messages.map(each => [each.file, each.text]))
  expect(messages.map(each => each.file).sort()).toEqual([
    `${AREAS}/chemicals/examples.ts`,
    SPILLS,
    `${AREAS}/examples.ts`,
    `${AREAS}/priority/bullying/survey-list.ts`,
    `${AREAS}/priority/examples.ts`,
  ])
  expect(said[`${AREAS}/examples.ts`]).toContain(quoted("Property 'transport' is missing in type"))
  expect(said[SPILLS]).toContain(quoted("Property 'what' is missing in type"))
  expect(said[`${AREAS}/chemicals/examples.ts`]).toContain(
    quoted(`Property '"spill-log"' is missing in type`),
  )
  expect(said[`${AREAS}/priority/bullying/survey-list.ts`]).toContain("Property 'place' is missing in type")
  expect(said[`${AREAS}/priority/examples.ts`]).toContain(`Property '"survey-list"' is missing in type`)

  for (const again of [
    () => newArea(copy, 'transport'),
    () => newArea(copy, 'Transport'),
    () => newRegister(copy, 'chemicals', 'spill-log'),
    () => newRegister(copy, 'nowhere', 'spill-log'),
    () => newRegister(copy, 'chemicals', 'SpillLog'),
    () => newRegister(copy, 'chemicals', '../../../x'),
    () => newRegister(copy, 'chemicals/lab', 'waste-list'),
    () => newRegister(copy, '../chemicals', 'waste-list'),
  ])
    expect(again).toThrow(Refused)

  // The rest is about the log alone.
  for (const path of ['area-id.ts', 'index.ts', 'priority/index.ts'])
    cpSync(join(ROOT, AREAS, path), join(copy, AREAS, path))
  for (const path of ['transport', 'priority/bullying/survey-list.ts'])
    rmSync(join(copy, AREAS, path), { recursive: true })
})

describe('a new log', () => {
  test('with its column named and an example given, says which finding is misspelt', () => {
    change(copy, SPILLS, [
      "putRight: { zh: '已整改'",
      "what: { zh: '情况', en: 'What' },\n    putRight: { zh: '已整改'",
    ])
    change(copy, `${AREAS}/chemicals/examples.ts`, [
      "  'chemical-list': [",
      `  'spill-log': [
    {
      name: 'a spill, mopped up',
      today: '2026-09-01',
      entry: { on: '2026-09-01', what: '盐酸少量洒漏', putRight: false, recordedBy: '张丽' },
      raises: ['not-put-rihgt'],
    },
  ],
  'chemical-list': [`,
    ])
    const messages = build(copy)
    expect(messages.map(each => each.file)).toEqual([`${AREAS}/chemicals/examples.ts`])
    expect(messages[0]?.text).toContain(
      quoted(`Type '"not-put-rihgt"' is not assignable to type '"not-put-right"'`),
    )
  })

  test('that compiles is still asked for its Chinese name and for every finding to be shown', () => {
    change(copy, `${AREAS}/chemicals/examples.ts`, [
      "putRight: false, recordedBy: '张丽' },\n      raises: ['not-put-rihgt'],",
      "putRight: true, recordedBy: '张丽' },\n      raises: [],",
    ])
    expect(failingTests(copy, 'chemicals/spill-log').sort()).toEqual([
      quoted('every finding is shown by an example, and some example raises nothing'),
      quoted('is found by its key and keeps its fields labelled in both languages'),
    ])
  })

  test('that is named and shown keeps the whole contract, and nothing else was touched', () => {
    change(
      copy,
      SPILLS,
      ["label: { zh: '', en: 'Spill log' }", "label: { zh: '洒漏处置记录', en: 'Spill log' }"],
      ["purpose: { zh: '', en: '' }", "purpose: { zh: '发生洒漏后填写。', en: 'Written after a spill.' }"],
    )
    change(copy, `${AREAS}/chemicals/examples.ts`, [
      '      raises: [],\n    },\n  ],',
      `      raises: [],
    },
    {
      name: 'a spill left on the floor',
      today: '2026-09-01',
      entry: { on: '2026-09-01', what: '盐酸少量洒漏', putRight: false, recordedBy: '张丽' },
      raises: ['not-put-right'],
    },
  ],`,
    ])
    expect(build(copy)).toEqual([])
    expect(failingTests(copy, 'chemicals/spill-log')).toEqual([])
  })

  test('is then in all its places: stored, listed, judged, exported, in the form, the list and the reference', () => {
    addProduct(copy)
    const asked = askEverywhere(copy, 'chemicals/spill-log')
    expect(asked.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(asked.map(({ title }) => title).toSorted()).toEqual(
      [
        'chemicals/spill-log: its examples survive a file',
        'has a form with every field, and a choice for every value',
        'has its list, its form and its page of the reference under addresses of its own',
        'is written to, listed, read back, judged and taken out as a table',
        'stands in the contents of the reference, with its fields and its rules on its page',
      ].toSorted(),
    )
    expect(countShown(copy, 'chemicals/spill-log')).toBeGreaterThan(0)
  })
})

describe('editing a file', () => {
  test('adds to a list and to a table, empty or not, on one line or several', () => {
    expect(addItem('a = []', /a = \[/, 'x', 'f')).toBe('a = [ x]')
    expect(addItem('a = [b]', /a = \[/, 'x', 'f')).toBe('a = [b, x]')
    expect(addItem('a = {\n  b: [1],\n}', /a = \{/, 'x', 'f')).toBe('a = {\n  b: [1], x}')
    expect(() => addItem('b = []', /a = \[/, 'x', 'f')).toThrow('f does not look as expected')
    expect(() => addItem('a = [', /a = \[/, 'x', 'f')).toThrow('never closed')
  })
  test('adds an import below the others, or at the top', () => {
    expect(addImport("import a from 'a'\n\nb()\n", "import c from 'c'")).toBe(
      "import a from 'a'\nimport c from 'c'\n\nb()\n",
    )
    expect(addImport('b()\n', "import c from 'c'")).toBe("import c from 'c'\nb()\n")
  })
  test('names follow from the id', () => {
    expect([camelCase('spill-log'), camelCase('a-2-b'), sentence('spill-log')]).toEqual([
      'spillLog',
      'a2B',
      'Spill log',
    ])
  })
})
