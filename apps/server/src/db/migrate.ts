import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration, type MigrationResultSet } from 'kysely/migration'
import * as foundation from './migrations/0001-foundation.ts'
import * as rowLevelSecurity from './migrations/0002-row-level-security.ts'
import * as classes from './migrations/0003-classes.ts'
import * as campaign from './migrations/0004-campaign.ts'
import * as accountSecurity from './migrations/0005-account-security.ts'
import * as people from './migrations/0006-people.ts'
import * as auditChain from './migrations/0007-audit-chain.ts'
import * as auditReading from './migrations/0008-audit-reading.ts'
import * as cleanUp from './migrations/0009-clean-up.ts'
import * as failedNames from './migrations/0010-failed-names.ts'
import * as narrowRights from './migrations/0011-narrow-rights.ts'
import * as failuresByBrowser from './migrations/0012-failures-by-browser.ts'
import * as drills from './migrations/0013-drills.ts'
import * as retention from './migrations/0015-retention.ts'
import * as kioskRights from './migrations/0016-kiosk-rights.ts'
import * as schoolClasses from './migrations/0017-school-classes.ts'
import * as registers from './migrations/0018-registers.ts'
import * as restrictedRegisters from './migrations/0019-restricted-registers.ts'
import * as imports from './migrations/0020-imports.ts'
import * as inspections from './migrations/0021-inspections.ts'
import * as busAlarms from './migrations/0022-bus-alarms.ts'
import * as findingHazards from './migrations/0023-finding-hazards.ts'
import * as entryFacets from './migrations/0024-entry-facets.ts'
import * as ownChildren from './migrations/0025-own-children.ts'
import * as importChunks from './migrations/0026-import-chunks.ts'
import * as entryVersions from './migrations/0027-entry-versions.ts'
import * as restrictedFiles from './migrations/0028-restricted-files.ts'
import * as boundOwner from './migrations/0029-bound-owner.ts'
import * as hazardLoop from './migrations/0030-hazard-loop.ts'
import * as entryImports from './migrations/0031-entry-imports.ts'
import * as supervision from './migrations/0032-supervision.ts'
import * as alarmsLetGo from './migrations/0033-alarms-let-go.ts'
import * as runsThatWait from './migrations/0034-runs-that-wait.ts'
import * as rates from './migrations/0035-rates.ts'
import * as publicReports from './migrations/0036-public-reports.ts'
import * as referrals from './migrations/0037-referrals.ts'
import * as changedLines from './migrations/0038-changed-lines.ts'
import * as risks from './migrations/0039-risks.ts'
import * as hazardTallies from './migrations/0040-hazard-tallies.ts'
import * as publicLists from './migrations/0041-public-lists.ts'
import * as rounds from './migrations/0042-rounds.ts'
import * as openHazardsByArea from './migrations/0043-open-hazards-by-area.ts'
import * as pilots from './migrations/0044-pilots.ts'
import * as letterFiles from './migrations/0045-letter-files.ts'
import * as drawGrounds from './migrations/0046-draw-grounds.ts'
import * as papers from './migrations/0047-papers.ts'
import * as knownFacts from './migrations/0048-known-facts.ts'
import * as committeeNumbers from './migrations/0049-committee-numbers.ts'
import * as comparedReports from './migrations/0050-compared-reports.ts'
import * as dutiesAndLetters from './migrations/0051-duties-and-letters.ts'
import * as summaries from './migrations/0052-summaries.ts'
import * as trainings from './migrations/0053-trainings.ts'
import * as publicity from './migrations/0054-publicity.ts'
import * as certificates from './migrations/0055-certificates.ts'
import * as mechanisms from './migrations/0056-mechanisms.ts'
import * as paperTemplates from './migrations/0057-paper-templates.ts'
import * as documentNumbers from './migrations/0058-document-numbers.ts'
import * as handovers from './migrations/0059-handovers.ts'
import * as dutyChain from './migrations/0060-duty-chain.ts'
import * as countySummaries from './migrations/0061-county-summaries.ts'
import * as indicatorSnapshots from './migrations/0062-indicator-snapshots.ts'
import * as countySummaryStanding from './migrations/0063-county-summary-standing.ts'
import * as cancelledTrainings from './migrations/0064-cancelled-trainings.ts'
import * as facetUnits from './migrations/0065-facet-units.ts'
import * as leaderEntryFiles from './migrations/0066-leader-entry-files.ts'
import * as numberedPapers from './migrations/0067-numbered-papers.ts'
import * as archivedSummaries from './migrations/0068-archived-summaries.ts'
import * as numbersOfLetters from './migrations/0069-numbers-of-letters.ts'
import * as studyMinutes from './migrations/0070-study-minutes.ts'
import * as filesOfMinutes from './migrations/0071-files-of-minutes.ts'

