import { dueOnOf, type Day, type Unit } from '@anlan/domain'
import {
  COUNTY,
  idFrom,
  makeAppointments,
  makeCampaign,
  makeCounty,
  makeHazards,
  makePeople,
  makePublicReports,
  makePupils,
} from '@anlan/seed'
import type { County, DemoCampaign, DemoHazard, DemoPupil, DemoReports, Person } from '@anlan/seed'
import { sql } from 'kysely'
import { hashPassword } from '../auth/first-password.ts'
import type { Clock } from '../clock.ts'
import { SYSTEM, type Database, type Tx } from '../db/scope.ts'
import type { Signer } from '../auth/vault.ts'
import type { FileStore } from '../files/file-store.ts'
import { bulkInsert } from './bulk-insert.ts'
import { loadCampaign } from './load-campaign.ts'
import { loadDrills } from './load-drills.ts'
import { loadEntries } from './load-entries.ts'
import { loadReferrals } from './load-referrals.ts'
import { loadStudies } from './load-studies.ts'
import { loadSupervision } from './load-supervision.ts'
import { loadHandovers } from './load-handovers.ts'
import { loadMechanisms } from './load-mechanisms.ts'
import { loadInspections } from './load-inspections.ts'
import { loadIndicators } from './load-indicators.ts'
import { loadPictures } from './load-pictures.ts'
import { loadPilots } from './load-pilots.ts'
import { loadResponsibility } from './load-responsibility.ts'
import { loadPublicReports } from './load-public-reports.ts'
import { loadRisks } from './load-risks.ts'
import { loadPublicity } from './load-publicity.ts'
import { loadRounds } from './load-rounds.ts'
import { loadSummaries } from './load-summaries.ts'
import { loadTrainings } from './load-training.ts'

/** Everybody's password in the demonstration county; it exists on loopback only and says so at every start. */
export const DEMO_PASSWORD = 'anlan-demo-2026'

export interface DemoProgress {
  (line: string): void
}

/** True when nobody has ever signed in here: no unit, no account. */
async function isEmpty(db: Database): Promise<boolean> {
  const found = await db.read(SYSTEM, tx => tx.selectFrom('units').select('id').limit(1).execute())
  return found.length === 0
}

/**
 * Loads the demonstration county into an empty database, in one transaction. A database that holds
 * anything is left alone.
 * @returns whether it was loaded
 */
export async function loadDemoIfEmpty(
  db: Database,
  { files, signer }: { readonly files: FileStore; readonly signer: Signer },
  clock: Clock,
  say: DemoProgress,
): Promise<boolean> {
  if (!(await isEmpty(db))) return false
  const today = clock.today()
  say('正在载入演示县 … / loading the demonstration county …')
  const county = makeCounty()
  const people = makePeople(county.units)
  const campaign = makeCampaign(county.units, people, today)
  const reported = makePublicReports(
    county.units,
    people,
    makeHazards(county.units, people, campaign.from, today),
    today,
  )
  const { hazards } = reported
  const password = await hashPassword(DEMO_PASSWORD)
  await db.transaction(SYSTEM, async tx => {
    await bulkInsert(tx, 'townships', [...county.townships])
    await bulkInsert(tx, 'units', county.units.map(toUnitRow))
    await bulkInsert(tx, 'school_classes', county.classes.map(toClassRow))
    await insertPeople(tx, people, password, campaign.from)
    say(
      `单位 ${county.units.length} 个，账号 ${people.length} 个 / ${county.units.length} units, ${people.length} accounts`,
    )
    await loadCampaign(tx, campaign)
    say(`任务 ${campaign.assignments.length} 项 / ${campaign.assignments.length} assignments`)
    await insertHazards(tx, hazards, county.units, people)
    // The next hazard somebody reports must get a number that is not taken yet.
    await sql`select max(nextval('hazard_numbers')) from generate_series(1, ${hazards.length}::int)`.execute(
      tx,
    )
    say(`隐患 ${hazards.length} 条 / ${hazards.length} hazards`)
    const pupils = makePupils(county.classes)
    const given = { county, people, campaign, pupils, reported, files, signer, today, say }
    // None reads what another writes. While the database writes for one the next make their rows, and pictures are drawn.
    await Promise.all([
      loadSeen(tx, given),
      loadPupils(tx, given),
      loadBooks(tx, given),
      loadPrevention(tx, given),
      loadWork(tx, given),
    ])
    const days = await loadIndicators(tx, today)
    say(`指标 ${days} 天 / figures of ${days} days`)
    await tx
      .insertInto('settings')
      .values([
        { key: 'county', value: JSON.stringify(COUNTY) },
        { key: 'security', value: JSON.stringify({ twoFactorForBureau: false }) },
      ])
      .execute()
    await bulkInsert(tx, 'audit_events', [
      {
        ...{
          id: idFrom<string>('audit load'),
          at: clock.now(),
          actor_id: SYSTEM.accountId,
          actor_name: SYSTEM.name,
        },
        ...{ actor_role: SYSTEM.role, unit_id: null, action: 'demo.load', subject_kind: 'county' },
        ...{ subject_id: COUNTY.code, before: null, request_id: null },
        after: { units: county.units.length, accounts: people.length, hazards: hazards.length } as never,
      },
    ])
  })
  return true
}

