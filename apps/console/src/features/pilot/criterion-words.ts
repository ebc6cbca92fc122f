import { PILOT_FIGURES, type FigureValue, type PilotCriterion, type PilotFigure } from '@anlan/domain'
import { useWords } from '../../app/i18n.ts'

type FigureCheck = Extract<PilotCriterion['check'], { by: 'figure' }>

/** How criteria and their figures read. */
export function useCriterionWords() {
  const { t, locale, rate } = useWords()
  /** In English where the county wrote it in English too. */
  const text = ({ zh, en }: Pick<PilotCriterion, 'zh' | 'en'>): string =>
    locale.value === 'en' && en !== '' ? en : zh
  /** The same inside a sentence: without its full stop. */
  const brief = (criterion: Pick<PilotCriterion, 'zh' | 'en'>): string =>
    text(criterion).replace(/[。.]$/, '')
  /** What is asked of a figure: 不少于 10, at most 3; the two ends of the scale have words of their own. */
  const wanted = ({ figure, wanted: number }: FigureCheck): string => {
    const { is, better } = PILOT_FIGURES[figure]
    if (better === 'less' && number === 0) return t('criteria.noneLeft')
    if (is === 'share' && number === 100) return t('criteria.whole')
    return t(better === 'more' ? 'criteria.atLeast' : 'criteria.atMost', {
      number: is === 'share' ? `${number}%` : String(number),
    })
  }
  /** What was counted: a number, or a share with both its numbers. */
  const value = (figure: PilotFigure, { count, of }: FigureValue): string => {
    if (PILOT_FIGURES[figure].is === 'count') return String(count)
    return of === 0 ? t('criteria.ofNothing') : rate({ numerator: count, denominator: of })
  }
  return { text, brief, wanted, value }
}
