import { err, ok } from '@anlan/domain'
import { systemClock } from '../clock.ts'
import { SYSTEM } from '../db/scope.ts'
import { approvePairing } from '../drills/pairing.ts'
import type { Command } from './command.ts'
import { findUnitNamed } from './find-unit-named.ts'
import { readOptions } from './read-options.ts'
import { withDatabase } from './with-database.ts'

const REFUSALS = {
  code: {
    zh: '没有这个配对码，或已过期。请在签到屏上重新获取。',
    en: 'No such pairing code, or it has expired. Get a new one on the kiosk.',
  },
  name: { zh: '名称须为 1 至 30 个字。', en: 'A name has 1 to 30 characters.' },
  unit: {
    zh: '没有这个单位，或有多个单位重名。请用单位全称、学校标识码或编号。',
    en: 'No such unit, or several of that name. Give its full name, school code or id.',
  },
} as const

/**
 * `kiosk pair --code C --unit U --name N`: takes the kiosk that shows the code for a school, for whoever sets up many of
 * them. In the record the system stands as who did it.
 */
export const command: Command = {
  async run(args, terminal) {
    const options = readOptions(args, ['code', 'unit', 'name'])
    if (!options) return null
    const name = options.name.trim()
    if (name === '' || [...name].length > 30) return err(REFUSALS.name)
    const occasion = { actor: SYSTEM, now: systemClock.now(), requestId: null }
    const paired = await withDatabase(terminal, async ({ db }) => {
      const unit = await db.read(SYSTEM, tx => findUnitNamed(tx, options.unit))
      if (!unit) return err(REFUSALS.unit)
      const result = await approvePairing(db, occasion, { code: options.code, unitId: unit.id, name })
      return result.ok ? ok({ id: result.value.id, unit: unit.name }) : err(REFUSALS.code)
    })
    if (!paired.ok) return paired
    const { unit } = paired.value
    return ok({
      json: { ...paired.value, name },
      text: `签到屏“${name}”已与${unit}配对。\nThe kiosk “${name}” is paired with ${unit}.`,
    })
  },
}
