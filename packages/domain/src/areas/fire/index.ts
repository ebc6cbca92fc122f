import { defineArea } from '../../kernel/area.ts'
import { addDays } from '../../kernel/day.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { pastSchoolDays } from '../list-rules.ts'
import { buildingList } from './building-list.ts'
import { fireChecklist } from './checklist.ts'
import { judgeThin } from './control-room-cover.ts'
import { controlRoomDutyLog } from './control-room-duty-log.ts'
import { escapeRouteList } from './escape-route-list.ts'
import { exitPatrolLog } from './exit-patrol-log.ts'
import { extinguisherLedger } from './extinguisher-ledger.ts'
import { fireFacilityLedger } from './fire-facility-ledger.ts'
import { fireInspectionLog } from './fire-inspection-log.ts'
import { offcampusInstitutionList } from './offcampus-institution-list.ts'

const { 'fire-ten-rules': TEN_RULES } = DOCUMENTS

export const fire = defineArea({
  id: 'fire',
  registers: [
    extinguisherLedger,
    fireFacilityLedger,
    buildingList,
    escapeRouteList,
    exitPatrolLog,
    fireInspectionLog,
    controlRoomDutyLog,
    offcampusInstitutionList,
  ],
  checklist: fireChecklist,
  cross: {
    'control-room-unattended': {
      label: { zh: '消防控制室值班人数不足', en: 'Too few people in the control room' },
      severity: 'general',
      remedy: {
        zh: '落实24小时双人持证值班并如实登记',
        en: 'Keep two certified people there around the clock, and enter it truthfully',
      },
      limits: {
        people: {
          label: { zh: '每班最少人数', en: 'Least people at any hour' },
          unit: 'person',
          default: 2,
          min: 1,
          max: 4,
        },
      },
      rule: { effectiveFrom: TEN_RULES.from, basis: [cite(TEN_RULES, 'excerpt')] },
      reads: ['fire-facility-ledger', 'control-room-duty-log'],
      window: 30,
      /** Today is not over yet. */
      among: (books, { from, to, today, limits }) => {
        const rooms = books['fire-facility-ledger'].filter(({ entry }) => entry.kind === 'control-room')
        const until = to < today ? to : addDays(today, -1)
        if (rooms.length === 0 || from > until) return []
        return judgeThin(books['control-room-duty-log'], from, until, limits.people)
      },
    },
    'route-not-patrolled': {
      label: { zh: '生命通道近期无人巡查', en: 'Nobody has patrolled an escape route lately' },
      severity: 'notice',
      remedy: { zh: '按台账逐处巡查并登记', en: 'Patrol every place on the list and enter it' },
      limits: {
        days: {
          label: { zh: '巡查间隔（上课日）', en: 'School days within which it is patrolled' },
          unit: 'day',
          default: 5,
          min: 1,
          max: 20,
        },
      },
      rule: BY_PRACTICE,
      reads: ['escape-route-list', 'exit-patrol-log'],
      window: 60,
      /** Counted in school days, for nobody patrols an empty school. */
      among: (books, at) => {
        const first = pastSchoolDays(at).at(-at.limits.days)
        if (first === undefined) return []
        const patrols = books['exit-patrol-log'].filter(({ entry }) => entry.on >= first)
        const seen = new Set(patrols.map(({ entry }) => entry.place))
        return books['escape-route-list']
          .filter(({ entry }) => !seen.has(entry.name))
          .map(({ id, entry: { name } }) => ({
            on: at.today,
            records: [id],
            detail: { zh: name, en: name },
          }))
      },
    },
  },
})
