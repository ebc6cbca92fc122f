import type { z } from 'zod'
import type { Permission } from '../organisation/may.ts'
import type { Binds, UnitProfile } from '../organisation/unit.ts'
import type { Day } from './day.ts'
import type { FieldSpec } from './form.ts'
import type { EntryId } from './ids.ts'
import type { Label } from './label.ts'
import type { RegisterIndicator, RegisterIndicatorSpec } from './measure.ts'
import { err, ok, type Result } from './result.ts'
import type { Editions, Limit, Limits, Severity } from './rule.ts'

/** A ledger holds things as they are now (灭火器、校车); a log holds what happened on a day (陪餐、巡查). */
export const REGISTER_KINDS = {
  ledger: { zh: '台账', en: 'Ledger' },
  log: { zh: '记录', en: 'Log' },
} as const satisfies Record<string, Label>
export type RegisterKind = keyof typeof REGISTER_KINDS

/** A line of a register with what the store knows of it. */
export interface Recorded<Entry = unknown> {
  readonly id: EntryId
  readonly recordedOn: Day
  readonly entry: Entry
}

type Numbers<L> = { readonly [Name in keyof L]-?: number }

/** What a rule may look at besides the entries. No clock: `today` is the day that is judged. */
export interface At<L = Limits> {
  readonly today: Day
  readonly unit: UnitProfile
  /** The rule's numbers as they hold on that day, the county's own before the defaults. */
  readonly limits: Numbers<L>
  /** From the county's calendar of terms and holidays. */
  readonly isSchoolDay: (day: Day) => boolean
}

/** The days a list rule is asked about: in force, inside its window, and not before the unit opened. */
export interface ListAt<L = Limits> extends At<L> {
  readonly from: Day
  readonly to: Day
}

/** That something is so, and since when. */
export interface Since {
  readonly since: Day
  readonly detail?: Label
}

/** One thing a list rule found: which day it judges, what decided it, since when it stands (else: that day). */
export interface Verdict {
  readonly on: Day
  readonly records: readonly EntryId[]
  readonly since?: Day
  readonly detail?: Label
}

/** What every finding says of itself; the rule that raises it stands beside it. */
interface FindingSpec<L> {
  readonly label: Label
  readonly severity: Severity
  /** How to put it right. */
  readonly remedy: Label
  readonly limits?: { readonly [Name in keyof L]: Limit }
  readonly rule: Editions<keyof NoInfer<L> & string>
}

/**
 * A finding about one entry. Either a clock, `due`: the last day on which all is well, null when the clock
 * does not run; or a condition, `when`. In a log the day that happened is judged, in a ledger today.
 */
type EntryFindingSpec<Entry, L> = FindingSpec<L> & {
  /** Fields to mark in the form. */
  readonly fields: readonly (keyof Entry & string)[]
} & (
    | {
        readonly due: (entry: Entry, at: Pick<At<L>, 'limits' | 'unit'>) => Day | null
        readonly when?: undefined
      }
    | { readonly when: (entry: Entry, at: At<L>) => boolean | Since; readonly due?: undefined }
  )

/** A finding about many entries together: how often, how complete, in balance, without duplicates. */
type ListFindingSpec<Entry, L> = FindingSpec<L> & {
  /** Days before today that it needs to see, or all entries ever written. */
  readonly window: number | 'all'
  readonly among: (entries: readonly Recorded<Entry>[], at: ListAt<L>) => readonly Verdict[]
}

/** A finding about entries of several registers of an area. */
export type CrossFindingSpec<Books, L> = FindingSpec<L> & {
  readonly reads: readonly (keyof Books & string)[]
  readonly window: number | 'all'
  readonly among: (books: Books, at: ListAt<L>) => readonly Verdict[]
}

