import { PAPER_KIND_IDS, PAPER_KINDS, type PaperKindId } from '@anlan/domain'
import { TEMPLATE_TAGS } from '@anlan/documents'
import { z } from 'zod'
import { refuse } from '../../refusal.ts'
import { permitted, router } from '../../trpc.ts'
import { replaceTemplate } from './replace-template.ts'
import { listTemplateVersions } from './template.queries.ts'
import { requiredTags, TAG_WORDS } from './template-tags.ts'

const Kind = z.enum(PAPER_KIND_IDS as [PaperKindId, ...PaperKindId[]])

/** The templates of official papers: what each kind is made by, and what may stand in one. Files go by `/api/paper-templates`. */
export const paperTemplatesRouter = router({
  list: permitted('paper-template.manage').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, async tx => {
      const versions = await listTemplateVersions(tx)
      return {
        kinds: PAPER_KIND_IDS.map(kind => ({
          ...{ kind, label: PAPER_KINDS[kind].label, required: requiredTags(kind) },
          versions: versions.filter(each => each.kind === kind),
        })),
        tags: TEMPLATE_TAGS.map(tag => ({ tag, ...TAG_WORDS[tag] })),
      }
    }),
  ),

  /** Back to the built-in page. */
  restore: permitted('paper-template.manage')
    .input(z.object({ kind: Kind, from: z.number().int().min(1) }))
    .mutation(async ({ ctx, input }) => {
      const result = await replaceTemplate(ctx, { ...input, file: null })
      // Without a file there is nothing to refuse but the version.
      if (!result.ok) throw refuse({ code: 'stale-revision', current: input.from })
      return result.value
    }),
})
