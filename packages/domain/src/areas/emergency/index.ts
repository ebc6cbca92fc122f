import { defineArea } from '../../kernel/area.ts'
import { emergencyChecklist } from './checklist.ts'
import { dutyRoster } from './duty-roster.ts'
import { emergencyPlanList } from './emergency-plan-list.ts'

export const emergency = defineArea({
  id: 'emergency',
  registers: [emergencyPlanList, dutyRoster],
  checklist: emergencyChecklist,
})
