import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { LongText, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { Plate } from '../../organisation/codes/plate.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'
import { groupBy } from '../list-rules.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS

export const maintenanceLog = defineRegister({
  id: 'maintenance-log',
  version: 1,
  kind: 'log',
  label: { zh: '校车维护档案', en: 'Bus maintenance log' },
  purpose: {
    zh: '校车每次保养、报修一条；有故障的停运，修好后登记恢复日期。',
    en: 'One line for each service and each fault; a faulty bus stands still until it is mended.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z
    .object({
      on: Day,
      plate: Plate,
      kind: z.enum(['service', 'fault']),
      what: LongText,
      stopped: z.boolean().default(false),
      mendedOn: Day.optional(),
      workshop: ShortText.optional(),
      enteredBy: PersonName,
      photos: Photos.optional(),
    })
    .refine(({ on, mendedOn }) => mendedOn === undefined || on <= mendedOn, {
      path: ['mendedOn'],
      error: 'ends-before-it-begins',
    }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    plate: { zh: '号牌', en: 'Plate', offers: 'bus/bus-ledger.plate' },
    kind: {
      zh: '类型',
      en: 'Kind',
      options: { service: { zh: '定期维护', en: 'Service' }, fault: { zh: '故障报修', en: 'Fault' } },
    },
    what: { zh: '维护项目或故障情况', en: 'What was done or found' },
    stopped: { zh: '已停运', en: 'Taken out of service' },
    mendedOn: { zh: '修复（恢复运行）日期', en: 'Mended on' },
    workshop: { zh: '维修单位', en: 'Workshop', bulk: true },
    enteredBy: { zh: '登记人', en: 'Entered by', bulk: true },
    photos: { zh: '维修单据照片', en: 'Photos of the papers' },
  },
  summary: ['plate', 'on', 'kind', 'stopped', 'mendedOn'],
  identity: ['on', 'plate', 'kind', 'what'],
  happenedOn: 'on',
  findings: {
    'driven-with-fault': {
      label: { zh: '校车有故障未停运', en: 'A faulty bus was not taken out of service' },
      severity: 'general',
      remedy: { zh: '立即停运，修复后再使用', en: 'Stop it at once until it is mended' },
      fields: ['kind', 'stopped'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '22')] },
      /** Mended on the spot, it need not stand still. */
      when: ({ on, kind, stopped, mendedOn }) => kind === 'fault' && !stopped && mendedOn !== on,
    },
  },
  lists: {
    'service-lapsed': {
      label: { zh: '校车定期维护逾期', en: 'The service of a bus is overdue' },
      severity: 'general',
      remedy: { zh: '安排维护并登记', en: 'Have the bus serviced and enter it' },
      limits: {
        months: {
          label: { zh: '维护间隔', en: 'Between services' },
          unit: 'month',
          default: 3,
          min: 1,
          max: 6,
        },
      },
      /** The regulation asks for maintenance; how often is practice. */
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'text', '22'), cite(DOCUMENTS.practice, 'custom')],
      },
      window: 'all',
      among: (entries, { today, limits }) =>
        [...groupBy(entries, ({ entry }) => entry.plate)].flatMap(([plate, lines]) => {
          const serviced = lines.filter(({ entry }) => entry.kind === 'service')
          const last = serviced
            .map(({ entry }) => entry.on)
            .sort()
            .at(-1)
          if (last === undefined || today <= addMonths(last, limits.months)) return []
          const latest = serviced.filter(({ entry }) => entry.on === last)
          return { on: today, records: latest.map(({ id }) => id), detail: { zh: plate, en: plate } }
        }),
    },
  },
})
