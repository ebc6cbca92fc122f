import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { matrixBoard, progressBoard } from './items/boards.ts'
import { consoleSize } from './items/console.ts'
import { create } from './items/create.ts'
import { countyDay } from './items/county-day.ts'
import { drillDay } from './items/drill-day.ts'
import { drillRate } from './items/drill-rate.ts'
import { listCommon, listRare, restand } from './items/entries.ts'
import { hazardBoard, hazardCounty } from './items/hazards.ts'
import type { Findings, StageItem } from './items/item.ts'
import { listCounty, listSchool } from './items/lists.ts'
import { live } from './items/live.ts'
import { memory } from './items/memory.ts'
import { chainPeople, chainUnits, countySummary, trend } from './items/office.ts'
import { papers } from './items/papers.ts'
import { signInItem } from './items/sign-in.ts'
import { firstStart, warmStarts } from './items/starts.ts'
import { exportEntries, importEntries } from './items/tables.ts'
import { readOptions, USAGE, type Options } from './options.ts'
import { openStage, type Opened } from './stage.ts'

/** Items that need both sides, in the order they run; memory looks back at all before it. */
const ON_STAGE = {
  'list-county': listCounty,
  'list-school': listSchool,
  board: progressBoard,
  matrix: matrixBoard,
  'sign-in': signInItem,
  live,
  create,
  'drill-day': drillDay,
  'drill-rate': drillRate,
  'county-day': countyDay,
  'entries-rare': listRare,
  'entries-common': listCommon,
  restand,
  'import-entries': importEntries,
  'export-entries': exportEntries,
  'hazard-board': hazardBoard,
  'hazard-county': hazardCounty,
  'chain-people': chainPeople,
  'chain-units': chainUnits,
  trend,
  'county-summary': countySummary,
  memory,
} as const satisfies Record<string, StageItem>
type OnStage = keyof typeof ON_STAGE
const NAMES = ['console', 'papers', 'start', ...Object.keys(ON_STAGE)]

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const results: Record<string, Findings> = {}

function report(name: string, title: string, findings: Findings): void {
  results[name] = findings
  say(`\n${name} · ${title}`)
  for (const line of findings.lines) say(`  ${line}`)
  for (const { what, kept } of findings.targets) say(`  ${kept ? '✓' : '✗'} ${what}`)
}

async function run(options: Options, opened: Opened): Promise<void> {
  const wanted = (name: string): boolean => options.only.length === 0 || options.only.includes(name)
  say(`${cpus()[0]?.model.trim() ?? 'cpu'}, ${availableParallelism()} cores, Node ${process.versions.node}`)
  say(`${options.rounds} rounds of ${options.seconds} s a side, ${options.concurrency} requests under way`)
  if (wanted('console')) report('console', 'JavaScript, gzipped', consoleSize())
  if (wanted('papers')) report('papers', 'official papers as .docx', await papers())
  const onStage = (Object.keys(ON_STAGE) as OnStage[]).filter(wanted)
  if (onStage.length === 0 && !wanted('start')) return

  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-bench-'))
  opened.push(() => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })))
  report('demo', 'the demonstration county', await firstStart(dataDir))
  if (wanted('start')) report('start', 'ready on a warm checkout', await warmStarts(dataDir))
  if (onStage.length === 0) return
  const stage = await openStage(options, dataDir, opened)
  for (const name of onStage) report(name, ON_STAGE[name].title, await ON_STAGE[name].run(stage))
}

const opened: Opened = []
async function close(): Promise<void> {
  for (let each = opened.pop(); each; each = opened.pop())
    await each().catch((error: unknown) => say(`closing: ${String(error)}`))
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void close().then(() => process.exit(1)))

try {
  const options = readOptions(process.argv.slice(2), NAMES)
  await run(options, opened)
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`)
  const missed = Object.values(results).flatMap(each => each.targets.filter(target => !target.kept))
  say(missed.length === 0 ? '\nevery target kept' : `\n${missed.length} targets missed`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n${USAGE}`)
  process.exitCode = 1
} finally {
  await close()
}
process.exit()
