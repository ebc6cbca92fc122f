import { rateOf } from '../../kernel/measure.ts'
import { defineArea } from '../../kernel/area.ts'
import { addDays } from '../../kernel/day.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { cabinetList } from './cabinet-list.ts'
import { chemicalsChecklist } from './checklist.ts'
import { classesByName, isControlled } from './chemical-class.ts'
import { chemicalList } from './chemical-list.ts'
import { compareCounts, listCountsDue } from './counts.ts'
import { doubleLockLedger } from './double-lock-ledger.ts'
import { findBoughtWithoutFiling, findFiledLate, findYearNotReported } from './filings.ts'
import { policeFilingList } from './police-filing-list.ts'
import { MEASURES } from './stock.ts'
import { stockTake } from './stock-take.ts'
import { wasteList } from './waste-list.ts'

const { 'chemicals-regulation': REGULATION, 'precursor-regulation': PRECURSORS } = DOCUMENTS
const ARTICLE_24 = { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '24')] } as const
const ARTICLE_25 = { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '25')] } as const

export const chemicals = defineArea({
  id: 'chemicals',
  registers: [chemicalList, cabinetList, doubleLockLedger, stockTake, wasteList, policeFilingList],
  checklist: chemicalsChecklist,
  cross: {
    'moved-but-not-listed': {
      label: { zh: '台账中的药品不在清单内', en: 'A chemical in the ledger is not on the list' },
      severity: 'general',
      remedy: { zh: '在清单中补登该药品', en: 'Add the chemical to the list' },
      rule: ARTICLE_25,
      reads: ['chemical-list', 'double-lock-ledger'],
      window: 'all',
      among: (books, { today }) => {
        const listed = new Set(books['chemical-list'].flatMap(({ entry }) => [entry.name, entry.alias]))
        const strange = books['double-lock-ledger'].filter(({ entry }) => !listed.has(entry.chemical))
        const names = [...new Set(strange.map(({ entry }) => entry.chemical))]
        return names.map(name => {
          const lines = strange.filter(({ entry }) => entry.chemical === name)
          const since = lines.map(({ entry }) => entry.on).sort()[0] ?? today
          return { on: today, since, records: lines.map(each => each.id), detail: { zh: name, en: name } }
        })
      },
    },
    'toxic-in-another-cabinet': {
      label: { zh: '剧毒品不在剧毒品专柜', en: 'Something highly toxic is not in the poison cabinet' },
      severity: 'major',
      remedy: { zh: '立即移入剧毒品专柜，双人双锁保管', en: 'Move it into the poison cabinet at once' },
      rule: ARTICLE_24,
      reads: ['chemical-list', 'cabinet-list'],
      window: 'all',
      among: (books, { today }) => {
        const kinds = new Map(books['cabinet-list'].map(({ id, entry }) => [entry.name, { id, ...entry }]))
        return books['chemical-list'].flatMap(({ id, entry, recordedOn }) => {
          const cabinet = kinds.get(entry.cabinet)
          if (!entry.classes.includes('toxic') || !cabinet || cabinet.kind === 'toxic') return []
          const detail = {
            zh: `${entry.name}：${entry.cabinet}`,
            en: `${entry.name}: ${entry.cabinet}`,
          }
          return { on: today, since: recordedOn, records: [id, cabinet.id], detail }
        })
      },
    },
    'cabinet-not-listed': {
      label: { zh: '药品所在的柜不在储存柜清单内', en: 'A chemical stands in a cabinet that is not listed' },
      severity: 'general',
      remedy: { zh: '补登该储存柜，或更正药品的存放位置', en: 'Enter the cabinet, or correct the place' },
      rule: BY_PRACTICE,
      reads: ['chemical-list', 'cabinet-list'],
      window: 'all',
      /** Where no cabinet is listed at all, that register itself says that nothing is known. */
      among: (books, { today }) => {
        const listed = new Set(books['cabinet-list'].map(({ entry }) => entry.name))
        if (listed.size === 0) return []
        return books['chemical-list']
          .filter(({ entry }) => !listed.has(entry.cabinet))
          .map(({ id, entry, recordedOn }) => ({
            on: today,
            since: recordedOn,
            records: [id],
            detail: { zh: `${entry.name}：${entry.cabinet}`, en: `${entry.name}: ${entry.cabinet}` },
          }))
      },
    },
    'count-differs': {
      label: { zh: '盘点与账面不符', en: 'The count differs from the book' },
      severity: 'major',
      remedy: {
        zh: '查明原因，补登漏记的收发，或登记盘盈、盘亏；差额按事件处理',
        en: 'Find the cause; enter what was forgotten or book the difference, and treat it as an incident',
      },
      rule: ARTICLE_25,
      reads: ['double-lock-ledger', 'stock-take'],
      window: 'all',
      among: (books, { today }) =>
        compareCounts(books['stock-take'], books['double-lock-ledger'])
          .filter(({ open, isLatest }) => isLatest && open !== 0)
          .map(({ count, booked }) => {
            const { on, chemical, counted, measure } = count.entry
            const unit = MEASURES[measure]
            const detail = {
              zh: `${chemical}：账面${booked}${unit.zh}，实盘${counted}${unit.zh}`,
              en: `${chemical}: ${booked} ${unit.en} in the book, ${counted} ${unit.en} counted`,
            }
            return { on: today, since: on, records: [count.id], detail }
          }),
    },
    'loss-not-reported': {
      label: {
        zh: '管控药品短少未向公安机关报告',
        en: 'A controlled chemical is missing, the police do not know',
      },
      severity: 'major',
      remedy: {
        zh: '立即向当地公安机关报告并登记日期',
        en: 'Report it to the police at once and enter the day',
      },
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [
          cite(REGULATION, 'text', '23'),
          cite(REGULATION, 'text', '32'),
          cite(PRECURSORS, 'text', '34'),
        ],
      },
      reads: ['chemical-list', 'double-lock-ledger', 'stock-take'],
      window: 'all',
      among: (books, { today }) => {
        const classes = classesByName(books['chemical-list'])
        return compareCounts(books['stock-take'], books['double-lock-ledger'])
          .filter(
            ({ count: { entry }, missing }) =>
              missing > 0 &&
              entry.policeReportedOn === undefined &&
              isControlled(classes.get(entry.chemical) ?? []),
          )
          .map(({ count: { id, entry }, missing }) => {
            const unit = MEASURES[entry.measure]
            const detail = {
              zh: `${entry.chemical}：短少${missing}${unit.zh}`,
              en: `${entry.chemical}: ${missing} ${unit.en} missing`,
            }
            return { on: today, since: entry.on, records: [id], detail }
          })
      },
    },
    'count-overdue': {
      label: { zh: '药品盘点逾期', en: 'A count is overdue' },
      severity: 'general',
      remedy: { zh: '两人盘点实物并登记', en: 'Have two people count it, and enter the count' },
      limits: {
        controlledDays: {
          label: { zh: '剧毒、易制爆、易制毒品盘点间隔', en: 'Between counts of controlled chemicals' },
          unit: 'day',
          default: 15,
          min: 1,
          max: 92,
        },
        days: {
          label: { zh: '其他药品盘点间隔', en: 'Between counts of others' },
          unit: 'day',
          default: 184,
          min: 15,
          max: 366,
        },
      },
      rule: BY_PRACTICE,
      reads: ['chemical-list', 'double-lock-ledger', 'stock-take'],
      window: 'all',
      among: (books, { today, limits }) => {
        const classes = classesByName(books['chemical-list'])
        const daysFor = (chemical: string) =>
          isControlled(classes.get(chemical) ?? []) ? limits.controlledDays : limits.days
        return listCountsDue(books['stock-take'], books['double-lock-ledger'], daysFor)
          .filter(({ due }) => due < today)
          .map(({ stock, due }) => ({
            on: today,
            since: addDays(due, 1),
            records: [],
            detail: { zh: stock.chemical, en: stock.chemical },
          }))
      },
    },
    'bought-without-filing': {
      label: { zh: '购买前未办许可或备案', en: 'Bought without the permit or filing it needs' },
      severity: 'major',
      remedy: {
        zh: '停止购买，向公安机关说明并补办；已办的补登记',
        en: 'Buy no more, see the police about it; if it was filed, enter that',
      },
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'text', '39'), cite(PRECURSORS, 'text', '17')],
      },
      reads: ['chemical-list', 'double-lock-ledger', 'police-filing-list'],
      window: 366,
      among: books =>
        findBoughtWithoutFiling(
          books['double-lock-ledger'],
          books['police-filing-list'],
          classesByName(books['chemical-list']),
        ),
    },
    'purchase-not-filed-in-time': {
      label: { zh: '剧毒、易制爆品购买后未按期备案', en: 'A purchase was not filed with the police in time' },
      severity: 'major',
      remedy: {
        zh: '立即将品种、数量、流向报公安机关备案并登记',
        en: 'File kind, quantity and flow with the police at once, and enter it',
      },
      limits: {
        days: {
          label: { zh: '购买后备案期限', en: 'To be filed within' },
          unit: 'day',
          default: 5,
          min: 1,
          max: 5,
        },
      },
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '41')] },
      reads: ['chemical-list', 'double-lock-ledger', 'police-filing-list'],
      window: 366,
      among: (books, { today, limits }) =>
        findFiledLate(
          books['double-lock-ledger'],
          books['police-filing-list'],
          classesByName(books['chemical-list']),
          limits.days,
          today,
        ),
    },
    'year-not-reported': {
      label: {
        zh: '易制毒品年度情况未在3月31日前报告',
        en: 'Drug precursors were not reported on by 31 March',
      },
      severity: 'general',
      remedy: {
        zh: '向公安机关报告上一年度情况并登记',
        en: 'Report on the last year to the police and enter it',
      },
      rule: { effectiveFrom: PRECURSORS.from, basis: [cite(PRECURSORS, 'text', '36')] },
      reads: ['chemical-list', 'double-lock-ledger', 'police-filing-list'],
      window: 'all',
      among: (books, { today }) =>
        findYearNotReported(
          books['double-lock-ledger'],
          books['police-filing-list'],
          classesByName(books['chemical-list']),
          today,
        ),
    },
    'written-off-without-waste': {
      label: { zh: '报废处置的药品无废弃物登记', en: 'Written off as waste, and no waste was entered' },
      severity: 'general',
      remedy: { zh: '在废弃物台账补登，写明台账单号', en: 'Enter the waste, with the voucher of the ledger' },
      rule: BY_PRACTICE,
      reads: ['double-lock-ledger', 'waste-list'],
      window: 'all',
      among: (books, { today }) => {
        const entered = new Set(books['waste-list'].map(({ entry }) => entry.voucher))
        return books['double-lock-ledger']
          .filter(({ entry }) => entry.movement === 'waste' && !entered.has(entry.voucher))
          .map(({ id, entry }) => ({
            on: today,
            since: entry.on,
            records: [id],
            detail: { zh: `${entry.voucher} ${entry.chemical}`, en: `${entry.voucher}, ${entry.chemical}` },
          }))
      },
    },
  },
  indicators: {
    'counts-agree': {
      label: { zh: '危化品账实相符率', en: 'Stocks whose count agrees with the book' },
      numerator: { zh: '最近一次盘点账实相符的品种', en: 'Stocks whose last count agrees with the book' },
      denominator: { zh: '盘点过的品种', en: 'Stocks that were counted' },
      better: 'higher',
      reads: ['double-lock-ledger', 'stock-take'],
      window: 'all',
      count: books =>
        rateOf(
          compareCounts(books['stock-take'], books['double-lock-ledger']).filter(({ isLatest }) => isLatest),
          ({ open }) => open === 0,
        ),
    },
  },
})
