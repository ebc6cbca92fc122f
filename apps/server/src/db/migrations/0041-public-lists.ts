import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/** Which schools show their list of hazards on their kiosks, and with what a hazard was handed down to its school. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
]

const STATEMENTS = [
  `create table hazard_displays (
    unit_id uuid primary key references units,
    shown boolean not null,
    changed_at timestamptz not null,
    changed_by_name text not null)`,
  ...secured('hazard_displays'),
  `grant select, insert, update on hazard_displays to ${APP}`,
  `create table hazard_orders (
    hazard_id uuid primary key,
    unit_id uuid not null,
    document text not null,
    due_on date,
    foreign key (hazard_id, unit_id) references hazards (id, unit_id))`,
  ...secured('hazard_orders'),
  `grant select, insert on hazard_orders to ${APP}`,
]
