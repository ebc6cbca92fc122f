import { FIRST_SCHEMES, GradingScheme, type Instant, type SchemeName } from '@anlan/domain'
import { z } from 'zod'
import type { Tx } from '../../db/scope.ts'
import { readSetting, type SettingKind } from '../../settings/setting.ts'

/** A version of a scheme; those the county begins with were made by nobody in it. */
export interface KeptScheme {
  readonly scheme: GradingScheme
  readonly madeBy: string | null
  readonly madeAt: Instant | null
}

const Choice = z.object({ id: z.string(), version: z.number().int().min(1) })
type Choice = z.infer<typeof Choice>

/** Which version of which scheme the county's risks are graded by; nothing where it has not chosen yet. */
export const SCHEME_CHOICE: SettingKind<Choice> = { key: 'grading-scheme', rows: z.array(Choice).max(1) }

/** The scheme of a county that has chosen none. */
const FIRST = FIRST_SCHEMES[0] as GradingScheme

/** Every version of every scheme, the newest of each first. */
export async function listSchemes(tx: Tx): Promise<KeptScheme[]> {
  const rows = await tx.selectFrom('grading_schemes').selectAll().orderBy('made_at').orderBy('id').execute()
  const own = rows.map(({ body, made_by_name, made_at }) => ({
    ...{ scheme: GradingScheme.parse(body), madeBy: made_by_name, madeAt: made_at },
  }))
  const first = FIRST_SCHEMES.map(scheme => ({ scheme, madeBy: null, madeAt: null }))
  // Those the county begins with come first, then its own as they were added.
  const rank = new Map([...first, ...own].map(({ scheme }, at) => [`${scheme.id} ${scheme.version}`, at]))
  const orderOf = ({ id }: GradingScheme): number => rank.get(`${id} 1`) ?? rank.size
  return [...first, ...own].toSorted(
    (a, b) => orderOf(a.scheme) - orderOf(b.scheme) || b.scheme.version - a.scheme.version,
  )
}

/** A version of a scheme by name, or nothing. */
export async function findScheme(tx: Tx, { id, version }: SchemeName): Promise<GradingScheme | undefined> {
  const first = FIRST_SCHEMES.find(each => each.id === id && each.version === version)
  if (first) return first
  const row = await tx
    .selectFrom('grading_schemes')
    .select('body')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && GradingScheme.parse(row.body)
}

/** The scheme risks are graded by today, and how often the county changed its choice. */
export async function readSchemeInForce(tx: Tx): Promise<{ scheme: GradingScheme; revision: number }> {
  const { value, revision } = await readSetting(tx, SCHEME_CHOICE)
  const [chosen] = value
  if (!chosen) return { scheme: FIRST, revision }
  const scheme = await findScheme(tx, chosen)
  // What was chosen was there, and no version is ever removed.
  if (!scheme) throw new Error(`the grading scheme in force is gone: ${chosen.id} ${chosen.version}`)
  return { scheme, revision }
}
