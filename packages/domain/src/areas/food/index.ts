import { defineArea } from '../../kernel/area.ts'
import { addDays } from '../../kernel/day.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { groupBy } from '../list-rules.ts'
import { brightKitchenCameras } from './bright-kitchen-cameras.ts'
import { canteenLicence } from './canteen-licence.ts'
import { canteenSelfCheckLog } from './canteen-self-check-log.ts'
import { foodChecklist } from './checklist.ts'
import { deliveryLog } from './delivery-log.ts'
import { disinfectionLog } from './disinfection-log.ts'
import { foodHandlerList } from './food-handler-list.ts'
import { handlerMorningCheckLog } from './handler-morning-check-log.ts'
import { isolationRoomList } from './isolation-room-list.ts'
import { mealCommitteeLog } from './meal-committee-log.ts'
import { MEALS, servingOf } from './meal.ts'
import { morningCheckLog } from './morning-check-log.ts'
import { outbreakReportLog } from './outbreak-report-log.ts'
import { sampleRetentionLog } from './sample-retention-log.ts'
import { sharedMealLog } from './shared-meal-log.ts'
import { sickLeaveLog } from './sick-leave-log.ts'
import { supplierList } from './supplier-list.ts'
import { vaccinationCheckList } from './vaccination-check-list.ts'

const { 'canteen-rules': ORDER_45, 'food-law': FOOD_LAW, 'food-law-regulation': REGULATION } = DOCUMENTS
/** Checks are compared with the lines of sick pupils for so long; the lines may lie earlier. */
const JUDGED_DAYS = 30
const LONGEST_ILLNESS = 30

