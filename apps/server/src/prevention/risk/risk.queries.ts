import {
  AreaId as AreaIdSchema,
  firstReviewOf,
  listRegradeReasons,
  RISK_COLOUR_IDS,
  RiskColour as Colour,
  RiskKind as Kind,
  RiskPlanId,
  UnitId as Unit,
  type Day,
  type RegradeReason,
  type RiskColour,
  type RiskPoint,
  type RiskPointId,
  type SchemeName,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../../db/like.ts'
import type { Tx } from '../../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../../paging.ts'
import { toRiskPoint } from './risks.table.ts'

/** What the risk register can be narrowed to. */
export const RiskFilter = z.object({
  unitId: Unit.optional(),
  colour: Colour.optional(),
  /** Places, or what people do. */
  kind: Kind.optional(),
  /** `none` for risks of no key area. */
  area: z.union([AreaIdSchema, z.literal('none')]).optional(),
  /** `none` for schools of no township. */
  township: z.string().max(9).optional(),
  building: z.string().max(40).optional(),
  floor: z.string().max(20).optional(),
  planId: RiskPlanId.optional(),
  /** Only what is to be graded anew. */
  due: z.boolean().optional(),
  /** Only where measures are to be looked at. */
  measures: z.boolean().optional(),
  /** What was taken off the register instead of what is on it. */
  retired: z.boolean().optional(),
  search: z.string().trim().max(60).optional(),
})
export type RiskFilter = z.infer<typeof RiskFilter>

export interface RiskRow extends Pick<
  RiskPoint,
  | 'id'
  | 'unitId'
  | 'area'
  | 'name'
  | 'kind'
  | 'site'
  | 'level'
  | 'colour'
  | 'inherentColour'
  | 'control'
  | 'reviewOn'
  | 'place'
  | 'retired'
  | 'revision'
> {
  readonly unitName: string
  readonly inherentScore: number
  readonly residualScore: number
  readonly department: string
  readonly responsibleName: string
  readonly measuresReviewOn: Day | null
  readonly reasons: readonly RegradeReason[]
}

/** By what a point is judged due. */
export interface Judged {
  readonly today: Day
  readonly inForce: SchemeName
}

const AND = sql` and `

/** Due by its day, by a reason somebody gave, or because the county grades by another scheme. */
const isDue = ({
  today,
  inForce,
}: Judged): RawBuilder<boolean> => sql`(risk_points.review_on <= ${today}::date
  or risk_points.regrade <> '[]' or risk_points.scheme <> ${inForce.id}
  or risk_points.scheme_version <> ${inForce.version}::int)`

/** The conditions of a filter. */
export function conditions(filter: RiskFilter, judged: Judged): RawBuilder<boolean> {
  const all = [
    filter.retired
      ? sql<boolean>`risk_points.retired_at is not null`
      : sql<boolean>`risk_points.retired_at is null`,
  ]
  if (filter.unitId) all.push(sql`risk_points.unit_id = ${filter.unitId}`)
  if (filter.kind) all.push(sql`risk_points.kind = ${filter.kind}`)
  if (filter.colour) all.push(sql`risk_points.colour = ${filter.colour}`)
  if (filter.area)
    all.push(filter.area === 'none' ? sql`risk_points.area is null` : sql`risk_points.area = ${filter.area}`)
  if (filter.township)
    all.push(
      filter.township === 'none'
        ? sql`risk_points.township is null`
        : sql`risk_points.township = ${filter.township}`,
    )
  if (filter.building) all.push(sql`risk_points.building = ${filter.building}`)
  if (filter.floor) all.push(sql`risk_points.floor = ${filter.floor}`)
  if (filter.planId) all.push(sql`risk_points.plan_id = ${filter.planId}`)
  if (filter.due) all.push(isDue(judged))
  if (filter.measures) all.push(sql`risk_points.measures_review_on <= ${judged.today}::date`)
  if (filter.search)
    all.push(sql`concat_ws(' ', risk_points.name, risk_points.campus, risk_points.building, risk_points.floor,
      risk_points.room, risk_points.department) ilike ${holding(filter.search)}`)
  return sql.join(all, AND)
}

/** The worst first, within a colour by school and name. */
const ORDER = sql`array_position(${[...RISK_COLOUR_IDS]}::text[], risk_points.colour),
  units.name collate "zh-x-icu", risk_points.name collate "zh-x-icu", risk_points.id`

/** One page of risk points within the transaction's scope, the worst first, with the filter's total. */
export async function listRisks(
  tx: Tx,
  filter: RiskFilter,
  paging: Paging,
  judged: Judged,
): Promise<Page<RiskRow>> {
  const where = conditions(filter, judged)
  const [rows, total] = await Promise.all([
    tx
      .selectFrom('risk_points')
      .innerJoin('units', 'units.id', 'risk_points.unit_id')
      .selectAll('risk_points')
      .select('units.name as unit_name')
      .where(where)
      .orderBy(ORDER)
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    countRisks(tx, filter, judged),
  ])
  return {
    rows: rows.map(row => {
      const point = toRiskPoint(row)
      return {
        ...{
          id: point.id,
          unitId: point.unitId,
          unitName: row.unit_name,
          area: point.area,
          name: point.name,
        },
        ...{ kind: point.kind, site: point.site, level: point.level, colour: point.colour },
        ...{ inherentColour: point.inherentColour, control: point.control, reviewOn: point.reviewOn },
        ...{ place: point.place, retired: point.retired, revision: point.revision },
        ...{ inherentScore: row.inherent_score, residualScore: row.residual_score },
        ...{ department: row.department, responsibleName: row.responsible_name },
        measuresReviewOn: row.measures_review_on,
        reasons: listRegradeReasons(point, judged.today, judged.inForce),
      }
    }),
    ...{ total, page: paging.page, pageSize: paging.pageSize },
  }
}

async function countRisks(tx: Tx, filter: RiskFilter, judged: Judged): Promise<number> {
  const { count } = await tx
    .selectFrom('risk_points')
    .select(sql<number>`count(*)`.as('count'))
    .where(conditions(filter, judged))
    .executeTakeFirstOrThrow()
  return count
}

export type RiskCounts = Readonly<Record<RiskColour, number>> & {
  readonly total: number
  readonly due: number
}

/** Risk points of a filter by colour, with those to be graded anew. */
export async function countRisksByColour(tx: Tx, filter: RiskFilter, judged: Judged): Promise<RiskCounts> {
  const rows = await tx
    .selectFrom('risk_points')
    .select(['colour', sql<number>`count(*)`.as('count')])
    .select(sql<number>`count(*) filter (where ${isDue(judged)})`.as('due'))
    .where(conditions(filter, judged))
    .groupBy('colour')
    .execute()
  const sum = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + of(row), 0)
  const of = (colour: RiskColour): number => rows.find(row => row.colour === colour)?.count ?? 0
  return {
    ...{ red: of('red'), orange: of('orange'), yellow: of('yellow'), blue: of('blue') },
    ...{ total: sum(({ count }) => count), due: sum(({ due }) => due) },
  }
}

