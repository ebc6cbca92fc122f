import {
  covers,
  err,
  listUnitVerbs,
  ok,
  type AccountId,
  type Result,
  type RoleId,
  type UnitId,
  type UnitKind,
  type UnitVerb,
} from '@anlan/domain'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listHistory, type HistoryLine } from './history.queries.ts'
import { countRemains, findUnit, type KeptUnit, type OpenWork } from './unit.queries.ts'

export interface UnitDetail {
  readonly unit: KeptUnit
  readonly parent: {
    readonly id: UnitId
    readonly name: string
    readonly kind: UnitKind
    /** Lies within the reader's scope too. */
    readonly visible: boolean
  } | null
  readonly townshipName: string | null
  readonly below: { id: UnitId; name: string; kind: UnitKind; open: boolean }[]
  readonly classes: { id: string; name: string; pupils: number }[]
  readonly people: { id: AccountId; name: string; role: RoleId; disabled: boolean }[]
  readonly remains: OpenWork
  readonly verbs: UnitVerb[]
  readonly history: HistoryLine[] | null
}

/** A unit of the reader's scope with its people, classes and what is open there. */
export function getUnit({ app, actor }: Context, id: UnitId): Promise<Result<UnitDetail, Refusal>> {
  return app.db.read(actor, async (tx): Promise<Result<UnitDetail, Refusal>> => {
    const unit = covers(actor.scope, id) ? await findUnit(tx, id) : undefined
    if (!unit) return err({ code: 'not-found' })
    const [parent, township, below, classes, people, remains, history] = await Promise.all([
      unit.parentId === null ? undefined : findUnit(tx, unit.parentId),
      tx.selectFrom('townships').select('name').where('code', '=', unit.township).executeTakeFirst(),
      tx
        .selectFrom('units')
        .select(['id', 'name', 'kind', 'open_until'])
        .where('parent_id', '=', id)
        .orderBy('ordinal')
        .execute(),
      tx
        .selectFrom('school_classes')
        .select(['id', 'name', 'pupils'])
        .where('unit_id', '=', id)
        .where('closed_on', 'is', null)
        .orderBy('grade')
        .orderBy('ordinal')
        .execute(),
      tx
        .selectFrom('accounts')
        .select(['id', 'name', 'role', 'disabled_at'])
        .where('unit_id', '=', id)
        .orderBy('disabled_at', order => order.asc().nullsFirst())
        .orderBy('role')
        .execute(),
      countRemains(tx, id),
      listHistory(tx, actor, id),
    ])
    return ok({
      ...{ unit, classes, remains, history, townshipName: township?.name ?? null },
      parent: parent
        ? {
            ...{ id: parent.id, name: parent.name, kind: parent.kind },
            visible: covers(actor.scope, parent.id),
          }
        : null,
      below: below.map(each => ({
        ...{ id: each.id as UnitId, name: each.name, kind: each.kind, open: each.open_until === null },
      })),
      people: people.map(each => ({
        ...{ id: each.id as AccountId, name: each.name, role: each.role },
        disabled: each.disabled_at !== null,
      })),
      verbs: listUnitVerbs(actor, unit),
    })
  })
}