export const food = defineArea({
  id: 'food',
  registers: [
    canteenLicence,
    foodHandlerList,
    handlerMorningCheckLog,
    supplierList,
    deliveryLog,
    sharedMealLog,
    sampleRetentionLog,
    disinfectionLog,
    brightKitchenCameras,
    canteenSelfCheckLog,
    mealCommitteeLog,
    morningCheckLog,
    sickLeaveLog,
    outbreakReportLog,
    isolationRoomList,
    vaccinationCheckList,
  ],
  themes: {
    canteen: {
      label: { zh: '食堂', en: 'Canteen' },
      registers: [
        'canteen-licence',
        'food-handler-list',
        'handler-morning-check-log',
        'supplier-list',
        'delivery-log',
        'shared-meal-log',
        'sample-retention-log',
        'disinfection-log',
        'bright-kitchen-cameras',
        'canteen-self-check-log',
        'meal-committee-log',
      ],
    },
    health: {
      label: { zh: '传染病防控', en: 'Infections' },
      registers: [
        'morning-check-log',
        'sick-leave-log',
        'outbreak-report-log',
        'isolation-room-list',
        'vaccination-check-list',
      ],
    },
  },
  checklist: foodChecklist,
  cross: {
    'meal-without-leader': {
      label: { zh: '已供餐但无人陪餐', en: 'A meal was served and nobody shared it' },
      severity: 'general',
      remedy: {
        zh: '落实学校负责人每餐陪餐并登记',
        en: 'Have a responsible person share every meal, and enter it',
      },
      rule: { effectiveFrom: ORDER_45.from, basis: [cite(ORDER_45, 'excerpt')] },
      reads: ['shared-meal-log', 'sample-retention-log'],
      window: 30,
      /** That a meal was served is known from its samples. */
      among: (books, { today }) => {
        const shared = new Set(books['shared-meal-log'].map(({ entry }) => servingOf(entry)))
        const served = groupBy(books['sample-retention-log'], ({ entry }) => servingOf(entry))
        return [...served].flatMap(([serving, samples]) => {
          const [first] = samples
          if (!first || shared.has(serving) || first.entry.on >= today) return []
          const { on, meal } = first.entry
          return { on, records: samples.map(each => each.id), detail: MEALS[meal] }
        })
      },
    },
    'meal-without-samples': {
      label: { zh: '已供餐但无留样', en: 'A meal was served and no sample kept' },
      severity: 'general',
      remedy: { zh: '每餐每个品种都要留样并登记', en: 'Keep and enter a sample of every dish of every meal' },
      rule: { effectiveFrom: ORDER_45.from, basis: [cite(ORDER_45, 'memory', '40')] },
      reads: ['shared-meal-log', 'sample-retention-log'],
      window: 30,
      /** Whoever shared a meal knows that it was served. */
      among: (books, { today }) => {
        const sampled = new Set(books['sample-retention-log'].map(({ entry }) => servingOf(entry)))
        const shared = groupBy(books['shared-meal-log'], ({ entry }) => servingOf(entry))
        return [...shared].flatMap(([serving, lines]) => {
          const [first] = lines
          if (!first || sampled.has(serving) || first.entry.on >= today) return []
          const { on, meal } = first.entry
          return { on, records: lines.map(each => each.id), detail: MEALS[meal] }
        })
      },
    },
    'meal-without-clean-tableware': {
      label: { zh: '已供餐但无餐饮具消毒记录', en: 'A meal was served and no tableware disinfected' },
      severity: 'general',
      remedy: {
        zh: '每餐餐饮具清洗消毒并登记',
        en: 'Wash and disinfect tableware for every meal, and enter it',
      },
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '28')] },
      reads: ['sample-retention-log', 'disinfection-log'],
      window: 30,
      among: (books, { today }) => {
        const done = books['disinfection-log']
          .map(({ entry }) => entry)
          .filter(({ what, method }) => what === 'tableware' && method !== 'airing')
        const days = new Set(done.filter(({ meal }) => meal === undefined).map(({ on }) => on))
        const meals = new Set(done.flatMap(({ on, meal }) => (meal ? [servingOf({ on, meal })] : [])))
        const served = groupBy(books['sample-retention-log'], ({ entry }) => servingOf(entry))
        return [...served].flatMap(([serving, samples]) => {
          const [first] = samples
          if (!first || first.entry.on >= today || meals.has(serving) || days.has(first.entry.on)) return []
          const { on, meal } = first.entry
          return { on, records: samples.map(each => each.id), detail: MEALS[meal] }
        })
      },
    },
    'worked-without-certificate': {
      label: { zh: '健康证无效的人员上岗', en: 'A handler worked without a valid certificate' },
      severity: 'general',
      remedy: { zh: '立即调离岗位，体检取证后上岗', en: 'Take the person off until examined and certified' },
      rule: { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'text', '45')] },
      reads: ['food-handler-list', 'handler-morning-check-log'],
      window: 30,
      /** Judged on the day of work; somebody who is on no list has shown no certificate. */
      among: books => {
        const known = new Map(books['food-handler-list'].map(each => [each.entry.name, each]))
        return books['handler-morning-check-log'].flatMap(({ id, entry: { on, handler, admitted } }) => {
          const line = known.get(handler)
          const covered =
            line !== undefined &&
            (!line.entry.touchesFood ||
              (line.entry.certificateUntil !== undefined && on <= line.entry.certificateUntil))
          if (!admitted || covered) return []
          return { on, records: line ? [id, line.id] : [id], detail: { zh: handler, en: handler } }
        })
      },
    },
    'bought-from-stranger': {
      label: { zh: '从未登记或许可证过期的供货商进货', en: 'Bought from a supplier without a valid licence' },
      severity: 'general',
      remedy: {
        zh: '停止采购；查验许可证并登记供货商后恢复',
        en: 'Buy nothing there until the licence is seen and the supplier entered',
      },
      rule: { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'text', '57')] },
      reads: ['supplier-list', 'delivery-log'],
      window: 30,
      among: books => {
        const known = new Map(books['supplier-list'].map(each => [each.entry.name, each]))
        return books['delivery-log'].flatMap(({ id, entry: { on, supplier, accepted } }) => {
          const line = known.get(supplier)
          if (!accepted || (line && on <= line.entry.licenceUntil)) return []
          return { on, records: line ? [id, line.id] : [id], detail: { zh: supplier, en: supplier } }
        })
      },
    },
    'ill-and-not-entered': {
      label: { zh: '晨午检因病、异常人数多于登记人数', en: 'More pupils are ill than have a line' },
      severity: 'general',
      remedy: { zh: '逐人登记症状和去向', en: 'Enter a line for each pupil' },
      limits: {
        days: {
          label: { zh: '同一次患病的登记间隔', en: 'Days for which a line counts' },
          unit: 'day',
          default: 14,
          min: 1,
          max: LONGEST_ILLNESS,
        },
      },
      rule: BY_PRACTICE,
      reads: ['morning-check-log', 'sick-leave-log'],
      window: JUDGED_DAYS + LONGEST_ILLNESS,
      among: (books, { today, limits }) => {
        const judgedFrom = addDays(today, -JUDGED_DAYS)
        const rounds = groupBy(
          books['morning-check-log'].filter(({ entry }) => judgedFrom <= entry.on && entry.on < today),
          ({ entry }) => `${entry.on} ${entry.schoolClass}`,
        )
        const sick = groupBy(books['sick-leave-log'], ({ entry }) => entry.schoolClass)
        return [...rounds.values()].flatMap(checks => {
          const [first] = checks
          if (!first) return []
          const { on, schoolClass } = first.entry
          const ill = Math.max(...checks.map(({ entry }) => entry.absentIll + entry.unwell))
          const countedAfter = addDays(on, -limits.days)
          const entered = (sick.get(schoolClass) ?? []).filter(
            ({ entry }) =>
              entry.on <= on &&
              countedAfter < entry.on &&
              (entry.returnedOn === undefined || on <= entry.returnedOn),
          )
          const pupils = new Set(entered.map(({ entry }) => entry.pupil)).size
          if (ill <= pupils) return []
          const detail = {
            zh: `${schoolClass}：检查${ill}人，登记${pupils}人`,
            en: `${schoolClass}: found ${ill}, entered ${pupils}`,
          }
          return { on, records: checks.map(each => each.id), detail }
        })
      },
    },
  },
})
