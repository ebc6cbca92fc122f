import { startCluster } from '@anlan/postgres'
import { join } from 'node:path'
import pg from 'pg'
import { startBare, type Bare } from './bare.ts'
import type { BareSetup } from './bare-server.ts'
import { ask } from './http.ts'
import type { Options } from './options.ts'
import { mutation, query, resultOf, signIn, startProduct, type Credentials, type Product } from './product.ts'
import { record, type Recording } from './recording.ts'
import { fillUp, type Rows } from './rows.ts'

/** Whatever was opened, to be closed in reverse. */
export type Opened = (() => Promise<unknown>)[]

/** Both sides over one database, filled, with people signed in. */
export interface Stage {
  readonly options: Options
  readonly product: Product
  readonly bare: Bare
  readonly rows: Rows
  /** A section officer, who sees the county, and a school's safety officer, who sees what hangs below his school. */
  readonly people: Readonly<Record<'officer' | 'school', Credentials>>
  /** People of the bureau who look at boards; nobody may have more than a few dozen open. */
  readonly watchers: readonly Credentials[]
  readonly owner: pg.Pool
}

const OFFICER = 'anquangu'
const SCHOOL = 'anquan017'
const WATCHERS = [
  'anquangu2',
  'fenguan',
  'juzhang',
  'ducha',
  'ducha2',
  'shenji',
  'xianadmin',
  'anquangu',
] as const

/** The requests that are measured, as the console sends them. */
export const READS = {
  'list-county': ({ people }: Asking) => query('hazards.list', { page: 1, pageSize: 25 }, people.officer),
  'list-school': ({ people }: Asking) => query('hazards.list', { page: 1, pageSize: 25 }, people.school),
  board: ({ people, rows }: Asking) =>
    query('campaigns.progress', { id: rows.campaignId, by: 'unit' }, people.officer),
  matrix: ({ people, rows }: Asking) => query('campaigns.matrix', { id: rows.campaignId }, people.officer),
  'hazard-board': ({ people }: Asking) => query('hazardBoards.board', { filter: {} }, people.officer),
  'hazard-county': ({ people }: Asking) => query('hazardBoards.county', { filter: {} }, people.officer),
  'chain-people': ({ people }: Asking) => query('chain.people', { page: 1, pageSize: 25 }, people.officer),
  'chain-units': ({ people }: Asking) => query('chain.units', { unitId: null }, people.officer),
  trend: ({ people, rows }: Asking) =>
    query('indicators.trend', { id: 'area-met', days: 365, unitId: rows.unitId }, people.officer),
} as const
export type ReadName = keyof typeof READS
export const READ_NAMES = Object.keys(READS) as ReadName[]
type Asking = Pick<Stage, 'people' | 'rows'>

export const NEW_HAZARD = {
  ...{ area: 'fire', source: 'self-inspection', place: '教学楼二层东侧', discoveredOn: '2026-09-01' },
  ...{ description: '灭火器压力表指针在红区，不能使用。', interimControl: null, stopUse: false },
}

/** Opens everything; what stands in `opened` has to be closed even when this throws. */
export async function openStage(options: Options, dataDir: string, opened: Opened): Promise<Stage> {
  const product = await startProduct(dataDir)
  opened.push(() => product.child.end())
  const started = await startCluster({ dataDir: join(dataDir, 'postgres') })
  if (!started.ok) throw new Error(started.error.message.en)
  const cluster = started.value
  opened.push(() => cluster.stop())
  const connection = cluster.connection('anlan')
  const owner = new pg.Pool({ ...connection, max: 2 })
  owner.on('error', () => undefined)
  opened.push(() => owner.end())

  const rows = await fillUp(owner, SCHOOL)
  const people = { officer: await signIn(product, OFFICER), school: await signIn(product, SCHOOL) }
  const watchers: Credentials[] = []
  for (const username of WATCHERS) watchers.push(await signIn(product, username))
  const log = join(dataDir, 'postgres/postgres.log')
  const recorded = await recordAll({ product, owner, people, rows }, log)
  const bare = await startBare({ ...recorded, connection })
  opened.push(() => bare.child.end())
  return { options, product, bare, rows, people, watchers, owner }
}

async function recordAll(
  { product, owner, people, rows }: Pick<Stage, 'product' | 'owner' | 'people' | 'rows'>,
  log: string,
): Promise<Omit<BareSetup, 'connection'>> {
  const reads: Record<string, Recording> = {}
  for (const name of READ_NAMES) {
    const request = READS[name]({ people, rows })
    // Asked once before, so that neither the session nor a plan has to be looked for while it is recorded.
    await ask(product.port, request)
    reads[name] = await record(owner, log, () => ask(product.port, request))
  }
  const report = mutation('hazards.report', { unitId: rows.unitId, hazard: NEW_HAZARD }, people.officer)
  let made = { id: '', number: '' }
  const recording = await record(owner, log, async () => {
    made = resultOf<typeof made>((await ask(product.port, report)).body)
  })
  return {
    reads,
    create: { recording, id: made.id, number: made.number },
    units: { 'list-school': unitsIn(reads['list-school'] ?? []) },
  }
}

/** The units of a scoped reader, out of the statement that set his scope. */
const unitsIn = (recording: Recording): string[] =>
  /^\{(.*)\}$/.exec(recording[1]?.values[1] ?? '')?.[1]?.split(',') ?? []
