import { sql, type Kysely } from 'kysely'

/**
 * A draw keeps what its weights were counted from, and the county's points of that day: who repeats it weighs every school
 * again as it was. What was drawn before has its weights alone, under the names the parts have now.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table inspection_draws add column points jsonb`,
    // Its policies hold for the owner too, and know no change of a draw.
    `alter table inspection_draws no force row level security`,
    `update inspection_draws set candidates = (select jsonb_agg(
        each || jsonb_build_object('grounds', null, 'weights', (each->'weights') - 'risk'
          || jsonb_build_object('grades', 0, 'major', each->'weights'->'risk')) order by place)
      from jsonb_array_elements(candidates) with ordinality as listed(each, place))`,
    `alter table inspection_draws force row level security`,
  ])
    await sql.raw(statement).execute(db)
}