/** The risk point within the scope, or nothing. */
export async function findRisk(tx: Tx, id: RiskPointId): Promise<RiskPoint | undefined> {
  const row = await tx.selectFrom('risk_points').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toRiskPoint(row)
}

/** The risk point, locked until the transaction ends, or nothing. */
export async function findRiskForUpdate(tx: Tx, id: RiskPointId): Promise<RiskPoint | undefined> {
  const row = await tx
    .selectFrom('risk_points')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toRiskPoint(row)
}

/** Columns that follow from a point as it is; its unit never changes. */
export const columnsOf = (point: RiskPoint) => ({
  ...{ area: point.area, name: point.name, kind: point.kind, ...point.site },
  causes: JSON.stringify(point.causes),
  accidents: JSON.stringify(point.accidents),
  measures: JSON.stringify(point.measures),
  overrides: JSON.stringify(point.overrides),
  inherent: JSON.stringify(point.inherent),
  residual: JSON.stringify(point.residual),
  ...{ scheme: point.residual.scheme, scheme_version: point.residual.version },
  ...{ inherent_colour: point.inherentColour, level: point.level, colour: point.colour },
  ...{ control: point.control, department: point.responsible.department },
  ...{ responsible_id: point.responsible.accountId, assessed_on: point.assessedOn },
  ...{ review_on: point.reviewOn, measures_review_on: firstReviewOf(point.measures) },
  regrade: JSON.stringify(point.regrade),
  ...{ plan_id: point.place?.planId ?? null, plan_x: point.place?.x ?? null, plan_y: point.place?.y ?? null },
  ...{ retired_at: point.retired?.at ?? null, retired_reason: point.retired?.reason ?? null },
  revision: point.revision,
})

/** Saves a point that was changed without being graded. */
export async function saveRisk(tx: Tx, point: RiskPoint): Promise<void> {
  await tx.updateTable('risk_points').set(columnsOf(point)).where('id', '=', point.id).execute()
}
