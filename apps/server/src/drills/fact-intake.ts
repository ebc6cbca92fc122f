import { canonicalFact, type Fact, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Clock } from '../clock.ts'
import { isOfData } from '../db/faults.ts'
import { SYSTEM, type Database, type Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { announce } from '../live/news.ts'
import { actorOf, type Device } from './device.ts'
import { isSame, toFact, type FactRow } from './fact-row.ts'
import type { Musters } from './musters.ts'

/** How long a fact waits for others before all of them are written together, and how many go in one statement. */
const GATHER_MS = 4
const MOST_AT_ONCE = 2_000

/** Why a fact is not taken. A drill nobody knows yet is asked for again once it was started; the rest never will be. */
export type FactRefusal = 'unknown-drill' | 'foreign-drill' | 'unknown-device' | 'id-taken'

export interface Acknowledged {
  /** Ids that are on the disk now, or were before. */
  readonly taken: readonly string[]
  readonly refused: readonly { readonly id: string; readonly code: FactRefusal }[]
}

interface Waiting {
  readonly device: Device
  readonly facts: readonly Fact[]
  readonly resolve: (answer: Acknowledged) => void
  readonly reject: (error: unknown) => void
}

interface KnownDrill {
  readonly unitId: UnitId
  readonly countyDrillId: string | null
}

/**
 * Takes facts from kiosks: in any order, in batches, as often as they come. What arrives within a few milliseconds is
 * written by one statement, and acknowledged once it is on the disk. A fact is its own record of who established what
 * and when, so the audit has a line for what was refused and none for each tap.
 */
export class FactIntake {
  readonly #db: Database
  readonly #clock: Clock
  readonly #musters: Musters
  readonly #drills = new Map<string, KnownDrill>()
  readonly #devices = new Map<string, UnitId>()
  #queue: Waiting[] = []
  #timer: NodeJS.Timeout | undefined
  #writing = 0

  constructor(db: Database, clock: Clock, musters: Musters) {
    this.#db = db
    this.#clock = clock
    this.#musters = musters
  }

  /** Resolves when every fact of the batch is committed or refused. */
  take(device: Device, facts: readonly Fact[]): Promise<Acknowledged> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ device, facts, resolve, reject })
      this.#schedule()
    })
  }

  #schedule(): void {
    // While two batches are on their way to the disk, the next gathers until one of them is there.
    if (this.#timer !== undefined || this.#writing >= 2) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#flush()
    }, GATHER_MS)
  }

  async #flush(): Promise<void> {
    const batch: Waiting[] = []
    for (let size = 0; this.#queue.length > 0 && size < MOST_AT_ONCE;) {
      const next = this.#queue.shift()
      if (!next) break
      batch.push(next)
      size += next.facts.length
    }
    if (batch.length === 0) return
    this.#writing += 1
    if (this.#queue.length > 0) this.#schedule()
    try {
      const answers = await this.#write(batch)
      for (const [index, waiting] of batch.entries())
        waiting.resolve(answers[index] ?? { taken: [], refused: [] })
    } catch (error) {
      if (batch.length > 1 && isOfData(error)) await this.#writeApart(batch)
      else for (const waiting of batch) waiting.reject(error)
    } finally {
      this.#writing -= 1
      if (this.#queue.length > 0) this.#schedule()
    }
  }

  /** What the database does not take of one kiosk is no fault of the others that came in the same moment. */
  async #writeApart(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch)
      await this.#write([waiting]).then(
        ([answer]) => waiting.resolve(answer ?? { taken: [], refused: [] }),
        waiting.reject,
      )
  }

  async #write(batch: readonly Waiting[]): Promise<Acknowledged[]> {
    await this.#learn(batch)
    const refused = new Map<string, FactRefusal>()
    const rows = new Map<string, { fact: Fact; unitId: UnitId }>()
    const doubles: { fact: Fact; device: Device }[] = []
    for (const { device, facts } of batch)
      for (const fact of facts) {
        const code = this.#refusalOf(device, fact)
        const key = `${fact.drill} ${fact.id}`
        const known = rows.get(key)
        if (code) refused.set(key, code)
        else if (!known) rows.set(key, { fact, unitId: device.unitId })
        else if (canonicalFact(known.fact) !== canonicalFact(fact)) doubles.push({ fact, device })
      }
    const taken = new Set(rows.keys())
    const bodies = await this.#db.unrecorded(SYSTEM, 'drill-fact', async tx => {
      if (rows.size === 0) return []
      const written = await insertFacts(tx, [...rows.values()])
      for (const drill of new Set([...rows.values()].map(({ fact }) => fact.drill))) {
        announce(tx, `facts:${drill}`)
        const county = this.#drills.get(drill)?.countyDrillId
        if (county) announce(tx, `county-drill:${county}`)
      }
      const before = [...rows.values()].filter(({ fact }) => !written.has(`${fact.drill} ${fact.id}`))
      return before.length === 0
        ? []
        : findFacts(
            tx,
            before.map(({ fact }) => fact),
          )
    })
    const contested = new Set<string>()
    for (const stored of bodies) {
      const key = `${stored.drill} ${stored.id}`
      const sent = rows.get(key)?.fact
      if (sent && !isSame(sent, stored)) contested.add(key)
    }
    for (const key of contested) taken.delete(key)
    this.#musters.enter(
      [...rows.values()].map(({ fact }) => fact).filter(fact => taken.has(`${fact.drill} ${fact.id}`)),
    )
    await this.#recordRefusals(batch, refused, contested, doubles)
    return batch.map(({ facts, device }) => ({
      taken: facts
        .filter(fact => taken.has(`${fact.drill} ${fact.id}`) && !doubles.some(each => each.fact === fact))
        .map(({ id }) => id),
      refused: facts.flatMap(fact => {
        const key = `${fact.drill} ${fact.id}`
        const code =
          this.#refusalOf(device, fact) ??
          (contested.has(key) || doubles.some(each => each.fact === fact) ? 'id-taken' : null)
        return code ? [{ id: fact.id, code }] : []
      }),
    }))
  }

  #refusalOf(device: Device, fact: Fact): FactRefusal | null {
    const drill = this.#drills.get(fact.drill)
    if (!drill) return 'unknown-drill'
    if (drill.unitId !== device.unitId) return 'foreign-drill'
    // Facts of another kiosk of the school come by way of this one when two have merged without a network.
    return this.#devices.get(fact.device) === device.unitId ? null : 'unknown-device'
  }

  /** Looks up drills and kiosks that are named for the first time; neither ever changes its school. */
  async #learn(batch: readonly Waiting[]): Promise<void> {
    const drills = new Set<string>()
    const devices = new Set<string>()
    for (const { device, facts } of batch) {
      this.#devices.set(device.id, device.unitId)
      for (const fact of facts) {
        if (!this.#drills.has(fact.drill)) drills.add(fact.drill)
        if (!this.#devices.has(fact.device)) devices.add(fact.device)
      }
    }
    if (drills.size === 0 && devices.size === 0) return
    await this.#db.read(SYSTEM, async tx => {
      const [found, kiosks] = await Promise.all([
        tx
          .selectFrom('drills')
          .select(['id', 'unit_id', 'county_drill_id'])
          .where(eb => eb('id', '=', eb.fn.any(eb.val([...drills]))))
          .execute(),
        tx
          .selectFrom('devices')
          .select(['id', 'unit_id'])
          .where(eb => eb('id', '=', eb.fn.any(eb.val([...devices]))))
          .execute(),
      ])
      for (const { id, unit_id, county_drill_id } of found)
        this.#drills.set(id, { unitId: unit_id as UnitId, countyDrillId: county_drill_id })
      for (const { id, unit_id } of kiosks) this.#devices.set(id, unit_id as UnitId)
    })
  }

  /** What was refused is kept with its body and stands in the audit, one line for each kiosk and reason. */
  async #recordRefusals(
    batch: readonly Waiting[],
    refused: ReadonlyMap<string, FactRefusal>,
    contested: ReadonlySet<string>,
    doubles: readonly { readonly fact: Fact; readonly device: Device }[],
  ): Promise<void> {
    const rows: { device: Device; fact: Fact; code: FactRefusal }[] = []
    for (const { device, facts } of batch)
      for (const fact of facts) {
        const key = `${fact.drill} ${fact.id}`
        const code = refused.get(key) ?? (contested.has(key) ? 'id-taken' : null)
        // A drill the server does not know yet is no offence: the kiosk sends its start first.
        if (code && code !== 'unknown-drill') rows.push({ device, fact, code })
      }
    for (const { fact, device } of doubles) rows.push({ device, fact, code: 'id-taken' })
    if (rows.length === 0) return
    const now = this.#clock.now()
    await this.#db.transaction(SYSTEM, async tx => {
      await tx
        .insertInto('refused_facts')
        .values(
          rows.map(({ device, fact, code }) => ({
            ...{ id: newId<string>(), unit_id: device.unitId, device_id: device.id, drill_id: fact.drill },
            ...{ fact_id: fact.id, code, body: JSON.stringify(fact), received_at: now },
          })),
        )
        .execute()
      const lines = new Map<string, { device: Device; drill: string; code: FactRefusal; count: number }>()
      for (const { device, fact, code } of rows) {
        const key = `${device.id} ${fact.drill} ${code}`
        const line = lines.get(key)
        if (line) line.count += 1
        else lines.set(key, { device, drill: fact.drill, code, count: 1 })
      }
      for (const { device, drill, code, count } of lines.values())
        await recordAudit(
          tx,
          { actor: actorOf(device), now, requestId: null },
          {
            ...{ action: 'drill.refuse-facts', subject: { kind: 'drill', id: drill }, unitId: device.unitId },
            after: { code, count },
          },
        )
    })
  }
}

