import { writeWorkbook, type WrittenRow } from '@anlan/documents'
import { addDays, findRegister, tableColumns, writeCell, type Day, type Placed } from '@anlan/domain'
import { setTimeout as sleep } from 'node:timers/promises'
import { show } from '../figures.ts'
import { ask } from '../http.ts'
import { memoryOf } from '../processes.ts'
import { mutation, originOf, query, resultOf } from '../product.ts'
import type { Stage } from '../stage.ts'
import type { StageItem } from './item.ts'

const IMPORTED = 10_000
const MOST_IMPORT_S = 15
const EXPORTED = 100_000
const MOST_EXPORT_MB = 150
const LOOK_MS = 100

/** Fifteen columns, and rules that look at many lines together. */
const KEY = 'food/sick-leave-log'
const LAST: Day = '2026-09-01'

/** A sick pupil's line: over two years, in thirty classes. */
function bodyOf(register: Placed, at: number): Record<string, unknown> {
  const on = addDays(LAST, -(at % 700))
  const options = Object.keys(register.fields.syndrome?.options ?? {})
  return {
    ...{ on, schoolClass: `${(at % 30) + 1}班`, dormitory: `男生楼${(at % 60) + 101}`, pupil: `学生${at}号` },
    syndrome: options[at % options.length],
    ...{ symptoms: '低热，伴咳嗽，家长已带去就诊', absent: at % 3 === 0, tracedOn: on, tracedBy: '王老师' },
    ...{ seenDoctor: at % 2 === 0, diagnosis: '上呼吸道感染', infectious: 'no', reportedOn: addDays(on, 1) },
    ...{ returnedOn: addDays(on, 3), certificateSeen: true },
  }
}

const getKept = (): Placed => {
  const register = findRegister(KEY)
  if (!register) throw new Error(KEY)
  return register
}

async function tableOf(count: number): Promise<Buffer> {
  const register = getKept()
  const columns = tableColumns(register, false)
  const rows = async function* (): AsyncGenerator<WrittenRow> {
    await Promise.resolve()
    for (let at = 0; at < count; at += 1) {
      const body = bodyOf(register, at)
      yield columns.map(({ field, name }) => field && writeCell(field, body[name], 'zh'))
    }
  }
  const headings = columns.map(({ heading, field }) => ({
    ...{
      heading: heading.zh,
      width: 12,
      shape: field?.widget === 'day' ? ('day' as const) : ('text' as const),
    },
  }))
  return Buffer.from(await new Response(writeWorkbook(KEY, headings, rows())).arrayBuffer())
}

/** What a process holds while something goes on: before, and at most. */
function watchMemory(pid: number): { stop: () => { before: number; peak: number } } {
  const before = memoryOf(pid).now
  let peak = before
  const timer = setInterval(() => (peak = Math.max(peak, memoryOf(pid).now)), LOOK_MS)
  return {
    stop: () => {
      clearInterval(timer)
      return { before, peak }
    },
  }
}

interface Progress {
  readonly state: string
  readonly clean: number
  readonly faulty: number
  readonly written: number
}

async function follow({ product, people }: Stage, id: string, until: string): Promise<Progress> {
  for (;;) {
    const answer = await ask(product.port, query('imports.get', { id }, people.school))
    const progress = resultOf<Progress>(answer.body)
    if (progress.state === until) return progress
    if (!['checking', 'checked', 'writing'].includes(progress.state)) throw new Error(answer.body.toString())
    await sleep(LOOK_MS)
  }
}

export const importEntries: StageItem = {
  title: `${IMPORTED} rows of fifteen columns: sent, checked, written, the book judged anew`,
  async run(stage) {
    const { product, people } = stage
    const bytes = await tableOf(IMPORTED)
    const unit = stage.rows.unitId
    const watch = watchMemory(product.child.pid)
    const started = performance.now()
    const sent = await fetch(`${originOf(product.port)}/api/registers/${KEY}/imports?unit=${unit}`, {
      ...{ method: 'POST', headers: people.school, body: new Uint8Array(bytes) },
    })
    const { id } = (await sent.json()) as { id: string }
    const checked = await follow(stage, id, 'checked')
    const checkedAt = performance.now()
    resultOf(
      (await ask(product.port, mutation('imports.accept', { id, without: false }, people.school))).body,
    )
    const done = await follow(stage, id, 'done')
    const took = (performance.now() - started) / 1000
    const { before, peak } = watch.stop()
    const check = (checkedAt - started) / 1000
    return {
      lines: [
        `${done.written} written in ${show(took)} s, ${show(IMPORTED / took)} rows/s; checked after ${show(check)} s`,
        `resident ${show(before)} MB before, ${show(peak)} MB at most`,
      ],
      data: { took, check, before, peak, checked, done },
      targets: [
        { what: `under ${MOST_IMPORT_S} s`, kept: took < MOST_IMPORT_S && done.written === IMPORTED },
      ],
    }
  },
}

/** Lays a register's lines down beside what the demonstration county has. */
async function layLines({ owner, rows }: Stage): Promise<void> {
  const body = JSON.stringify(bodyOf(getKept(), 1))
  await owner.query(
    `insert into register_entries (id, unit_id, area, register, version, body, recorded_by, recorded_by_name, recorded_at,
       recorded_on, happened_on, identity, changed_at, restricted)
     select gen_random_uuid(), $1, 'food', $2, 1, $3::jsonb || jsonb_build_object('pupil', '学生' || n), a.id, a.name,
       now(), current_date, $4, 'bench ' || n, now(), false
     from generate_series(1, $5::int) n, (select id, name from accounts limit 1) a`,
    [rows.unitId, KEY, body, LAST, EXPORTED],
  )
  await owner.query('vacuum (analyze) register_entries')
}

export const exportEntries: StageItem = {
  title: `${EXPORTED} rows of fifteen columns as .xlsx, streamed`,
  async run(stage) {
    const { product, people } = stage
    await layLines(stage)
    const filter = encodeURIComponent(JSON.stringify({ happenedFrom: LAST, happenedTo: LAST }))
    const watch = watchMemory(product.child.pid)
    const started = performance.now()
    const response = await fetch(
      `${originOf(product.port)}/api/registers/${KEY}/export.xlsx?filter=${filter}`,
      { headers: people.officer },
    )
    if (!response.body) throw new Error(`the product refused: ${response.status}`)
    let [size, first] = [0, 0]
    for await (const chunk of response.body) {
      if (size === 0) first = performance.now() - started
      size += chunk.byteLength
    }
    const took = (performance.now() - started) / 1000
    const { before, peak } = watch.stop()
    const more = peak - before
    return {
      lines: [
        `${show(size / 1024 / 1024)} MB in ${show(took)} s, the first bytes after ${show(first)} ms`,
        `resident ${show(before)} MB before, ${show(more)} MB more at most`,
      ],
      data: { took, size, first, before, peak },
      targets: [{ what: `under ${MOST_EXPORT_MB} MB more resident`, kept: more < MOST_EXPORT_MB }],
    }
  },
}