/** What the parts of the county are loaded from. */
interface Given {
  readonly county: County
  readonly people: readonly Person[]
  readonly campaign: DemoCampaign
  readonly pupils: readonly DemoPupil[]
  readonly reported: DemoReports
  readonly files: FileStore
  readonly signer: Signer
  readonly today: Day
  readonly say: DemoProgress
}

/** All that comes with pictures. */
async function loadSeen(tx: Tx, given: Given): Promise<void> {
  const { county, people, campaign, reported, files, signer, today } = given
  await Promise.all([
    loadPictures(tx, files, reported.hazards, campaign),
    loadPublicReports(tx, files, signer, reported),
    loadInspections(tx, files, county.units, people, today),
  ])
}

async function loadPupils(tx: Tx, { county, people, pupils, today, say }: Given): Promise<void> {
  const { drills } = await loadDrills(tx, county, people, pupils, today)
  say(`学生 ${pupils.length} 人，演练 ${drills} 场 / ${pupils.length} pupils, ${drills} drills`)
}

async function loadBooks(tx: Tx, { county, people, pupils, today, say }: Given): Promise<void> {
  const written = await loadEntries(tx, county, people, pupils, today)
  say(`台账记录 ${written} 条 / ${written} register entries`)
}

async function loadPrevention(tx: Tx, { county, people, files, today, say }: Given): Promise<void> {
  const risks = await loadRisks(tx, files, county, people, today)
  say(`风险点 ${risks} 个 / ${risks} risk points`)
  const visits = await loadRounds(tx, county.units, people, today)
  say(`到校检查 ${visits} 次 / ${visits} visits`)
  const pilots = await loadPilots(tx, county.units, people, today)
  say(`试点学校 ${pilots} 所 / ${pilots} pilot schools`)
  const matters = await loadSupervision(tx, county.units, people, today)
  say(`督办事项 ${matters} 件 / ${matters} matters of supervision`)
  const letters = await loadReferrals(tx, county.units, people, today)
  say(`移送函 ${letters} 件 / ${letters} letters to other departments`)
}

async function loadWork(tx: Tx, { county: { units }, people, campaign, today, say }: Given): Promise<void> {
  const signed = await loadResponsibility(tx, units, people, today)
  say(`责任书 ${signed} 份 / ${signed} letters of responsibility`)
  const trainings = await loadTrainings(tx, { units, people, today, since: campaign.from })
  say(`培训 ${trainings} 项 / ${trainings} trainings`)
  const activities = await loadPublicity(tx, units, people, today)
  say(`宣传活动 ${activities} 项 / ${activities} publicity activities`)
  const summaries = await loadSummaries(tx, campaign, units, people, today)
  say(`阶段总结 ${summaries} 份 / ${summaries} summaries of a phase`)
  const records = await loadMechanisms(tx, units, people, today)
  say(`机制记录 ${records} 件 / ${records} records of the mechanisms`)
  const handovers = await loadHandovers(tx, units, people, today)
  say(`岗位交接 ${handovers} 件 / ${handovers} handovers`)
  const studies = await loadStudies(tx, units, people, today)
  say(`学习记录 ${studies} 条 / ${studies} studies`)
}

const toUnitRow = (unit: Unit) => ({
  id: unit.id,
  kind: unit.kind,
  name: unit.name,
  short_name: unit.shortName,
  parent_id: unit.parentId,
  township: unit.township,
  school_code: unit.schoolCode,
  boarding: unit.boarding,
  has_bus: unit.hasBus,
  has_lab: unit.hasLab,
  has_canteen: unit.hasCanteen,
  pupils: unit.pupils,
  open_from: unit.openFrom,
  open_until: unit.openUntil,
})

