import pg from 'pg'

/** What the old database has that the new one cannot take. Nothing is lost silently: the upgrade stops. */
export class NotCarriedOver extends Error {}

/** Gives the new cluster the old one's roles: attributes, password hashes, memberships, settings. */
export async function copyRoles(from: pg.Client, to: pg.Client): Promise<void> {
  const roles = await from.query<{ name: string; attributes: string; password: string | null }>(
    `select rolname as name, rolpassword as password,
        concat_ws(' ', case when rolsuper then 'superuser' else 'nosuperuser' end,
          case when rolinherit then 'inherit' else 'noinherit' end,
          case when rolcreaterole then 'createrole' else 'nocreaterole' end,
          case when rolcreatedb then 'createdb' else 'nocreatedb' end,
          case when rolcanlogin then 'login' else 'nologin' end,
          case when rolreplication then 'replication' else 'noreplication' end,
          case when rolbypassrls then 'bypassrls' else 'nobypassrls' end,
          'connection limit ' || rolconnlimit,
          'valid until ' || quote_literal(coalesce(rolvaliduntil, 'infinity')::text)) as attributes
      from pg_authid where rolname !~ '^pg_'`,
  )
  const known = await names(to, `select rolname as name from pg_authid`)
  for (const { name, attributes, password } of roles.rows) {
    const verb = known.has(name) ? 'alter' : 'create'
    const secret = password === null ? '' : ` password ${pg.escapeLiteral(password)}`
    await to.query(`${verb} role ${pg.escapeIdentifier(name)} ${attributes}${secret}`)
  }
  const members = await from.query<{ role: string; member: string; options: Record<string, unknown> }>(
    `select r.rolname as role, m.rolname as member, to_jsonb(a) as options
      from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
      where m.rolname !~ '^pg_'`,
  )
  for (const { role, member, options } of members.rows) {
    // Options of a membership came one by one with the versions; what the old one does not know keeps its default.
    const given = ['admin', 'inherit', 'set'].filter(each => typeof options[`${each}_option`] === 'boolean')
    const words = given.map(each => `${each} ${options[`${each}_option`] === true}`).join(', ')
    await to.query(`grant ${pg.escapeIdentifier(role)} to ${pg.escapeIdentifier(member)} with ${words}`)
  }
  const settings = await from.query<{ name: string; setting: string }>(
    `select r.rolname as name, unnest(s.setconfig) as setting
      from pg_db_role_setting s join pg_roles r on r.oid = s.setrole where s.setdatabase = 0`,
  )
  for (const { name, setting } of settings.rows)
    await to.query(`alter role ${pg.escapeIdentifier(name)} set ${assignment(setting)}`)
}

/** Settings that hold a list keep it as it would be typed; everything else is one value. */
const LISTS = /^(search_path|datestyle|temp_tablespaces|(session|shared|local)_preload_libraries)$/i

function assignment(setting: string): string {
  const at = setting.indexOf('=')
  const [name, value] = [setting.slice(0, at), setting.slice(at + 1)]
  return `${name} to ${LISTS.test(name) ? value : pg.escapeLiteral(value)}`
}

/** Databases people may connect to, with their owners. */
export async function listDatabases(client: pg.Client): Promise<{ name: string; owner: string }[]> {
  const { rows } = await client.query<{ name: string; owner: string }>(
    `select d.datname as name, r.rolname as owner from pg_database d join pg_roles r on r.oid = d.datdba
      where d.datallowconn and not d.datistemplate order by d.datname`,
  )
  return rows
}

