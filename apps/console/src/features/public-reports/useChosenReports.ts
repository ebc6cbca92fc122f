import { PUBLIC_REPORT_FLOW, type RoleId } from '@anlan/domain'
import { computed } from 'vue'
import { useSession } from '../../app/session.ts'
import { useChosen } from '../../app/useChosen.ts'
import type { PublicReportRow } from './usePublicReports.ts'

/** The reports of a page that are chosen to be settled together; another page begins with none. */
export function useChosenReports(rows: () => readonly PublicReportRow[]) {
  const { me } = useSession()
  const bearers: readonly RoleId[] = PUBLIC_REPORT_FLOW.waiting.dismiss.by
  const mayDismiss = computed(() => bearers.includes(me.value.account.role))
  const isChoosable = (report: PublicReportRow): boolean => mayDismiss.value && report.state === 'waiting'
  const choosable = computed(() => rows().filter(isChoosable))
  const listed = (): string[] => choosable.value.map(({ id }) => id)
  const ids = useChosen(listed)
  const chosen = computed(() => choosable.value.filter(({ id }) => ids.value.includes(id)))
  const choose = (id: string, isChosen: boolean): void => {
    ids.value = isChosen ? [...ids.value, id] : ids.value.filter(each => each !== id)
  }
  const chooseAll = (all: boolean): void => {
    ids.value = all ? listed() : []
  }
  return { ids, isChoosable, choosable, chosen, choose, chooseAll }
}
