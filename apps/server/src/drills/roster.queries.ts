import type { Attendance, Day, Roster, RosterGroup, UnitId } from '@anlan/domain'
import { createHash } from 'node:crypto'
import type { Tx } from '../db/scope.ts'

/** The staff's group in every roster, and the visitors'. */
export const STAFF = 'staff'
export const VISITORS = 'visitors'

/**
 * Who is to be looked for at a school on a day: every class with its pupils' names where they are entered and with
 * their number where they are not, the staff who have a badge, and an empty list of visitors.
 */
export async function readRoster(tx: Tx, unitId: UnitId, drill: string, day: Day): Promise<Roster> {
  const [points, classes, pupils, away, staff] = await Promise.all([
    tx
      .selectFrom('assembly_points')
      .select(['id', 'name'])
      .where('unit_id', '=', unitId)
      .where('retired', '=', false)
      .orderBy('ordinal')
      .orderBy('name')
      .execute(),
    tx
      .selectFrom('school_classes')
      .select(['id', 'name', 'pupils', 'point_id'])
      .where('unit_id', '=', unitId)
      .where('closed_on', 'is', null)
      .orderBy('grade')
      .orderBy('ordinal')
      .orderBy('name')
      .execute(),
    tx
      .selectFrom('pupils')
      .select(['id', 'class_id', 'name', 'badge_key'])
      .where('unit_id', '=', unitId)
      .where('left_on', 'is', null)
      .orderBy('badge_key')
      .execute(),
    tx
      .selectFrom('attendance')
      .select(['pupil_id', 'kind'])
      .where('unit_id', '=', unitId)
      .where('on_day', '=', day)
      .execute(),
    tx
      .selectFrom('staff_badges')
      .innerJoin('accounts', 'accounts.id', 'staff_badges.account_id')
      .select(['accounts.name', 'staff_badges.badge_key'])
      .where('staff_badges.unit_id', '=', unitId)
      .where('accounts.disabled_at', 'is', null)
      .orderBy('staff_badges.badge_key')
      .execute(),
  ])
  const kept = new Set(points.map(({ id }) => id))
  const attendance = new Map<string, Attendance>(away.map(({ pupil_id, kind }) => [pupil_id, kind]))
  const pupilsOf = Map.groupBy(pupils, ({ class_id }) => class_id)
  const groups: RosterGroup[] = classes.map(each => {
    const people = (pupilsOf.get(each.id) ?? []).map(({ id, name, badge_key }) => ({
      key: badge_key,
      name,
      attendance: attendance.get(id) ?? 'present',
    }))
    return {
      ...{ id: each.id, kind: 'class', name: each.name, people },
      point: each.point_id !== null && kept.has(each.point_id) ? each.point_id : null,
      // A class whose names nobody entered is counted by heads alone.
      unnamed: people.length === 0 ? each.pupils : 0,
    }
  })
  const named = staff.map(({ name, badge_key }) => ({ key: badge_key, name, attendance: 'present' as const }))
  groups.push(
    { id: STAFF, kind: 'staff', name: '教职工', point: null, unnamed: 0, people: named },
    { id: VISITORS, kind: 'visitors', name: '访客', point: null, unnamed: 0, people: [] },
  )
  return { drill, unitId, points, groups }
}

/** Names a roster whatever drill it is for, so that a kiosk can say from which one it started without the server. */
export const markOf = ({ points, groups }: Roster): string =>
  createHash('sha256').update(JSON.stringify({ points, groups })).digest('hex').slice(0, 32)
