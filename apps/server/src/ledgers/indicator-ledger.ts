import {
  AreaId,
  findIndicator,
  formulaOf,
  IndicatorId,
  INDICATORS,
  showFigure,
  type Rate,
} from '@anlan/domain'
import { z } from 'zod'
import { countIndicators, isByArea, maySeeRate, readerOf, together } from '../indicators/count-indicators.ts'
import { readDetail } from '../indicators/detail.ts'
import { defineLedger } from './ledger-source.ts'

/** Where a line is all units together. */
const ALL = '合计'

/** 校园安全工作指标统计表: every rate the reader may see, or one of them with the units behind it. */
export const INDICATOR_LEDGER = defineLedger({
  permission: 'indicator.read',
  filter: z.object({ id: IndicatorId.optional(), area: AreaId.optional() }),
  columns: [
    { heading: '指标', width: 24, shape: 'text' },
    { heading: '计算公式', width: 48, shape: 'text' },
    { heading: '单位', width: 26, shape: 'text' },
    { heading: '乡镇', width: 12, shape: 'text' },
    { heading: '分子', width: 10, shape: 'number' },
    { heading: '分母', width: 10, shape: 'number' },
    { heading: '结果', width: 12, shape: 'text' },
  ],
  async *rows({ app, actor }, { id, area }) {
    const today = app.clock.today()
    const line = (of: string, unit: string, township: string | null, rate: Rate) => {
      const words = findIndicator(of)
      if (!words) throw new Error(`no such indicator: ${of}`)
      return [
        ...[words.label.zh, formulaOf(words).zh, unit, township],
        ...[rate.numerator, rate.denominator, showFigure(words, rate, 'zh')],
      ]
    }
    if (id !== undefined) {
      if (!maySeeRate(actor, id)) return
      const narrowed = isByArea(id) ? area : undefined
      const { units, rate } = await app.db.read(actor, tx =>
        readDetail(tx, actor, { id, area: narrowed }, today),
      )
      for (const each of units) yield line(id, each.unit.name, each.unit.township, each.rate)
      yield line(id, ALL, null, rate)
      return
    }
    const seen = INDICATORS.map(each => each.id).filter(each => maySeeRate(actor, each))
    const counted = await app.db.read(actor, tx => countIndicators(tx, readerOf(actor, today), seen))
    for (const each of seen) yield line(each, ALL, null, together(counted.get(each)))
  },
})
