import {
  ROLES,
  type AccountId,
  type Actor,
  type Instant,
  type RoleId,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { cloneDatabase, dropDatabase } from '@anlan/postgres/testing'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { makeCaller } from '../api.ts'
import type { SignedIn } from '../auth/sessions.ts'
import { clockAt } from '../clock.ts'
import { readConfig, type Config } from '../config.ts'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { assemble, type Assembled, type AssembleOptions } from '../server.ts'
import { TEMPLATE } from './global-setup.ts'

/** Units of the test county: two townships, one school of each kind that matters, by short name. */
const UNITS = {
  bureau: { kind: 'bureau', parent: null, township: null },
  safety: { kind: 'safety-section', parent: 'bureau', township: null },
  section: { kind: 'section', parent: 'bureau', township: null },
  eastMiddle: { kind: 'town-middle', parent: 'bureau', township: '439901101' },
  eastPrimary: { kind: 'central-primary', parent: 'eastMiddle', township: '439901101' },
  eastVillage: { kind: 'village-school', parent: 'eastPrimary', township: '439901101' },
  westMiddle: { kind: 'town-middle', parent: 'bureau', township: '439901102' },
  kindergarten: { kind: 'kindergarten', parent: 'westMiddle', township: '439901102' },
  countySchool: { kind: 'county-school', parent: 'bureau', township: null },
} as const satisfies Record<string, { kind: Unit['kind']; parent: string | null; township: string | null }>
export type UnitName = keyof typeof UNITS

/** One account a role, and a second school's people to test the borders with. */
const PEOPLE = {
  admin: ['county-admin', 'bureau'],
  officer: ['section-officer', 'safety'],
  secondOfficer: ['section-officer', 'safety'],
  leader: ['bureau-leader', 'bureau'],
  director: ['bureau-director', 'bureau'],
  inspector: ['bureau-inspector', 'bureau'],
  auditor: ['auditor', 'bureau'],
  eastCoordinator: ['township-coordinator', 'eastMiddle'],
  eastAdmin: ['school-admin', 'eastMiddle'],
  eastHead: ['principal', 'eastMiddle'],
  eastSafety: ['safety-officer', 'eastMiddle'],
  eastTeacher: ['staff-member', 'eastMiddle'],
  villageHead: ['principal', 'eastVillage'],
  villageSafety: ['safety-officer', 'eastVillage'],
  westHead: ['principal', 'westMiddle'],
  westSafety: ['safety-officer', 'westMiddle'],
} as const satisfies Record<string, readonly [RoleId, UnitName]>
export type PersonName = keyof typeof PEOPLE

export interface TestCounty {
  readonly assembled: Assembled
  readonly units: Record<UnitName, UnitId>
  readonly people: Record<PersonName, Actor & { accountId: AccountId }>
  /** Another server over the same database, as after a restart or beside the first; the test closes it. */
  another(config?: Partial<Config>, settleDemo?: AssembleOptions['settleDemo']): Promise<Assembled>
  /** The API as that person sees it, at the county's own server or at another of its database. */
  as(person: PersonName, at?: Assembled): ReturnType<typeof makeCaller>
  /** The API as somebody sees it whom the county does not begin with. */
  asActor(actor: Actor, at?: Assembled): ReturnType<typeof makeCaller>
  /** Moves the county's clock. */
  setNow(now: Instant): void
  /** A photo or document row of a unit, without bytes, for verbs that only need its kind. */
  aFile(unit: UnitName, mediaType?: string): Promise<string>
  /** Audit lines of an action on a subject, oldest first. */
  audit(action: string, subjectId?: string): Promise<{ actor_name: string; unit_id: string | null }[]>
}

/** A county of its own for one test file, over a copy of the migrated template; gone when the file ends. */
export function useCounty(): TestCounty {
  const held: { county?: TestCounty; remove?: () => Promise<void> } = {}
  beforeAll(async () => {
    const opened = await openCounty()
    Object.assign(held, opened)
  })
  afterAll(() => held.remove?.())
  return new Proxy({} as TestCounty, {
    get: (_target, key) => {
      if (!held.county) throw new Error('the county is open inside tests only')
      return held.county[key as keyof TestCounty]
    },
  })
}

/** A county over a copy of the migrated template, in the run's cluster or in one of the test's own. */
export async function openCounty(
  cluster = inject('cluster'),
): Promise<{ county: TestCounty; remove: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await cloneDatabase(cluster, TEMPLATE, name)
  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-data-'))
  let now: Instant = '2026-10-15T02:00:00.000Z'
  const options: AssembleOptions = {
    config: { ...readConfig({ ANLAN_DATA: dataDir, ANLAN_DEMO: '0' }), port: 8080 },
    secret: randomUUID() + randomUUID(),
    connectAs: (user = undefined) => ({ ...cluster, database: name, ...(user && { user }) }),
    password: null,
    clock: clockAt(() => now),
    log: pino({ level: 'silent' }),
  }
  const assembled = await assemble(options)
  const units = await insertUnits(assembled)
  const people = await insertPeople(assembled, units)
  const { db } = assembled.app
  const asActor = (actor: Actor, at = assembled): ReturnType<typeof makeCaller> =>
    makeCaller({
      app: at.app,
      requestId: newId(),
      signedIn: signIn(actor),
      headers: new Headers(),
    })
  const county: TestCounty = {
    assembled,
    units,
    people,
    another: (config, settleDemo) =>
      assemble({
        ...{ ...options, config: { ...options.config, ...config } },
        ...(settleDemo && { settleDemo }),
      }),
    as: (person, at) => asActor(people[person], at),
    asActor,
    setNow: moment => (now = moment),
    async aFile(unit, mediaType = 'image/jpeg') {
      const id = newId<string>()
      await bulkInsertFile(assembled, id, units[unit], mediaType, people.officer.accountId)
      return id
    },
    audit: (action, subjectId) =>
      db.read(SYSTEM, tx => {
        let query = tx
          .selectFrom('audit_events')
          .select(['actor_name', 'unit_id'])
          .where('action', '=', action)
        if (subjectId) query = query.where('subject_id', '=', subjectId)
        return query.orderBy('id').execute()
      }),
  }
  const remove = async (): Promise<void> => {
    await assembled.close()
    await dropDatabase(cluster, name)
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { county, remove }
}

const signIn = (actor: Actor): SignedIn => ({
  ...{ sessionId: 'test', actor, username: actor.name, mustChangePassword: false },
  ...{ twoFactorEnabled: false, twoFactorRequired: false },
})

async function insertUnits({ app }: Assembled): Promise<Record<UnitName, UnitId>> {
  const names = Object.keys(UNITS) as UnitName[]
  const ids = Object.fromEntries(names.map(name => [name, newId<UnitId>()])) as Record<UnitName, UnitId>
  await app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await bulkInsert(tx, 'townships', [
      { code: '439901101', name: '东镇' },
      { code: '439901102', name: '西镇' },
    ])
    const rows = names.map(name => ({
      ...{ id: ids[name], kind: UNITS[name].kind, name: `测试${name}`, short_name: name },
      parent_id: UNITS[name].parent === null ? null : ids[UNITS[name].parent],
      ...{
        township: UNITS[name].township,
        school_code: null,
        boarding: name === 'eastMiddle',
        has_bus: false,
      },
      ...{ has_lab: false, has_canteen: true, pupils: 100, open_from: null, open_until: null },
    }))
    await bulkInsert(tx, 'units', rows)
  })
  return ids
}

