import type { PublicReportCommand } from '@anlan/domain'
import { useMutation } from '@tanstack/vue-query'
import { trpc } from '../../app/trpc.ts'
import { forgetReports, type PublicReportRow } from './usePublicReports.ts'

/** Settles a report, and shows it everywhere as settled. */
export const useSettle = (report: PublicReportRow, close: () => void) =>
  useMutation({
    mutationFn: (command: PublicReportCommand) =>
      trpc.publicReports.settle.mutate({ id: report.id, command }),
    onSuccess: async () => {
      await forgetReports()
      close()
    },
  })
