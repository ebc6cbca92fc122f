import {
  Day,
  FileId,
  humanText,
  LetterCommand,
  LetterId,
  LetterLevel,
  LetterSigner,
  LetterTemplateContent,
  LetterTemplateId,
  OfficeMark,
  PostId,
  UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { advanceLetter } from './advance-letter.ts'
import { getLetter } from './get-letter.ts'
import { issueBatch, previewBatch } from './issue-batch.ts'
import { listTemplates, saveTemplate } from './letter-templates.ts'
import { boardOfLetters, LetterFilter, listLastYear, listLetters } from './list-letters.ts'

const AskedBatch = z
  .object({
    level: LetterLevel,
    templateId: LetterTemplateId.nullable(),
    posts: z.array(PostId).max(30),
    unitIds: z.array(UnitId).max(2000).nullable(),
    names: z.array(humanText(1, 60)).max(500),
    ...{ from: Day, to: Day, officeMark: OfficeMark.nullable().default(null) },
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'ends-before-it-begins' })

export const lettersRouter = router({
  list: permitted('letter.read')
    .input(Paging.extend({ filter: LetterFilter.default({}) }))
    .query(({ ctx: { app, actor }, input }) =>
      app.db.read(actor, tx => listLetters(tx, input.filter, input, actor)),
    ),

  board: permitted('letter.read').query(({ ctx: { app, actor } }) =>
    app.db.read(actor, tx => boardOfLetters(tx, actor, app.clock.today())),
  ),

  get: permitted('letter.read')
    .input(z.object({ id: LetterId }))
    .query(async ({ ctx: { app, actor }, input }) => {
      const found = await app.db.read(actor, tx => getLetter(tx, input.id, actor))
      if (!found) throw refuse({ code: 'not-found' })
      return found
    }),

  advance: permitted('letter.sign')
    .input(
      z
        .object({
          ...{ id: LetterId, revision: z.number().int(), command: LetterCommand },
          files: z.array(FileId).max(20).default([]),
        })
        .refine(({ command, files }) => command.event === 'sign-on-paper' || files.length === 0, {
          path: ['files'],
          error: 'files-come-with-a-signed-paper',
        }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceLetter(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  templates: permitted('letter.issue').query(({ ctx: { app, actor } }) => app.db.read(actor, listTemplates)),

  saveTemplate: permitted('letter.issue')
    .input(
      z.object({
        of: z.object({ id: LetterTemplateId, version: z.number().int() }).nullable(),
        content: LetterTemplateContent,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await saveTemplate(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** What a renewal asks for: the posts, schools and names of the letters that ended before a day. */
  lastYear: permitted('letter.issue')
    .input(z.object({ level: LetterLevel, before: Day }))
    .query(({ ctx: { app, actor }, input }) =>
      app.db.read(actor, tx => listLastYear(tx, input.level, input.before)),
    ),

  preview: permitted('letter.issue')
    .input(AskedBatch)
    .query(async ({ ctx, input }) => {
      const result = await previewBatch(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  issue: permitted('letter.issue')
    .input(z.object({ asked: AskedBatch, expected: z.array(LetterSigner).max(5000) }))
    .mutation(async ({ ctx, input }) => {
      const result = await issueBatch(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