async function insertPeople(
  { app }: Assembled,
  units: Record<UnitName, UnitId>,
): Promise<TestCounty['people']> {
  const names = Object.keys(PEOPLE) as PersonName[]
  const ids = Object.fromEntries(names.map(name => [name, newId<AccountId>()])) as Record<
    PersonName,
    AccountId
  >
  await app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(
      tx,
      'accounts',
      names.map(name => ({
        ...{ id: ids[name], name, email: `${name}@anlan.invalid`, email_verified: false, image: null },
        ...{ username: name.toLowerCase(), display_username: null, role: PEOPLE[name][0] },
        ...{ unit_id: units[PEOPLE[name][1]], phone: null, must_change_password: false },
        ...{ two_factor_enabled: false, disabled_at: null, disabled_reason: null, revision: 1 },
        ...{ created_at: '2026-09-01T00:00:00Z', updated_at: '2026-09-01T00:00:00Z' },
      })),
    ),
  )
  const below: Partial<Record<UnitName, UnitName[]>> = {
    eastMiddle: ['eastMiddle', 'eastPrimary', 'eastVillage'],
    westMiddle: ['westMiddle', 'kindergarten'],
  }
  return Object.fromEntries(
    names.map(name => {
      const [role, unit] = PEOPLE[name]
      const reached = (below[unit] ?? [unit]).map(each => units[each])
      const scope: Actor['scope'] =
        ROLES[role].reach === 'county' ? { kind: 'county' } : { kind: 'units', units: reached }
      return [name, { accountId: ids[name], name, role, unitId: units[unit], scope }]
    }),
  ) as TestCounty['people']
}

const bulkInsertFile = (
  { app }: Assembled,
  id: string,
  unit: UnitId,
  mediaType: string,
  createdBy: string,
): Promise<void> =>
  app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(tx, 'files', [
      {
        ...{
          id,
          unit_id: unit,
          sha256: id.replaceAll('-', ''),
          name: 'evidence',
          media_type: mediaType,
          size: 1,
        },
        ...{ width: mediaType.startsWith('image/') ? 1 : null, height: null, created_by: createdBy },
        created_at: '2026-10-01T00:00:00Z',
      },
    ]),
  )

/** Asserts that a call is refused with a certain code. */
export async function expectRefusal(call: Promise<unknown>, code: string): Promise<void> {
  await expect(call).rejects.toMatchObject({ refusal: { code } })
}
