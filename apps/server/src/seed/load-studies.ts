import {
  addDays,
  isSchool,
  type AccountId,
  type Day,
  type StudyRecord,
  type StudyRecordId,
  type Unit,
} from '@anlan/domain'
import { idFrom, type Person } from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import { toMinutesRow, toStudyRow } from '../responsibility/chain.table.ts'
import { bulkInsert } from './bulk-insert.ts'

const TOPICS = [
  '安全生产重要论述专题学习',
  '学校安全专项整治工作部署会精神',
  '防溺水和交通安全工作提示',
  '消防安全和用电安全专题学习',
]
const MINUTES =
  '一、主持人领学文件，结合本单位实际讨论。\n二、会议明确：各岗位对照责任清单自查，本月内完成一次全面排查。\n三、查出的问题列入隐患台账，由责任人限期整改。'

/** What bureau and schools studied; at some somebody was absent and has not caught up, at some schools nothing was held. */
export async function loadStudies(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const byUnit = Map.groupBy(people, each => each.unitId)
  const studies: StudyRecord[] = []
  for (const [index, unit] of units.entries()) {
    if (!(isSchool(unit.kind) || unit.kind === 'bureau') || index % 6 === 5) continue
    const all = byUnit.get(unit.id) ?? []
    const chair = all.find(each => each.role === 'principal' || each.role === 'bureau-director')
    if (!chair) continue
    for (const round of index % 3 === 0 ? [0, 1] : [0]) {
      const heldOn = addDays(today, -5 - ((index * 5) % 40) - round * 30)
      const absent = index % 4 === 1 ? all.find(each => each !== chair) : undefined
      studies.push({
        ...{ id: idFrom<StudyRecordId>(`study ${unit.id} ${round}`), unitId: unit.id, heldOn },
        kind: unit.kind === 'bureau' ? 'party-group' : round === 0 ? 'school-party' : 'relay',
        ...{ topic: TOPICS[(index + round) % TOPICS.length] ?? '', minutes: MINUTES },
        ...{ documents: ['县学校安全专项行动方案', '本单位岗位安全责任清单'] },
        ...{ chairId: chair.id, chairName: chair.name, madeByName: chair.name, revision: 1 },
        attendees: all.map(({ id, name }) => ({
          ...{ accountId: id as AccountId, name, present: id !== absent?.id },
          caughtUpOn: absent?.id === id && round === 1 ? addDays(heldOn, 6) : null,
        })),
        madeAt: `${heldOn}T08:00:00.000Z`,
      })
    }
  }
  await bulkInsert(
    tx,
    'study_records',
    studies.map(study => {
      const { attendees, body, ...row } = toStudyRow(study)
      return { ...row, attendees: JSON.parse(attendees) as never, body: JSON.parse(body) as never }
    }),
  )
  await bulkInsert(tx, 'study_minutes', studies.map(toMinutesRow))
  return studies.length
}
