import { z } from 'zod'
import { readEntry } from '../kernel/register.ts'
import { findRegister } from './index.ts'

/**
 * A line for any register, as it arrives: the register is looked up and its own schema parses the body, so
 * that a wrong body is refused at the door, each fault at its field. A body of an earlier version is brought
 * up to date; one of a version this server does not know is refused.
 */
export const NewEntry = z
  .object({ register: z.string(), version: z.number().int().min(1).optional(), body: z.unknown() })
  .transform((sent, context) => {
    const register = findRegister(sent.register)
    if (!register) {
      context.addIssue({ code: 'custom', path: ['register'], message: 'unknown-register' })
      return z.NEVER
    }
    const read = readEntry(register, sent.body, sent.version)
    if (read.ok) return { register: register.key, version: register.version, entry: read.value }
    if (read.error.code === 'unknown-version')
      context.addIssue({ code: 'custom', path: ['version'], message: 'unknown-version' })
    else
      for (const issue of read.error.issues)
        context.addIssue({ ...issue, path: ['body', ...issue.path] } as Parameters<
          typeof context.addIssue
        >[0])
    return z.NEVER
  })
export type NewEntry = z.output<typeof NewEntry>
