import { BULLETIN_FLOW, listEvents, may, type Actor, type Day } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { countUnknownDuties } from '../responsibility/get-chain.ts'
import { countHandovers } from '../responsibility/handover.queries.ts'
import { listTrainingsOf } from '../training/my-trainings.ts'

/** What of duties, letters, handovers, trainings and papers waits for one person: each as long as the list it opens. */
export async function countWaitingForPerson(tx: Tx, actor: Actor, today: Day) {
  const [duties, letters, trainings, handovers, papers] = await Promise.all([
    countUnknownDuties(tx, actor, today),
    countLetters(tx, actor),
    listTrainingsOf(tx, actor, today),
    countHandovers(tx, actor, today),
    countPapers(tx, actor),
  ])
  return {
    ...{ duties, letters, handovers: handovers.mine },
    trainings: trainings.filter(({ standing }) => standing !== 'trained').length,
    ...papers,
  }
}

async function countLetters(tx: Tx, { accountId }: Actor): Promise<number> {
  const { count } = await tx
    .selectFrom('letters')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('signer_id', '=', accountId)
    .where('state', '=', 'issued')
    .executeTakeFirstOrThrow()
  return count
}

/** Summaries a head signs, bulletins a leader decides on, and those a school has not noted yet. */
async function countPapers(tx: Tx, actor: Actor) {
  const count = sql<number>`count(*)::int`.as('count')
  const [summaries, toApprove, toNote] = await Promise.all([
    tx
      .selectFrom('summaries')
      .select(count)
      .where('unit_id', '=', actor.unitId)
      .where('state', '=', 'awaiting-signature')
      .executeTakeFirstOrThrow(),
    tx.selectFrom('bulletins').select(count).where('state', '=', 'submitted').executeTakeFirstOrThrow(),
    tx
      .selectFrom('bulletin_receipts')
      .select(count)
      .where('unit_id', '=', actor.unitId)
      .where('read_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ])
  const decides = listEvents(BULLETIN_FLOW, 'submitted', actor.role).includes('approve')
  return {
    summaries: may(actor, 'summary.sign') ? summaries.count : 0,
    bulletinsToApprove: decides ? toApprove.count : 0,
    bulletinsToNote: may(actor, 'assignment.submit') ? toNote.count : 0,
  }
}
