import { setTimeout as sleep } from 'node:timers/promises'
import { percentile, show } from '../figures.ts'
import { Connection, toBytes } from '../http.ts'
import { query } from '../product.ts'
import { BOOK_SCHOOLS, ENTRIES, layBooks, LISTED } from '../register-rows.ts'
import type { Stage } from '../stage.ts'
import type { Findings, StageItem } from './item.ts'
import { always, bareSide } from './lists.ts'
import { halfOf, sideBySide } from './side-by-side.ts'

const MOST_RESTAND_MS = 60_000
const PATIENCE_MS = 5 * 60_000
const LOOK_MS = 250

/** The books are laid down once, by whichever of the items below comes first. */
const laid = new WeakMap<Stage, Promise<void>>()
function books(stage: Stage): Promise<void> {
  const known = laid.get(stage) ?? layBooks(stage.owner)
  laid.set(stage, known)
  return known
}

const FILTERS = { rare: { gauge: 'red' }, common: { type: 'powder' } } as const
type FilterName = keyof typeof FILTERS

const listOf = (stage: Stage, name: FilterName) =>
  query(
    'registers.list',
    { register: LISTED, filter: { fields: FILTERS[name] }, page: 1, pageSize: 25 },
    stage.people.officer,
  )

const entryList = (name: FilterName, what: string): StageItem => ({
  title: `25 of a register, by a field of its lines (${what}), out of ${ENTRIES} entries`,
  async run(stage) {
    await books(stage)
    return sideBySide(
      [
        {
          ...{ name: 'product', port: stage.product.port, pid: stage.product.child.pid },
          next: always(listOf(stage, name)),
        },
        bareSide(stage, 'bare', `/bottles/${name}`),
        bareSide(stage, 'plain', `/plain-bottles/${name}`),
      ],
      stage.options,
      found => [halfOf('bare', found)],
    )
  },
})

export const listRare = entryList('rare', 'one line in fifty')
export const listCommon = entryList('common', 'every second line')

/** How long lists take that people ask for until something is over. */
async function listsUntil(stage: Stage, isOver: () => boolean): Promise<number[]> {
  const connection = await Connection.open(stage.product.port)
  const bytes = toBytes(listOf(stage, 'rare'), stage.product.port)
  const took: number[] = []
  while (!isOver()) {
    const asked = performance.now()
    await connection.send(bytes)
    took.push(performance.now() - asked)
    await sleep(50)
  }
  connection.close()
  return took
}

/** How long it takes to see how one school stands in each area, worked out from its lines as they are now. */
async function standingsOfASchool(stage: Stage): Promise<number[]> {
  const { rows } = await stage.owner.query<{ unit_id: string; area: string }>(
    `select distinct unit_id, area from register_standings
     where unit_id = (select id from units where name like '台账中学%' order by id limit 1)`,
  )
  const connection = await Connection.open(stage.product.port)
  const took: number[] = []
  for (let round = 0; round < 5; round += 1)
    for (const { unit_id, area } of rows) {
      const bytes = toBytes(
        query('registers.standing', { unitId: unit_id, area }, stage.people.officer),
        stage.product.port,
      )
      const asked = performance.now()
      await connection.send(bytes)
      took.push(performance.now() - asked)
    }
  connection.close()
  return took
}

export const restand: StageItem = {
  title: `the whole county judged anew: ${BOOK_SCHOOLS} schools, ${ENTRIES} entries`,
  async run(stage): Promise<Findings> {
    await books(stage)
    const left = async (): Promise<number> => {
      const { rows } = await stage.owner.query<{ count: string }>(
        'select count(*) from register_standings where day < current_date - 1',
      )
      return Number(rows[0]?.count)
    }
    const before = await left()
    let over = false
    const lists = listsUntil(stage, () => over)
    const started = performance.now()
    // The job of the night, sent for now.
    await stage.owner.query(`insert into pgboss.job (name, data) values ('restand-county', '{}')`)
    while ((await left()) > 0 && performance.now() - started < PATIENCE_MS) await sleep(LOOK_MS)
    const took = performance.now() - started
    over = true
    const list99 = percentile(await lists, 0.99)
    const school = await standingsOfASchool(stage)
    const { rows } = await stage.owner.query<{ findings: string }>(
      'select sum(jsonb_array_length(findings)) as findings from register_standings',
    )
    const kept = took < MOST_RESTAND_MS && (await left()) === 0
    return {
      lines: [
        `${before} standings drawn in ${show(took / 1000)} s, ${Number(rows[0]?.findings)} findings`,
        `meanwhile a list was answered after p99 ${show(list99)} ms`,
        `one school in one area, judged from its entries: p50 ${show(percentile(school, 0.5))} ms, longest ${show(Math.max(...school))} ms`,
      ],
      data: { before, took, list99, school },
      targets: [{ what: 'under a minute', kept }],
    }
  },
}