interface Table {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

const TABLES = `
  select n.nspname as schema, c.relname as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not n.nspname = any ($1)
      and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
        and d.deptype = 'e')
    order by n.nspname, c.relname`

const SEQUENCES = `
  select schemaname as schema, sequencename as name, coalesce(last_value, start_value)::text as value,
      last_value is not null as called
    from pg_sequences where not schemaname = any ($1)`

const OLD = 'anlan_upgrade'

/**
 * Carries rows and sequences of a database into the other cluster's database of the same schema, in one
 * transaction, with triggers and foreign keys at rest, and compares both sides row by row afterwards.
 * @throws NotCarriedOver when a table or a column has no counterpart, or the two sides differ
 * @returns the number of rows
 */
export async function copyDatabase(
  from: pg.Client,
  to: pg.Client,
  leaveBehind: readonly string[],
): Promise<number> {
  const tables = (await from.query<Table>(TABLES, [leaveBehind])).rows
  await refuseMissing(tables, (await to.query<Table>(TABLES, [leaveBehind])).rows)
  const objects = await from.query(`select 1 from pg_largeobject_metadata limit 1`)
  if (objects.rowCount !== 0) throw new NotCarriedOver('large objects')

  await to.query('begin')
  // Rows arrive as they are: no trigger fires and no foreign key is asked about the order they come in.
  await to.query(`set local session_replication_role = replica`)
  await connectToOld(from, to)
  if (tables.length > 0) await to.query(`truncate ${tables.map(qualified).join(', ')}`)
  const schemas = [...new Set(tables.map(({ schema }) => schema))]
  for (const [index, schema] of schemas.entries()) {
    const mirror = `${OLD}_${index}`
    await to.query(`create schema ${mirror}`)
    await to.query(
      `import foreign schema ${pg.escapeIdentifier(schema)} from server ${OLD} into ${mirror}
        options (import_generated 'false', import_not_null 'false')`,
    )
    for (const table of tables.filter(each => each.schema === schema)) {
      const columns = table.columns.map(each => pg.escapeIdentifier(each)).join(', ')
      await to.query(
        `insert into ${qualified(table)} (${columns}) overriding system value
          select ${columns} from ${mirror}.${pg.escapeIdentifier(table.name)}`,
      )
    }
    await to.query(`drop schema ${mirror} cascade`)
  }
  await to.query(`drop extension postgres_fdw cascade`)
  await copySequences(from, to, leaveBehind)
  let rows = 0
  for (const table of tables) rows += await compare(table, from, to)
  await to.query('commit')
  await to.query('analyze')
  return rows
}

async function connectToOld(from: pg.Client, to: pg.Client): Promise<void> {
  const option = (name: string, value: string): string => `${name} ${pg.escapeLiteral(value)}`
  const options = [
    option('host', from.host),
    option('port', String(from.port)),
    option('dbname', from.database ?? ''),
    option('fetch_size', '5000'),
  ]
  await to.query('create extension postgres_fdw')
  await to.query(`create server ${OLD} foreign data wrapper postgres_fdw options (${options.join(', ')})`)
  await to.query(`create user mapping for current_user server ${OLD} options (user 'postgres')`)
}

async function refuseMissing(wanted: readonly Table[], there: readonly Table[]): Promise<void> {
  const known = new Map(there.map(table => [qualified(table), new Set(table.columns)]))
  const missing = wanted.flatMap(table => {
    const columns = known.get(qualified(table))
    if (!columns) return [qualified(table)]
    return table.columns.filter(each => !columns.has(each)).map(each => `${qualified(table)}.${each}`)
  })
  if (missing.length > 0) throw new NotCarriedOver(missing.join(', '))
}

async function copySequences(from: pg.Client, to: pg.Client, leaveBehind: readonly string[]): Promise<void> {
  const sequences = await from.query<{ schema: string; name: string; value: string; called: boolean }>(
    SEQUENCES,
    [leaveBehind],
  )
  for (const each of sequences.rows)
    await to.query('select setval($1::regclass, $2, $3)', [qualified(each), each.value, each.called])
}

/** Asks both sides for the number of rows and for a sum over the hashes of all rows, whatever their order. */
async function compare(table: Table, from: pg.Client, to: pg.Client): Promise<number> {
  const columns = table.columns.map(each => pg.escapeIdentifier(each)).join(', ')
  const question = `select count(*)::text as rows,
      sum(('x' || left(md5(each::text), 16))::bit(64)::bigint::numeric)::text as digest
    from (select ${columns} from ${qualified(table)}) each`
  const answers = await Promise.all(
    [from, to].map(client => client.query<{ rows: string; digest: string | null }>(question)),
  )
  const [before, after] = answers.map(({ rows }) => rows[0])
  if (!before || before.rows !== after?.rows || before.digest !== after.digest)
    throw new NotCarriedOver(`${qualified(table)}: ${before?.rows} rows before, ${after?.rows} after`)
  return Number(before.rows)
}

const qualified = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`

async function names(client: pg.Client, text: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(text)
  return new Set(rows.map(({ name }) => name))
}
