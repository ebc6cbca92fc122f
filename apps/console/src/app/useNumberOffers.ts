import { useQuery } from '@tanstack/vue-query'
import { trpc } from './trpc.ts'

/**
 * The next document numbers of the reader's office or school, of the series of its letters of responsibility or of its other
 * papers; asked for each time, as somebody else may have taken one meanwhile.
 */
export const useNumberOffers = (of: 'letters' | 'papers' = 'papers') =>
  useQuery({
    queryKey: ['document-numbers', of],
    queryFn: () => trpc.documentNumbers.offer.query({ of }),
    staleTime: 0,
  })
