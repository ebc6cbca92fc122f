import { z } from 'zod'
import { DRILL_MODE_IDS } from './drill.ts'
import { ABSENCE_IDS, SEEN_HOW, type Fact } from './fact.ts'
import { MAX_SEQ, readFactId } from './fact-id.ts'

/** A key of a person, class or point: the roster's own, or one a device made for somebody on no list. */
const key = z.string().min(1).max(40)
const point = key.nullable()
const ms = z
  .number()
  .int()
  .min(0)
  .max(2 ** 48 - 1)

const Head = z.object({
  id: z.string().refine(id => readFactId(id) !== null, { error: 'not-a-fact-id' }),
  drill: z.uuid(),
  device: z.uuid(),
  seq: z.number().int().min(1).max(MAX_SEQ),
  at: ms,
  /** A clock may be wrong by years: the battery of a cheap screen is empty, and it starts in 1970. */
  offset: z
    .number()
    .int()
    .min(-(2 ** 48))
    .max(2 ** 48)
    .nullable(),
})

/** A fact as it comes from outside. Unknown fields are dropped, unknown kinds refused. */
export const FactSchema = z.discriminatedUnion('kind', [
  Head.extend({ kind: z.literal('v1.started'), mode: z.enum(DRILL_MODE_IDS) }),
  Head.extend({ kind: z.literal('v1.seen'), subject: key, point, how: z.enum(SEEN_HOW) }),
  Head.extend({ kind: z.literal('v1.missing'), subject: key }),
  Head.extend({ kind: z.literal('v1.absent'), subject: key, reason: z.enum(ABSENCE_IDS) }),
  Head.extend({ kind: z.literal('v1.counted'), group: key, point, count: z.number().int().min(0).max(9999) }),
  Head.extend({
    kind: z.literal('v1.added'),
    subject: key,
    name: z.string().trim().min(1).max(40),
    group: point,
    point,
  }),
  Head.extend({ kind: z.literal('v1.retracted'), fact: Head.shape.id }),
  Head.extend({ kind: z.literal('v1.all-clear'), note: z.string().trim().min(1).max(200).optional() }),
  Head.extend({ kind: z.literal('v1.cancelled') }),
]) satisfies z.ZodType<Fact>
