import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { remindOfHazardLoop } from './hazard-loop-reminders.ts'
import { remindOfHazards } from './hazard-reminders.ts'
import { reportLateHazards } from './late-hazards.ts'
import { remindOfRegisters } from './register-reminders.ts'
import { remindOfCadence } from '../mechanisms/cadence-reminders.ts'
import { remindOfPilots } from '../prevention/pilot/pilot-reminders.ts'
import { remindOfReplies } from '../supervision/reply-reminders.ts'
import { remindOfLetters } from '../supervision/referral/letter-reminders.ts'
import { remindOfUnsigned } from '../responsibility/unsigned-letters.ts'
import { remindOfSummaries } from '../summaries/summary-reminders.ts'
import { remindOfTrainings } from '../training/training-reminders.ts'
import { remindOfReports } from './report-reminders.ts'
import { remindOfRisks } from './risk-reminders.ts'
import { reportWhatIsLate } from './late-reports.ts'
import { remindOfTasks } from './task-reminders.ts'
import { remindOfWaitingRuns } from './waiting-runs.ts'

/**
 * Lays the day's reminders into people's in-trays: heads and safety officers for their unit's tasks, leads for
 * their hazards, heads and safety officers for what their registers say, heads for inspections that wait for them alone, officers for
 * answers of departments, whoever has not signed a letter of responsibility, schools for summaries that are not in, schools for the target days of their pilots, the safety section for pilots to be looked at again, for
 * consultations and bulletins whose cycle runs out and for what a week of reminding has not moved. Deadlines that had passed before a campaign was dispatched, or a hazard registered, never
 * count as overdue.
 * Running it again on the same day, or on two servers at once, sends nothing twice.
 * @returns how many notices were new
 */
export function sendReminders(app: App): Promise<number> {
  const today = app.clock.today()
  return app.db.transaction(SYSTEM, async tx => {
    const notices = await Promise.all([
      remindOfTasks(tx, today),
      remindOfHazards(tx, today),
      remindOfHazardLoop(tx, today, app.clock.now()),
      reportLateHazards(tx, today),
      remindOfRegisters(tx, today),
      remindOfWaitingRuns(tx, today),
      remindOfReplies(tx, today),
      remindOfLetters(tx, today),
      remindOfRisks(tx, today),
      remindOfPilots(tx, today),
      remindOfReports(tx, today),
      remindOfTrainings(tx, today),
      remindOfSummaries(tx, today),
      remindOfUnsigned(tx, today),
      remindOfCadence(tx, today),
      reportWhatIsLate(tx, today),
    ])
    const sent = await sendNotices(tx, notices.flat())
    if (sent > 0) {
      const occasion = { actor: SYSTEM, now: app.clock.now(), requestId: null }
      await recordAudit(tx, occasion, {
        ...{ action: 'reminder.send', unitId: null },
        subject: { kind: 'day', id: today },
        after: { sent },
      })
    }
    return sent
  })
}