const toClassRow = (each: ReturnType<typeof makeCounty>['classes'][number]) => ({
  ...{ id: each.id, unit_id: each.unitId, grade: each.grade, ordinal: each.ordinal },
  ...{ name: each.name, pupils: each.pupils },
})

async function insertPeople(tx: Tx, people: readonly Person[], password: string, from: Day): Promise<void> {
  await bulkInsert(
    tx,
    'accounts',
    people.map(person => ({
      ...{
        id: person.id,
        name: person.name,
        username: person.username,
        role: person.role,
        unit_id: person.unitId,
      },
      email: `${person.username}@anlan.invalid`,
      ...{ email_verified: false, image: null, display_username: person.username, phone: null },
      ...{ must_change_password: false, two_factor_enabled: false, disabled_at: null, disabled_reason: null },
      ...{ revision: 1, created_at: `${from}T00:00:00Z`, updated_at: `${from}T00:00:00Z` },
    })),
  )
  await bulkInsert(
    tx,
    'credentials',
    people.map(person => ({
      ...{
        id: idFrom<string>(`credential ${person.username}`),
        account_id: person.id,
        provider_id: 'credential',
      },
      ...{ user_id: person.id, password, created_at: `${from}T00:00:00Z`, updated_at: `${from}T00:00:00Z` },
    })),
  )
  await bulkInsert(
    tx,
    'appointments',
    makeAppointments(people, from).map(each => ({
      id: idFrom<string>(`appointment ${each.accountId} ${each.post}`),
      ...{ account_id: each.accountId, unit_id: each.unitId, post: each.post },
      ...{ from_on: each.from, until_on: each.until },
    })),
  )
}

async function insertHazards(
  tx: Tx,
  hazards: readonly DemoHazard[],
  units: readonly Unit[],
  people: readonly Person[],
): Promise<void> {
  const townshipOf = new Map(units.map(unit => [unit.id, unit.township]))
  const nameOf = new Map(people.map(person => [person.id, person.name]))
  await bulkInsert(
    tx,
    'hazards',
    hazards.map(({ hazard, reporter, events }) => ({
      ...{ id: hazard.id, unit_id: hazard.unitId, township: townshipOf.get(hazard.unitId) ?? null },
      ...{ number: hazard.number, state: hazard.state, area: hazard.area, source: hazard.source },
      ...{ place: hazard.place, description: hazard.description, discovered_on: hazard.discoveredOn },
      ...{ reported_by: hazard.reportedBy, reported_by_name: reporter.name, reported_at: hazard.reportedAt },
      ...{ grade: hazard.grade, basis: hazard.basis, interim_control: hazard.interimControl },
      ...{ stop_use: hazard.stopUse, plan: hazard.plan as never, due_on: dueOnOf(hazard) },
      lead_id: hazard.plan?.leadId ?? null,
      lead_name: hazard.plan ? (nameOf.get(hazard.plan.leadId) ?? null) : null,
      extensions: hazard.extensions as never,
      ...{ transfer: hazard.transfer as never, listing: hazard.listing as never },
      look_backs: hazard.lookBacks as never,
      ...{ risk_point_id: hazard.riskPointId, ancestor_id: hazard.ancestorId },
      ...{
        rectified_by: hazard.rectifiedBy,
        rectified_at: hazard.rectifiedAt,
        rectification: hazard.rectification,
      },
      ...{ accepted_by: hazard.acceptedBy, closed_at: hazard.closedAt, closing_note: hazard.closingNote },
      times_returned: events.filter(({ event }) => event === 'return').length,
      revision: hazard.revision,
    })),
  )
  await bulkInsert(
    tx,
    'hazard_events',
    hazards.flatMap(({ hazard, events }) =>
      events.map((each, index) => ({
        id: orderedId(each.at, `${hazard.id} ${index}`),
        ...{ hazard_id: hazard.id, unit_id: hazard.unitId, at: each.at, actor_id: each.by.id },
        ...{ actor_name: each.by.name, actor_role: each.by.role, event: each.event, note: each.note },
        changes: {} as never,
      })),
    ),
  )
}

/** An id that sorts by its moment, as the running server's do, and still follows from its text. */
function orderedId(at: string, text: string): string {
  const time = Date.parse(at).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${idFrom<string>(text).slice(15)}`
}
