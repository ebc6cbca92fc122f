import type pg from 'pg'

export const HAZARDS = 10_000
export const UNITS = 200
export const TASKS = 40

export interface Rows {
  readonly campaignId: string
  /** A school's own unit, for hazards to be reported at. */
  readonly unitId: string
}

/**
 * Fills the demonstration county up to the sizes that are measured, by copies of its own rows, so that a new column
 * needs no change here. `school` is the account whose unit hazards are reported at.
 */
export async function fillUp(owner: pg.Pool, school: string): Promise<Rows> {
  await owner.query(COPY_HAZARDS, [HAZARDS])
  const { rows } = await owner.query<{ id: string }>(COPY_CAMPAIGN)
  const campaignId = rows[0]?.id ?? ''
  await owner.query(COPY_TASKS, [campaignId, TASKS])
  await owner.query(COPY_ASSIGNMENTS, [campaignId, UNITS])
  const unit = await owner.query<{ unit_id: string }>('select unit_id from accounts where username = $1', [
    school,
  ])
  // What autovacuum would have done by itself after a while: the measured plans are the ones of a settled database.
  await owner.query('vacuum (analyze)')
  await owner.query('checkpoint')
  return { campaignId, unitId: unit.rows[0]?.unit_id ?? '' }
}

const COPY_HAZARDS = `
  insert into hazards select copy.* from hazards h
    cross join generate_series(1, 100) as round
    cross join lateral jsonb_populate_record(h, jsonb_build_object(
      'id', uuidv7(), 'number', h.number || '-' || round,
      'reported_at', h.reported_at - round * interval '5 hours')) as copy
  limit (select greatest(0, $1 - count(*)) from hazards)`

const COPY_CAMPAIGN = `
  insert into campaigns select copy.* from campaigns c
    cross join lateral jsonb_populate_record(c, jsonb_build_object('id', uuidv7(), 'title', c.title || '（测量）')) as copy
  limit 1 returning id`

const COPY_TASKS = `
  with phase as (
    insert into phases select copy.* from phases p
      cross join lateral jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'campaign_id', $1::uuid)) as copy
    where p.campaign_id <> $1 returning *),
  numbered as (
    select t, phase.id as phase_id, row_number() over (order by round, t.ordinal) as ordinal
    from tasks t join phases old on old.id = t.phase_id join phase on phase.ordinal = old.ordinal
    cross join generate_series(1, 10) as round)
  insert into tasks select copy.* from numbered
    cross join lateral jsonb_populate_record(t, jsonb_build_object(
      'id', uuidv7(), 'campaign_id', $1::uuid, 'phase_id', phase_id, 'ordinal', ordinal)) as copy
  where numbered.ordinal <= $2`

/** Every unit has every task; the states are dealt out as in a campaign half way through. */
const COPY_ASSIGNMENTS = `
  with pattern as (select a from assignments a limit 1),
  state as (select array['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'submitted', 'submitted',
    'returned', 'received', 'received', 'pending', 'pending'] as dealt)
  insert into assignments select copy.* from pattern cross join state
    cross join (select * from units order by ordinal desc limit $2) u
    join tasks t on t.campaign_id = $1
    cross join lateral (select state.dealt[1 + abs(hashtext(u.id::text || t.id::text)) % 12] as chosen) deal
    cross join lateral jsonb_populate_record(a, jsonb_build_object(
      'id', uuidv7(), 'campaign_id', $1::uuid, 'task_id', t.id, 'phase_id', t.phase_id, 'unit_id', u.id,
      'township', u.township, 'area', t.area, 'due_on', t.due_on, 'state', deal.chosen, 'revision', 1, 'versions', 0,
      'submitted_by', null, 'decided_by', null, 'decided_at', null, 'reason', null,
      'submitted_at', case when deal.chosen in ('accepted', 'submitted', 'returned')
        then t.due_on + (abs(hashtext(u.id::text)) % 9 - 7) * interval '1 day' end)) as copy`