const HEAD = new Set(['id', 'drill', 'device', 'seq', 'at', 'offset'])
const bodyOf = (fact: Fact): object =>
  Object.fromEntries(Object.entries(fact).filter(([name]) => !HEAD.has(name)))

/** One statement for all of them; gives the keys of those that were not there before. */
async function insertFacts(
  tx: Tx,
  rows: readonly { readonly fact: Fact; readonly unitId: UnitId }[],
): Promise<Set<string>> {
  const column = <Value>(of: (fact: Fact) => Value): Value[] => rows.map(({ fact }) => of(fact))
  const { rows: written } = await sql<{ drill_id: string; id: string }>`
    insert into drill_facts (drill_id, id, unit_id, device_id, seq, kind, body, at, offset_ms)
    select * from unnest(${column(({ drill }) => drill)}::uuid[], ${column(({ id }) => id)}::uuid[],
      ${rows.map(({ unitId }) => unitId)}::uuid[], ${column(({ device }) => device)}::uuid[],
      ${column(({ seq }) => seq)}::int[], ${column(({ kind }) => kind)}::text[],
      ${column(fact => JSON.stringify(bodyOf(fact)))}::jsonb[], ${column(({ at }) => at)}::bigint[],
      ${column(({ offset }) => offset)}::bigint[])
    on conflict do nothing returning drill_id, id`.execute(tx)
  return new Set(written.map(({ drill_id, id }) => `${drill_id} ${id}`))
}

async function findFacts(tx: Tx, facts: readonly Fact[]): Promise<Fact[]> {
  const { rows } = await sql<FactRow>`
    select f.drill_id, f.id, f.device_id, f.seq, f.body, f.at, f.offset_ms, f.received_at from drill_facts f
    join unnest(${facts.map(({ drill }) => drill)}::uuid[], ${facts.map(({ id }) => id)}::uuid[]) as asked (drill, id)
      on asked.drill = f.drill_id and asked.id = f.id`.execute(tx)
  return rows.map(toFact)
}