interface DeclaredFinding {
  readonly label: Label
  readonly severity: Severity
  readonly remedy: Label
  readonly limits: Limits
  readonly rule: Editions
}
/** Findings with the entry's type forgotten: what the evaluator, the server and the documentation walk. */
export interface EntryFinding extends DeclaredFinding {
  readonly fields: readonly string[]
  readonly due?: (entry: unknown, at: Pick<At, 'limits' | 'unit'>) => Day | null
  readonly when?: (entry: unknown, at: At) => boolean | Since
}
export interface ListFinding extends DeclaredFinding {
  readonly window: number | 'all'
  readonly among: (entries: readonly Recorded[], at: ListAt) => readonly Verdict[]
}
export interface CrossFinding extends DeclaredFinding {
  readonly reads: readonly string[]
  readonly window: number | 'all'
  readonly among: (books: Readonly<Record<string, readonly Recorded[]>>, at: ListAt) => readonly Verdict[]
}

type RegisterSpec<Id extends string, Shape extends z.ZodRawShape, Found, Listed> = {
  readonly id: Id
  /** Raised when the shape of an entry changes; the upgrade from each earlier version stands in `upgrades`. */
  readonly version: number
  readonly label: Label
  /** One sentence: what it is for and when one writes in it. */
  readonly purpose: Label
  /** Which units keep it. */
  readonly keptBy: Binds
  /** What it means that nothing is written: nobody knows yet, or there is simply nothing to write. */
  readonly whenEmpty: 'unknown' | 'nothing-to-report'
  readonly permissions: { readonly read: Permission; readonly record: Permission }
  /** Whoever opens an entry goes on the record, and no kiosk shows one: for what only those may see who have to. */
  readonly readsAreLogged?: boolean
  readonly entry: z.ZodObject<Shape>
  readonly fields: { readonly [Name in keyof Shape]: FieldSpec<Shape[Name]> }
  /** Columns of a list and lines of a card; the first is the entry's title. */
  readonly summary: readonly [keyof Shape & string, ...(keyof Shape & string)[]]
  /** Fields that tell one entry from another, so that the same file imported twice adds nothing. */
  readonly identity: readonly [keyof Shape & string, ...(keyof Shape & string)[]]
  readonly findings: { readonly [Code in keyof Found]: EntryFindingSpec<EntryFrom<Shape>, Found[Code]> }
  readonly lists?: { readonly [Code in keyof Listed]: ListFindingSpec<EntryFrom<Shape>, Listed[Code]> }
  /** Rates counted from its lines, by name. */
  readonly indicators?: Readonly<
    Record<
      string,
      RegisterIndicatorSpec<EntryFrom<Shape>, (keyof NoInfer<Found> | keyof NoInfer<Listed>) & string>
    >
  >
  /** Turns a body of the version named into one of the next. */
  readonly upgrades?: Readonly<
    Record<number, (body: Readonly<Record<string, unknown>>) => Record<string, unknown>>
  >
} & (
  | { readonly kind: 'ledger'; readonly happenedOn?: undefined }
  /** A log names the field with the day on which it happened. */
  | { readonly kind: 'log'; readonly happenedOn: DayFieldOf<Shape> }
)

type EntryFrom<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>
type DayFieldOf<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape & string]: z.output<Shape[Name]> extends Day ? Name : never
}[keyof Shape & string]

/** A register as declared, its findings walkable. */
export interface Register<
  Id extends string = string,
  Shape extends z.ZodRawShape = z.ZodRawShape,
  Code extends string = string,
  ListCode extends string = string,
> {
  readonly id: Id
  readonly version: number
  readonly kind: RegisterKind
  readonly label: Label
  readonly purpose: Label
  readonly keptBy: Binds
  readonly whenEmpty: 'unknown' | 'nothing-to-report'
  readonly permissions: { readonly read: Permission; readonly record: Permission }
  readonly readsAreLogged: boolean
  readonly entry: z.ZodObject<Shape>
  readonly fields: Readonly<Record<keyof Shape & string, FieldSpec<z.ZodEnum | z.ZodString>>>
  readonly summary: readonly string[]
  readonly identity: readonly string[]
  readonly happenedOn: string | null
  readonly findings: Readonly<Record<Code, EntryFinding>>
  readonly lists: Readonly<Record<ListCode, ListFinding>>
  readonly indicators: Readonly<Record<string, RegisterIndicator>>
  readonly upgrades: Readonly<
    Record<number, (body: Readonly<Record<string, unknown>>) => Record<string, unknown>>
  >
}

