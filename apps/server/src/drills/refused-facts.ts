import { DrillId } from '@anlan/domain'
import { z } from 'zod'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { newId } from '../ids.ts'
import { isKeepable } from '../plain-text.ts'
import { actorOf, type Device } from './device.ts'

/** Of what makes no sense a sample is kept; the line in the audit says how many there were. */
const MOST_KEPT = 20
const MOST_LETTERS = 2_000
/** No fact has a longer id. */
const ID_LENGTH = 40

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined

/** What something that is no fact calls itself, as far as it does. */
export function idOf(value: unknown): string {
  const id = member(value, 'id')
  return typeof id === 'string' ? id.slice(0, ID_LENGTH) : ''
}

/** Keeps what a kiosk sent as facts and none can be read from, and says so in the audit. */
export function recordInvalid(
  { db, clock }: Pick<App, 'db' | 'clock'>,
  device: Device,
  sent: readonly unknown[],
): Promise<void> {
  const now = clock.now()
  return db.transaction(actorOf(device), async tx => {
    await tx
      .insertInto('refused_facts')
      .values(
        sent.slice(0, MOST_KEPT).map(each => ({
          ...{ id: newId<string>(), unit_id: device.unitId, device_id: device.id, code: 'invalid' },
          drill_id: DrillId.safeParse(member(each, 'drill')).data ?? null,
          fact_id: z.uuid().safeParse(member(each, 'id')).data ?? null,
          ...{ body: JSON.stringify(bodyOf(each)), received_at: now },
        })),
      )
      .execute()
    await recordAudit(
      tx,
      { actor: actorOf(device), now, requestId: null },
      {
        ...{
          action: 'drill.refuse-facts',
          subject: { kind: 'device', id: device.id },
          unitId: device.unitId,
        },
        after: { code: 'invalid', count: sent.length },
      },
    )
  })
}

/** The thing itself where the database can keep it, else the beginning of how it was written. */
function bodyOf(value: unknown): object {
  const text = textOf(value)
  const isWhole =
    typeof value === 'object' &&
    value !== null &&
    text !== '' &&
    text.length <= MOST_LETTERS &&
    isKeepable(value)
  return isWhole ? value : { text: text.slice(0, MOST_LETTERS).toWellFormed().replaceAll('\0', '') }
}

/** Nothing for what goes deeper than can be written: half a million brackets are soon sent. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
