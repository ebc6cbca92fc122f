import { PUBLIC_REPORT_FLOW, type PublicReportId, type RoleId } from '@anlan/domain'
import { computed, ref, watch } from 'vue'
import { useSession } from '../../app/session.ts'
import type { PublicReportRow } from './usePublicReports.ts'

/** The reports of a page that are chosen to be settled together; another page begins with none. */
export function useChosenReports(rows: () => readonly PublicReportRow[]) {
  const { me } = useSession()
  const ids = ref(new Set<PublicReportId>())
  const bearers: readonly RoleId[] = PUBLIC_REPORT_FLOW.waiting.dismiss.by
  const mayDismiss = computed(() => bearers.includes(me.value.account.role))
  const isChoosable = (report: PublicReportRow): boolean => mayDismiss.value && report.state === 'waiting'
  const choosable = computed(() => rows().filter(isChoosable))
  const chosen = computed(() => choosable.value.filter(({ id }) => ids.value.has(id)))
  // What left the list, because somebody settled it or the page was turned, is not settled unseen.
  watch(rows, shown => (ids.value = new Set(shown.map(({ id }) => id).filter(id => ids.value.has(id)))))
  const choose = (id: PublicReportId, isChosen: boolean): void => {
    if (isChosen) ids.value.add(id)
    else ids.value.delete(id)
  }
  const chooseAll = (all: boolean): void => {
    ids.value = new Set(all ? choosable.value.map(({ id }) => id) : [])
  }
  return { ids, isChoosable, choosable, chosen, choose, chooseAll }
}
