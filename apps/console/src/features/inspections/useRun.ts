import { InspectionRunId } from '@anlan/domain'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { signedOutUnderway, useSession } from '../../app/session.ts'
import { connection } from '../../app/trpc.ts'
import { answersHeld, standOf, versionOf } from './judge-held.ts'
import { openKeeper } from './run-keeper.ts'

/** A run on a page: what is filled in, how it stands by the rules, and how much of it is with the server. */
export function useRun(id: string) {
  const { me } = useSession()
  const keeper = openKeeper(InspectionRunId.parse(id), me.value.account.id)
  const isPending = ref(true)
  const error = shallowRef<unknown>(null)
  async function load(): Promise<void> {
    isPending.value = keeper.detail.value === null
    error.value = null
    try {
      await keeper.open()
    } catch (caught) {
      error.value = caught
    } finally {
      isPending.value = false
    }
  }
  void load()
  // The line is back, or whoever was signed out is in again.
  watch([() => connection.away, signedOutUnderway], ([away, out]) => {
    if (!away && !out) keeper.again()
  })
  onScopeDispose(keeper.close)

  const version = computed(() => keeper.detail.value && versionOf(keeper.detail.value.run))
  const answers = computed(() => {
    const [detail, by] = [keeper.detail.value, version.value]
    if (!detail || !by) return []
    return detail.run.state === 'open' && detail.mayRecord
      ? answersHeld(by, detail, keeper.held.values(), photo => !keeper.isRefused(photo))
      : detail.answers.map(({ answer }) => answer)
  })
  const stands = computed(() => {
    const [detail, by] = [keeper.detail.value, version.value]
    return detail && by ? standOf(by, detail, answers.value) : null
  })
  return { keeper, isPending, error, load, version, answers, stands }
}
