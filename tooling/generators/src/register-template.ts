import { camelCase, sentence } from './names.ts'

/**
 * A register to begin with. What only its author knows is left open, and the build asks for it: the name in
 * Chinese, a label for every column, examples. A name ending in -log gives a log, any other a ledger.
 */
export function registerTemplate(name: string, up: string): string {
  return name.endsWith('-log') ? logTemplate(name, up) : ledgerTemplate(name, up)
}

const logTemplate = (name: string, up: string): string => `import { z } from 'zod'
import { Day } from '${up}/../kernel/day.ts'
import { LongText, PersonName } from '${up}/../kernel/form.ts'
import { defineRegister } from '${up}/../kernel/register.ts'
import { BY_PRACTICE } from '${up}/../kernel/practice.ts'
import { EVERY_SCHOOL, OPEN } from '${up}/keepers.ts'

export const ${camelCase(name)} = defineRegister({
  id: '${name}',
  version: 1,
  kind: 'log',
  label: { zh: '', en: '${sentence(name)}' },
  purpose: { zh: '', en: '' },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    what: LongText,
    putRight: z.boolean(),
    recordedBy: PersonName,
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    putRight: { zh: '已整改', en: 'Put right' },
    recordedBy: { zh: '记录人', en: 'Recorded by' },
  },
  summary: ['on', 'what', 'putRight', 'recordedBy'],
  identity: ['on', 'what'],
  happenedOn: 'on',
  findings: {
    'not-put-right': {
      label: { zh: '问题尚未整改', en: 'Not yet put right' },
      severity: 'general',
      remedy: { zh: '整改后登记', en: 'Put it right and enter it' },
      fields: ['putRight'],
      rule: BY_PRACTICE,
      when: ({ putRight }) => !putRight,
    },
  },
})
`

const ledgerTemplate = (name: string, up: string): string => `import { z } from 'zod'
import { addMonths, Day } from '${up}/../kernel/day.ts'
import { ShortText } from '${up}/../kernel/form.ts'
import { defineRegister } from '${up}/../kernel/register.ts'
import { BY_PRACTICE } from '${up}/../kernel/practice.ts'
import { EVERY_SCHOOL, OPEN } from '${up}/keepers.ts'

export const ${camelCase(name)} = defineRegister({
  id: '${name}',
  version: 1,
  kind: 'ledger',
  label: { zh: '', en: '${sentence(name)}' },
  purpose: { zh: '', en: '' },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    place: ShortText,
    checkedOn: Day,
  }),
  fields: {
    name: { zh: '名称', en: 'Name' },
    checkedOn: { zh: '上次检查日期', en: 'Last checked on' },
  },
  summary: ['name', 'place', 'checkedOn'],
  identity: ['name', 'place'],
  findings: {
    'check-overdue': {
      label: { zh: '检查逾期', en: 'The check is overdue' },
      severity: 'general',
      remedy: { zh: '检查后登记日期', en: 'Check it and enter the day' },
      fields: ['checkedOn'],
      limits: {
        months: {
          label: { zh: '检查间隔', en: 'Between checks' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      due: ({ checkedOn }, { limits }) => addMonths(checkedOn, limits.months),
    },
  },
})
`
