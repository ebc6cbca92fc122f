import {
  changeOver,
  isBetter,
  showFigure,
  type AreaId,
  type IndicatorWords,
  type Language,
  type Rate,
} from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useWords } from '../../app/i18n.ts'
import { trpc } from '../../app/trpc.ts'

type Outputs = inferRouterOutputs<AppRouter>['indicators']
export type OverviewRow = Outputs['overview']['rows'][number]
export type Trend = Outputs['trend']
export type TrendDays = 30 | 90 | 365

export const useOverview = () =>
  useQuery({ queryKey: ['indicators', 'overview'], queryFn: () => trpc.indicators.overview.query() })

interface Asked {
  readonly id: string
  readonly area: AreaId | undefined
}

export const useIndicator = (asked: MaybeRefOrGetter<Asked>) =>
  useQuery({
    queryKey: ['indicators', 'get', computed(() => toValue(asked))],
    queryFn: () => trpc.indicators.get.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

export const useTrend = (asked: MaybeRefOrGetter<Asked & { readonly days: TrendDays }>) =>
  useQuery({
    queryKey: ['indicators', 'trend', computed(() => toValue(asked))],
    queryFn: () => trpc.indicators.trend.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

/** How figures and their changes are said in the reader's language. */
export function useFigures() {
  const { t, locale } = useWords()
  const figure = (words: IndicatorWords, rate: Rate | null): string =>
    rate === null ? '—' : showFigure(words, rate, locale.value as Language)
  const counts = ({ numerator, denominator }: Rate): string =>
    denominator === 0 ? '—' : `${numerator} / ${denominator}`
  /** A change in words, and whether it is for the better: colour alone says nothing to many. */
  const change = (
    words: IndicatorWords,
    before: Rate | null,
    now: Rate,
  ): { readonly text: string; readonly tone: 'good' | 'bad' | 'none' } => {
    const by = changeOver(words, before, now)
    if (by === null) return { text: before === null ? t('indicators.noBefore') : '—', tone: 'none' }
    const better = isBetter(words, by)
    if (better === null) return { text: t('indicators.same'), tone: 'none' }
    const n = Math.abs(by)
    const unit = words.meanIn
    const size = unit
      ? `${n}${locale.value === 'zh' ? unit.zh : ` ${unit.en}`}`
      : t('indicators.points', { n })
    return {
      text: t(by > 0 ? 'indicators.up' : 'indicators.down', { by: size }),
      tone: better ? 'good' : 'bad',
    }
  }
  return { figure, counts, change }
}
