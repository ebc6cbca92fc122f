import { REGISTERS, type Placed, type RegisterKey } from '@anlan/domain'
import { expect } from 'vitest'
import type { ImportView } from '../registers/imports.table.ts'
import { sendImport } from '../registers/send-import.ts'
import type { Assembled } from '../server.ts'
import type { Context } from '../trpc.ts'
import type { PersonName, TestCounty, UnitName } from './county.ts'

/** The columns of the extinguishers' ledger that a line of {@link aLine} fills. */
export const LEDGER: RegisterKey = 'fire/extinguisher-ledger'
const HEADINGS = ['编号', '放置位置', '类型', '出厂日期', '上次检查日期', '压力表']

/** An extinguisher as somebody writes it into a table; `school` under a first column of schools. */
export const aLine = (number: string, school?: string): string =>
  [
    ...(school === undefined ? [] : [school]),
    number,
    '教学楼',
    '干粉',
    '2024-03-01',
    '2026-10-10',
    '绿区',
  ].join()

/** A table of lines under their headings, as text. */
export const aTable = (lines: readonly string[], withSchools = false): string =>
  [[...(withSchools ? ['学校'] : []), ...HEADINGS].join(), ...lines].join('\r\n')

export const contextOf = (county: TestCounty, person: PersonName, at = county.assembled): Context => ({
  ...{ app: at.app, actor: county.people[person], now: at.app.clock.now(), requestId: null },
})

/** Sends a table for a school's ledger of extinguishers to a server. */
export const post = (
  county: TestCounty,
  content: string | Uint8Array<ArrayBuffer>,
  to: { by?: PersonName; unit?: UnitName; at?: Assembled; fileName?: string } = {},
) =>
  sendImport(contextOf(county, to.by ?? 'westSafety', to.at), {
    register: REGISTERS.find(({ key }) => key === LEDGER) as Placed,
    unitId: county.units[to.unit ?? 'westMiddle'],
    fileName: to.fileName ?? '灭火器.csv',
    request: new Request('http://127.0.0.1/', { method: 'POST', body: content }),
  })

/** The same, and waits until it is checked. */
export async function send(...sent: Parameters<typeof post>): Promise<ImportView> {
  const [county, , { by = 'westSafety', at } = {}] = sent
  const posted = await post(...sent)
  if (!posted.ok) throw new Error(posted.error.code)
  await (at ?? county.assembled).app.imports.idle()
  return county.as(by, at).imports.get(posted.value)
}

/** Accepts a checked table at a server and waits until it is written, or is not. */
export async function accept(
  county: TestCounty,
  { id }: Pick<ImportView, 'id'>,
  { by = 'westSafety', at, without = false }: { by?: PersonName; at?: Assembled; without?: boolean } = {},
): Promise<ImportView> {
  expect(await county.as(by, at).imports.accept({ id, without })).toEqual({ state: 'writing' })
  await (at ?? county.assembled).app.imports.idle()
  return county.as(by, at).imports.get({ id })
}

/** How many bytes of an import's table lie in the database. */
export async function bytesOf(county: TestCounty, id: string): Promise<number> {
  const { rows } = await county.assembled.connections.owner.query<{ bytes: number }>(
    'select coalesce(sum(length(bytes)), 0)::int as bytes from import_chunks where import_id = $1',
    [id],
  )
  return rows[0]?.bytes ?? 0
}
