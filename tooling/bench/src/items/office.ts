import { setTimeout as sleep } from 'node:timers/promises'
import { show } from '../figures.ts'
import { ask } from '../http.ts'
import { layOffice, OFFICE_DAYS, OFFICE_PEOPLE, OFFICE_SCHOOLS } from '../office-rows.ts'
import { mutation, query, resultOf } from '../product.ts'
import type { ReadName, Stage } from '../stage.ts'
import type { Findings, StageItem } from './item.ts'
import { bareSide, productSide } from './lists.ts'
import { halfOf, sideBySide } from './side-by-side.ts'

const MOST_GATHER_MS = 10_000
const PATIENCE_MS = 120_000
const LOOK_MS = 100
const MB = 2 ** 20

/** Schools, people and figures are laid down once, by whichever of the items below comes first. */
const laid = new WeakMap<Stage, Promise<void>>()
function office(stage: Stage): Promise<void> {
  const known = laid.get(stage) ?? layOffice(stage.owner)
  laid.set(stage, known)
  return known
}

const read = (name: ReadName, title: string): StageItem => ({
  title,
  async run(stage) {
    await office(stage)
    return sideBySide(
      [productSide(stage, name), bareSide(stage, 'bare', `/read/${name}`)],
      { ...stage.options, concurrency: 4 },
      found => [halfOf('bare', found)],
    )
  },
})

export const chainPeople = read(
  'chain-people',
  `25 of ${OFFICE_PEOPLE} people, whose chain breaks first on top`,
)
export const chainUnits = read(
  'chain-units',
  `how far everybody's chain reaches in ${OFFICE_SCHOOLS} schools`,
)

const ofYear = read('trend', `one rate of one school over ${OFFICE_DAYS} days`)
export const trend: StageItem = {
  ...ofYear,
  async run(stage): Promise<Findings> {
    const found = await ofYear.run(stage)
    const { rows } = await stage.owner.query<{ rows: number; bytes: string }>(
      `select count(*)::integer as rows, pg_total_relation_size('indicator_snapshots') as bytes from indicator_snapshots`,
    )
    const [kept] = rows
    const size = Number(kept?.bytes) / MB
    return {
      ...found,
      data: { ...found.data, size },
      lines: [...found.lines, `${kept?.rows} snapshots take ${show(size)} MB`],
    }
  },
}

interface Gathering {
  readonly summary: { readonly gathering: string; readonly gathered: number } | null
}

export const countySummary: StageItem = {
  title: `the county's summary, gathered in the background from those of ${OFFICE_SCHOOLS} schools that owe one`,
  async run(stage): Promise<Findings> {
    await office(stage)
    const { product, owner, people } = stage
    const { rows } = await owner.query<{ campaignId: string; phaseId: string | null }>(
      `select campaign_id as "campaignId", phase_id as "phaseId" from summaries
       group by 1, 2 order by count(*) desc limit 1`,
    )
    const [of] = rows
    if (!of) throw new Error('the demonstration has summaries')
    const look = async (): Promise<Gathering> =>
      resultOf<Gathering>((await ask(product.port, query('countySummaries.get', of, people.officer))).body)
    const took: number[] = []
    let gathered = 0
    for (let round = 0; round < stage.options.rounds; round += 1) {
      const started = performance.now()
      resultOf((await ask(product.port, mutation('countySummaries.gather', of, people.officer))).body)
      for (;;) {
        const { summary } = await look()
        gathered = summary?.gathered ?? 0
        if (summary?.gathering === 'done') break
        if (performance.now() - started > PATIENCE_MS) throw new Error(`stands at ${summary?.gathering}`)
        await sleep(LOOK_MS)
      }
      took.push(performance.now() - started)
    }
    const best = Math.min(...took)
    return {
      data: { took, gathered },
      lines: [`${gathered} schools in ${took.map(each => show(each / 1000)).join(', ')} s`],
      targets: [{ what: 'under 10 s', kept: best < MOST_GATHER_MS }],
    }
  },
}
