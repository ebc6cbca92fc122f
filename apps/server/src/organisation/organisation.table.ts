import { Unit, type Day, type PostId, type RoleId, type UnitKind } from '@anlan/domain'
import type { ColumnType, Generated, Selectable } from 'kysely'

export interface TownshipsTable {
  code: string
  name: string
}

export interface UnitsTable {
  id: string
  kind: UnitKind
  name: string
  short_name: string
  parent_id: string | null
  township: string | null
  school_code: string | null
  boarding: boolean
  has_bus: boolean
  has_lab: boolean
  has_canteen: boolean
  pupils: number
  open_from: Day | null
  open_until: Day | null
  ordinal: Generated<number>
  revision: Generated<number>
}

/** People who sign in. Shared with the sign-in library, which calls them users. */
export interface AccountsTable {
  id: string
  name: string
  email: string
  email_verified: boolean
  image: string | null
  username: string
  display_username: string | null
  role: RoleId
  unit_id: string
  phone: string | null
  must_change_password: boolean
  two_factor_enabled: boolean | null
  disabled_at: string | null
  disabled_reason: string | null
  revision: Generated<number>
  created_at: ColumnType<string, string | undefined, string>
  updated_at: ColumnType<string, string | undefined, string>
}

export interface AppointmentsTable {
  id: string
  account_id: string
  unit_id: string
  post: PostId
  from_on: Day
  until_on: Day | null
}

/** A class of a school and how many pupils it has. */
export interface SchoolClassesTable {
  id: string
  unit_id: string
  grade: number
  ordinal: number
  name: string
  pupils: number
  /** Where it gathers; null where nobody said. */
  point_id: Generated<string | null>
  /** Null for a class that goes on. */
  closed_on: Generated<Day | null>
  revision: Generated<number>
}

/** The unit a row holds. */
export const toUnit = (row: Omit<Selectable<UnitsTable>, 'ordinal' | 'revision'>): Unit =>
  Unit.parse({
    ...{ id: row.id, kind: row.kind, name: row.name, shortName: row.short_name },
    ...{ parentId: row.parent_id, township: row.township, schoolCode: row.school_code },
    ...{ boarding: row.boarding, hasBus: row.has_bus, hasLab: row.has_lab, hasCanteen: row.has_canteen },
    ...{ pupils: row.pupils, openFrom: row.open_from, openUntil: row.open_until },
  })
