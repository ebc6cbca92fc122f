import { FIRST_CRITERIA, FIRST_CRITERIA_VERSION, PilotCriteria, type Instant } from '@anlan/domain'
import type { Tx } from '../../db/scope.ts'

/** A version of the criteria; the one a county begins with was made by nobody in it. */
export interface KeptCriteria {
  readonly version: number
  readonly criteria: PilotCriteria
  readonly madeBy: string | null
  readonly madeAt: Instant | null
}

const FIRST: KeptCriteria = {
  ...{ version: FIRST_CRITERIA_VERSION, criteria: FIRST_CRITERIA, madeBy: null, madeAt: null },
}

/** The newest version: what pilots are named under. */
export async function readCriteriaInForce(tx: Tx): Promise<KeptCriteria> {
  const row = await tx
    .selectFrom('pilot_criteria')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row
    ? {
        ...{ version: row.version, criteria: PilotCriteria.parse(row.body) },
        ...{ madeBy: row.made_by_name, madeAt: row.made_at },
      }
    : FIRST
}

/** The criteria of a version. What was in force once is never removed. */
export async function getCriteria(tx: Tx, version: number): Promise<PilotCriteria> {
  if (version === FIRST_CRITERIA_VERSION) return FIRST_CRITERIA
  const row = await tx
    .selectFrom('pilot_criteria')
    .select('body')
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return PilotCriteria.parse(row.body)
}