/** The type of a register's entry. */
export type EntryOf<R extends { entry: z.ZodType }> = z.output<R['entry']>
/** The codes of a register's findings. */
export type FindingCodeOf<R> =
  R extends Pick<Register<string, z.ZodRawShape, infer Code, infer ListCode>, 'findings' | 'lists'>
    ? Code | ListCode
    : never

/** Declares a register. Everything else about it follows from this one value. */
export function defineRegister<
  const Id extends string,
  Shape extends z.ZodRawShape,
  Found,
  Listed = Record<never, never>,
>(
  spec: RegisterSpec<Id, Shape, Found, Listed>,
): Register<Id, Shape, keyof Found & string, keyof Listed & string> {
  return {
    ...spec,
    fields: spec.fields as unknown as Register<Id, Shape>['fields'],
    readsAreLogged: spec.readsAreLogged ?? false,
    happenedOn: spec.happenedOn ?? null,
    findings: forgetEntry<keyof Found & string, EntryFinding>(spec.findings),
    lists: forgetEntry<keyof Listed & string, ListFinding>(spec.lists ?? {}),
    // Sound for the reason `forgetEntry` gives: only lines the register's own schema has parsed are counted.
    indicators: (spec.indicators ?? {}) as unknown as Register['indicators'],
    upgrades: spec.upgrades ?? {},
  }
}

/**
 * Forgets the entry's type, so that registers of any shape can stand in one list. Sound because the
 * evaluator hands a finding nothing but entries its own register's schema has parsed.
 */
export function forgetEntry<Code extends string, Found extends DeclaredFinding>(
  findings: object,
): Readonly<Record<Code, Found>> {
  const rows = Object.entries(findings as Record<Code, Found>) as [Code, Found][]
  return Object.fromEntries(
    rows.map(([code, row]) => [code, { ...row, limits: row.limits ?? {} }]),
  ) as Record<Code, Found>
}

export type EntryRefusal =
  | { readonly code: 'unknown-version'; readonly version: number; readonly newest: number }
  | { readonly code: 'invalid-entry'; readonly issues: readonly z.core.$ZodIssue[] }

/** Why a kept entry cannot be read: a newer version of the product wrote it, or its body does not fit its own version. */
export const UNREAD = {
  newer: { zh: '由更新版本写入，请升级后查看', en: 'Written by a newer version: upgrade to see it' },
  unfit: {
    zh: '内容与本版本的格式不符，无法显示',
    en: 'Does not fit this version’s form and cannot be shown',
  },
} as const satisfies Record<string, Label>
export type Unread = keyof typeof UNREAD

/** Reads a stored or imported body of any version, brought up to today's shape, or says what is wrong with it. */
export function readEntry<R extends Register>(
  register: R,
  body: unknown,
  version: number = register.version,
): Result<EntryOf<R>, EntryRefusal> {
  if (!Number.isInteger(version) || version < 1 || version > register.version)
    return err({ code: 'unknown-version', version, newest: register.version })
  let current = body
  for (let step = version; step < register.version; step += 1) {
    const upgrade = register.upgrades[step]
    if (!upgrade) return err({ code: 'unknown-version', version, newest: register.version })
    if (typeof current !== 'object' || current === null) break
    const upgraded = tryUpgrade(upgrade, current as Record<string, unknown>)
    if (upgraded === null) return err({ code: 'invalid-entry', issues: [] })
    current = upgraded
  }
  const parsed = register.entry.safeParse(current)
  return parsed.success
    ? ok(parsed.data as EntryOf<R>)
    : err({ code: 'invalid-entry', issues: parsed.error.issues })
}

/** An upgrade is written for the bodies people meant to write; one that it chokes on is unfit, and no fault of the reader. */
function tryUpgrade(
  upgrade: Register['upgrades'][number],
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  try {
    return upgrade(body)
  } catch {
    return null
  }
}
