import { ok } from '@anlan/domain'
import { parsePlan, planToJson } from '@anlan/plan-reader'
import type { Command } from './command.ts'
import { readPlan } from './read-plan.ts'

/** `plan parse FILE`: what the reader finds in a plan document. Needs no database. */
export const command: Command = {
  async run([name, ...rest], terminal) {
    if (name === undefined || rest.length > 0) return null
    const read = await readPlan(name, terminal)
    if (!read.ok) return read
    const json = planToJson(parsePlan(read.value.text))
    // The reading is JSON for people too: whoever asks for it wants to see every field.
    return ok({ json, text: JSON.stringify(json, null, 2) })
  },
}
