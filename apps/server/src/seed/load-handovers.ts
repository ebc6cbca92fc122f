import {
  addDays,
  isSchool,
  type AccountId,
  type Day,
  type Handover,
  type HandoverId,
  type Instant,
  type Unit,
} from '@anlan/domain'
import { idFrom, Random, type Person } from '@anlan/seed'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { toHandoverRow } from '../responsibility/handovers.table.ts'
import { bulkInsert } from './bulk-insert.ts'

const SURNAMES = [...'王李张刘陈杨赵黄周吴']
const GIVEN_NAMES = ['立军', '秀兰', '国栋', '晓燕', '建华', '玉梅', '志远', '海霞']
const OBJECTS = ['安全办公室钥匙', '安全工作专用章', '上学年安全工作档案一册', '值班电话和通讯录']
const at = (day: Day, hour: number): Instant => `${day}T0${hour}:10:00.000Z`

/** Handovers of safety directors: most of them signed by both, some that wait; and one post that nobody has taken over. */
export async function loadHandovers(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const schools = units.filter(unit => isSchool(unit.kind))
  const random = new Random('handovers')
  const { rows: hazards } = await sql<{ unit_id: string; id: string; title: string; due: Day | null }>`
    select distinct on (unit_id) unit_id, id, number || ' ' || place as title, due_on as due from hazards
    where state = 'rectifying' order by unit_id, due_on`.execute(tx)
  const handovers: Handover[] = []
  for (const [index, unit] of schools.entries()) {
    // Every ninth school, and the one the tour goes through.
    if (index % 9 !== 4 && index !== 16) continue
    const [director, head] = [
      people.find(each => each.unitId === unit.id && each.role === 'safety-officer'),
      people.find(each => each.unitId === unit.id && each.role === 'principal'),
    ]
    if (!director || !head) continue
    const untilOn = addDays(today, -6 - ((index * 7) % 40))
    const isHanded = index === 16 || index % 27 === 4
    const state: Handover['state'] = isHanded ? 'handed' : index % 27 === 13 ? 'open' : 'received'
    const handedOn = state === 'open' ? null : addDays(untilOn, 2)
    const receivedOn = state === 'received' ? addDays(untilOn, 4) : null
    const fromName = `${random.pick(SURNAMES)}${random.pick(GIVEN_NAMES)}`
    const items: Handover['items'] = [
      ...hazards
        .filter(each => each.unit_id === unit.id)
        .map(({ id, title, due }) => ({
          kind: 'hazard' as const,
          reference: id,
          title,
          due,
          checked: false,
        })),
      ...(state === 'open' ? [] : OBJECTS).map(title => ({
        ...{ kind: 'object' as const, reference: title, title, due: null, checked: false },
      })),
    ].map(item => ({ ...item, checked: state === 'received' }))
    handovers.push({
      ...{
        id: idFrom<HandoverId>(`handover ${unit.id}`),
        unitId: unit.id,
        post: 'safety-director',
        state,
        items,
      },
      ...{ fromId: idFrom<AccountId>(`former director ${unit.id}`), fromName, untilOn },
      ...{ toId: director.id, toName: director.name, passedOver: [], handedOn, receivedOn, note: null },
      handedFor: index === 16 ? { accountId: head.id, name: head.name, reason: '本人已退休' } : null,
      steps: [
        { at: at(untilOn, 1), byName: head.name, event: 'make', note: null },
        { at: at(untilOn, 2), byName: head.name, event: 'successor', note: director.name },
        ...(handedOn
          ? [
              {
                at: at(handedOn, 3),
                byName: index === 16 ? head.name : fromName,
                event: 'hand-over' as const,
                note: null,
              },
            ]
          : []),
        ...(receivedOn
          ? [{ at: at(receivedOn, 2), byName: director.name, event: 'take-over' as const, note: null }]
          : []),
      ],
      revision: 2 + Number(handedOn !== null) + Number(receivedOn !== null),
    })
  }
  await bulkInsert(
    tx,
    'handovers',
    handovers.map(handover => {
      const { body, ...row } = toHandoverRow(handover)
      return { ...row, made_at: at(handover.untilOn, 1), body: JSON.parse(body) as never }
    }),
  )
  return handovers.length
}
