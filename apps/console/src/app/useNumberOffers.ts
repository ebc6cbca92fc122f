import { useQuery } from '@tanstack/vue-query'
import { trpc } from './trpc.ts'

/** The next document numbers of the reader's office or school; asked for each time, as somebody else may have taken one meanwhile. */
export const useNumberOffers = () =>
  useQuery({
    queryKey: ['document-numbers'],
    queryFn: () => trpc.documentNumbers.offer.query(),
    staleTime: 0,
  })
