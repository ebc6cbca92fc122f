import type { Day } from '@anlan/domain'
import type { Tx } from '../../db/scope.ts'
import { countPilots } from './list-pilots.ts'
import { countMaterials } from './list-materials.ts'

/** What of pilots and their material waits for somebody, as far as the scope shows: each as long as the list it opens. */
export async function countWaitingPilots(tx: Tx, today: Day) {
  const [pilots, materials] = await Promise.all([countPilots(tx, today), countMaterials(tx)])
  return {
    ...{ applied: pilots.applied, building: pilots.building, assessed: pilots.assessed },
    ...{ late: pilots.late, recheck: pilots.recheck },
    ...{ toReview: materials.submitted, returned: materials.returned },
  }
}
