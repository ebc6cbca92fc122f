import type { PaperKindId } from '@anlan/domain'
import { useQuery } from '@tanstack/vue-query'
import { trpc } from '../../app/trpc.ts'

/** A paper as it stands, with whether the reader may number it. */
export const useShownPaper = (kind: () => PaperKindId, id: () => string) =>
  useQuery({
    queryKey: ['papers', kind, id],
    queryFn: () => trpc.documentNumbers.show.query({ kind: kind(), id: id() }),
  })
