import {
  AREA_LABELS,
  basisText,
  findRegister,
  listRuleStandings,
  RETENTION_LIMITS,
  retentionDays,
  SURENESS,
  type AreaId,
  type Day,
  type RetentionLimit,
  type RuleLimitStanding,
} from '@anlan/domain'
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useWords } from '../../app/i18n.ts'
import { queryClient } from '../../app/query-client.ts'
import { useSession } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'
import type { LimitPicture, LimitRow, LimitVerbs } from './limit-row.ts'

const KEY = ['rule-limits']

/** The numbers of one register, or of the rules between an area's registers, under a heading. */
interface LimitGroup {
  readonly key: string
  readonly title: string
  readonly rows: readonly LimitRow[]
}
export interface AreaLimits {
  /** Empty for the numbers of all areas. */
  readonly area: AreaId | ''
  readonly title: string
  readonly groups: readonly LimitGroup[]
  readonly count: number
  readonly unconfirmed: number
}

/** Every number of the registers' rules as it stands today; none until the county's own are known. */
export function useRuleStandings() {
  const query = useCountyLimits()
  const standings = computed(() =>
    query.data.value ? listRuleStandings(query.data.value.limits.value, query.data.value.today as Day) : [],
  )
  return { query, standings }
}

const useCountyLimits = () => useQuery({ queryKey: KEY, queryFn: () => trpc.ruleLimits.get.query() })

/** For how many days something is kept, as the county has set it; the default until that is known. */
export function useRetention(limit: RetentionLimit) {
  const { data } = useCountyLimits()
  return computed(() =>
    data.value
      ? retentionDays(limit, data.value.limits.value, data.value.today as Day)
      : RETENTION_LIMITS[limit].default,
  )
}

/** The numbers of the registers' rules by area and register, and what the reader may do with them. */
export function useLimits() {
  const { t, label, list, bracket } = useWords()
  const { may } = useSession()
  const { query, standings } = useRuleStandings()

  const toRow = ({ rule, limit, edition, ...standing }: RuleLimitStanding): LimitRow => ({
    ...standing,
    ...{ key: `${rule.code}/${limit}`, name: label(standing.spec.label), of: label(rule.label) },
    isTried: rule.judges,
    source: list(edition.basis.map(each => label(basisText(each)) + bracket(label(SURENESS[each.sure])))),
  })
  const titleOf = ({ area, register }: RuleLimitStanding['rule']): string =>
    register !== null
      ? label(findRegister(register)?.label)
      : t(area === null ? 'limits.common' : 'limits.between')
  const areas = computed<AreaLimits[]>(() =>
    [...Map.groupBy(standings.value, ({ rule }) => rule.area ?? '').entries()].map(([area, all]) => ({
      ...{ area, title: area === '' ? t('limits.common') : label(AREA_LABELS[area]) },
      groups: [...Map.groupBy(all, ({ rule }) => rule.register ?? '').entries()].flatMap(([key, rows]) =>
        rows[0] ? [{ key, title: titleOf(rows[0].rule), rows: rows.map(toRow) }] : [],
      ),
      ...{ count: all.length, unconfirmed: all.filter(each => each.isUnconfirmed).length },
    })),
  )

  const byKey = computed(
    () => new Map(standings.value.map(each => [`${each.rule.code}/${each.limit}`, each])),
  )
  const nameOf = ({ key }: LimitRow) => {
    const found = byKey.value.get(key)
    if (!found) throw new Error(`no such number: ${key}`)
    return { rule: found.rule.code, limit: found.limit }
  }
  const pictureOf = (row: LimitRow, value: number): Promise<LimitPicture> =>
    trpc.ruleLimits.preview.query({ ...nameOf(row), value }).then(seen => ({
      caption: t('limits.previewOf'),
      rows: [
        { name: t('limits.schools'), now: seen.judged, then: seen.judged },
        { name: t('limits.failed'), now: seen.before, then: seen.after },
        { name: t('limits.changed'), now: 0, then: seen.changed },
      ],
      notes: [
        ...(seen.judged < seen.schools
          ? [t('limits.previewPart', { schools: seen.schools, judged: seen.judged })]
          : []),
        t('limits.previewNote'),
      ],
    }))
  const verbs = computed<LimitVerbs | null>(() => {
    if (!query.data.value || !may('rule-limits.manage')) return null
    const today = query.data.value.today as Day
    const { revision } = query.data.value.limits
    return {
      ...{ earliest: today, usualDay: today, restores: null, fromHint: t('limits.fromHint') },
      set: (row, change) => trpc.ruleLimits.set.mutate({ revision, change: { ...nameOf(row), ...change } }),
      restore: (row, from) => trpc.ruleLimits.restore.mutate({ revision, name: { ...nameOf(row), from } }),
      withdraw: (row, { from }) =>
        trpc.ruleLimits.withdraw.mutate({ revision, name: { ...nameOf(row), from } }),
      preview: pictureOf,
      done: async () => {
        await Promise.all([KEY, ['registers']].map(queryKey => queryClient.invalidateQueries({ queryKey })))
      },
    }
  })
  return { query, areas, verbs }
}