/** Every migration in order. The list is code, so that a forgotten file does not compile into a working build. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-row-level-security': rowLevelSecurity,
  '0003-classes': classes,
  '0004-campaign': campaign,
  '0005-account-security': accountSecurity,
  '0006-people': people,
  '0007-audit-chain': auditChain,
  '0008-audit-reading': auditReading,
  '0009-clean-up': cleanUp,
  '0010-failed-names': failedNames,
  '0011-narrow-rights': narrowRights,
  '0012-failures-by-browser': failuresByBrowser,
  '0013-drills': drills,
  '0015-retention': retention,
  '0016-kiosk-rights': kioskRights,
  '0017-school-classes': schoolClasses,
  '0018-registers': registers,
  '0019-restricted-registers': restrictedRegisters,
  '0020-imports': imports,
  '0021-inspections': inspections,
  '0022-bus-alarms': busAlarms,
  '0023-finding-hazards': findingHazards,
  '0024-entry-facets': entryFacets,
  '0025-own-children': ownChildren,
  '0026-import-chunks': importChunks,
  '0027-entry-versions': entryVersions,
  '0028-restricted-files': restrictedFiles,
  '0029-bound-owner': boundOwner,
  '0030-hazard-loop': hazardLoop,
  '0031-entry-imports': entryImports,
  '0032-supervision': supervision,
  '0033-alarms-let-go': alarmsLetGo,
  '0034-runs-that-wait': runsThatWait,
  '0035-rates': rates,
  '0036-public-reports': publicReports,
  '0037-referrals': referrals,
  '0038-changed-lines': changedLines,
  '0039-risks': risks,
  '0040-hazard-tallies': hazardTallies,
  '0041-public-lists': publicLists,
  '0042-rounds': rounds,
  '0043-open-hazards-by-area': openHazardsByArea,
  '0044-pilots': pilots,
  '0045-letter-files': letterFiles,
  '0046-draw-grounds': drawGrounds,
  '0047-papers': papers,
  '0048-known-facts': knownFacts,
  '0049-committee-numbers': committeeNumbers,
  '0050-compared-reports': comparedReports,
  '0051-duties-and-letters': dutiesAndLetters,
  '0052-summaries': summaries,
  '0053-trainings': trainings,
  '0054-publicity': publicity,
  '0055-certificates': certificates,
  '0056-mechanisms': mechanisms,
  '0057-paper-templates': paperTemplates,
  '0058-document-numbers': documentNumbers,
  '0059-handovers': handovers,
  '0060-duty-chain': dutyChain,
  '0061-county-summaries': countySummaries,
  '0062-indicator-snapshots': indicatorSnapshots,
  '0063-county-summary-standing': countySummaryStanding,
  '0064-cancelled-trainings': cancelledTrainings,
  '0065-facet-units': facetUnits,
  '0066-leader-entry-files': leaderEntryFiles,
  '0067-numbered-papers': numberedPapers,
  '0068-archived-summaries': archivedSummaries,
  '0069-numbers-of-letters': numbersOfLetters,
  '0070-study-minutes': studyMinutes,
  '0071-files-of-minutes': filesOfMinutes,
}

const LOGIN_ROLES = ['anlan_app', 'anlan_auth'] as const

/**
 * Brings a database to the newest schema, as its owner. Two servers at once are safe: Kysely takes a lock.
 * `password` is given to the login roles where the server is reached over the network.
 * @returns names of the migrations that ran
 */
export async function migrate(owner: Kysely<unknown>, password: string | null): Promise<string[]> {
  await ensureLoginRoles(owner, password)
  return finish(await migratorOf(owner).migrateToLatest())
}

/** Brings an empty database to the schema as it was after a certain migration. Its login roles must exist. */
export async function migrateUpTo(owner: Kysely<unknown>, name: string): Promise<string[]> {
  return finish(await migratorOf(owner).migrateTo(name))
}

/** Names of every migration this version knows, oldest first. */
export const knownMigrations = (): string[] => Object.keys(MIGRATIONS)

const migratorOf = (db: Kysely<unknown>): Migrator =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } })

function finish({ error, results }: MigrationResultSet): string[] {
  if (error) throw error instanceof Error ? error : new Error('a migration failed', { cause: error })
  return (results ?? []).filter(each => each.status === 'Success').map(each => each.migrationName)
}

/** Login roles belong to the cluster, not to one database, so they are made outside the migrations. */
export async function ensureLoginRoles(owner: Kysely<unknown>, password: string | null): Promise<void> {
  for (const role of LOGIN_ROLES) {
    const { rows } = await sql`select 1 from pg_roles where rolname = ${role}`.execute(owner)
    if (rows.length === 0) await createRole(owner, role)
    if (password !== null) {
      const literal = `'${password.replaceAll("'", "''")}'`
      await sql.raw(`alter role ${role} login nosuperuser nobypassrls password ${literal}`).execute(owner)
    }
  }
}

async function createRole(owner: Kysely<unknown>, role: string): Promise<void> {
  // Another database of the same cluster may be making the role at this moment.
  await sql
    .raw(
      `do $$ begin create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole;
       exception when duplicate_object or unique_violation then null; end $$`,
    )
    .execute(owner)
}
