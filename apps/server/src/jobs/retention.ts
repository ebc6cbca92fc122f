import type { App } from '../app.ts'
import { cleanUpKiosks, type CleanedUpKiosks } from '../drills/clean-up-kiosks.ts'
import { forgetOldNames } from '../drills/forget-names.ts'
import { forgetImports } from '../registers/forget-imports.ts'
import { forgetContacts } from '../prevention/public-reports/contacts.ts'
import { forgetLeaderEntries } from '../responsibility/forget-leader-entries.ts'
import { forgetTrainings } from '../training/forget-trainings.ts'
import { forgetPeople, type ForgottenPeople } from '../drills/forget-people.ts'

export interface Retained extends ForgottenPeople, CleanedUpKiosks {
  /** Trainings whose sign-ins and scores went. */
  readonly trainings: number
  /** What leaders wrote of themselves. */
  readonly leaderEntries: number
  /** Drills whose list of names went. */
  readonly drills: number
  /** Tables that were sent for an import and are no longer needed. */
  readonly imports: number
  /** How people who reported something could be reached, once it was settled. */
  readonly contacts: number
}

/**
 * Takes away what names people longer than it is for. Running it again on the same day, or on two servers at once,
 * takes and records nothing twice.
 */
export async function endRetention(app: App): Promise<Retained> {
  const drills = await forgetOldNames(app)
  // After the lists: who left is kept as long as one of them names him.
  const imports = await forgetImports(app)
  const contacts = await forgetContacts(app)
  const trainings = await forgetTrainings(app)
  const leaderEntries = await forgetLeaderEntries(app)
  const gone = { drills, imports, contacts, trainings, leaderEntries }
  return { ...gone, ...(await forgetPeople(app)), ...(await cleanUpKiosks(app)) }
}
