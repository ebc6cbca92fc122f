import { z } from 'zod'
import { addDays, addMonths, Day } from '../../kernel/day.ts'
import { Count, LongText, PersonName, Photos } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { Department, DEPARTMENTS } from '../../organisation/department.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { Problem, PROBLEMS } from './surroundings-point-list.ts'

export const jointAction = defineRegister({
  id: 'joint-action',
  version: 1,
  kind: 'log',
  label: { zh: '周边联合整治记录', en: 'Joint actions' },
  purpose: {
    zh: '有关部门每次到校园周边联合检查、整治一条，写明查出和当场整改的数量。',
    en: 'One line for each joint check around the school: who took part, what was found, what was put right.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    targets: z.array(Problem).min(1),
    lead: Department,
    members: z.array(Department),
    schoolContact: PersonName,
    checked: Count.max(9999),
    found: Count.max(9999),
    settled: Count.max(9999),
    results: LongText.optional(),
    followUp: LongText.optional(),
    followUpBy: Day.optional(),
    closedOn: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    targets: { zh: '整治内容', en: 'What it was about', options: PROBLEMS },
    lead: { zh: '牵头部门', en: 'Led by', options: DEPARTMENTS },
    members: { zh: '参加部门', en: 'With', options: DEPARTMENTS },
    schoolContact: { zh: '学校参加人', en: 'For the school' },
    checked: { zh: '检查点位', en: 'Points checked', unit: { zh: '处', en: 'points' } },
    found: { zh: '查出问题', en: 'Problems found', unit: { zh: '个', en: 'problems' } },
    settled: { zh: '已整改', en: 'Put right', unit: { zh: '个', en: 'problems' } },
    results: { zh: '整治结果', en: 'Results' },
    followUp: { zh: '遗留问题和后续措施', en: 'What is left, and what comes next' },
    followUpBy: { zh: '后续完成期限', en: 'To be done by', ahead: true },
    closedOn: { zh: '全部整改日期', en: 'Everything put right on' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['on', 'targets', 'lead', 'found', 'settled'],
  identity: ['on', 'lead', 'schoolContact'],
  happenedOn: 'on',
  findings: {
    'nobody-else-took-part': {
      label: { zh: '联合整治只有一个部门', en: 'One department alone is no joint action' },
      severity: 'notice',
      remedy: {
        zh: '补登参加部门，或报请教育局协调',
        en: 'Enter who took part, or ask the bureau to bring others',
      },
      fields: ['members'],
      rule: BY_PRACTICE,
      when: ({ lead, members }) => members.every(member => member === lead),
    },
    'more-settled-than-found': {
      label: { zh: '整改数大于查出数', en: 'More was put right than was found' },
      severity: 'notice',
      remedy: { zh: '核对查出和整改的数量', en: 'Check the two numbers' },
      fields: ['found', 'settled'],
      rule: BY_PRACTICE,
      when: ({ found, settled }) => settled > found,
    },
    'no-results': {
      label: { zh: '联合整治无结果记录', en: 'Nothing says what came of it' },
      severity: 'general',
      remedy: { zh: '补写整治结果', en: 'Enter the results' },
      fields: ['results'],
      rule: BY_PRACTICE,
      when: ({ results }) => results === undefined,
    },
    'rest-without-plan': {
      label: { zh: '遗留问题无后续措施和期限', en: 'Something was left, and nobody said what comes next' },
      severity: 'general',
      remedy: { zh: '补写后续措施和完成期限', en: 'Enter what comes next and by when' },
      fields: ['followUp', 'followUpBy'],
      rule: BY_PRACTICE,
      when: ({ found, settled, closedOn, followUp, followUpBy }) =>
        settled < found && closedOn === undefined && (followUp === undefined || followUpBy === undefined),
    },
  },
  lists: {
    'rest-overdue': {
      label: { zh: '联合整治遗留问题逾期未了', en: 'What a joint action left is overdue' },
      severity: 'general',
      remedy: {
        zh: '催办牵头部门；仍未整改的登记线索移送',
        en: 'Remind the department that led it; if nothing happens, enter a lead and refer it',
      },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        entries.flatMap(({ id, entry: { found, settled, closedOn, followUpBy, on } }) => {
          if (settled >= found || closedOn !== undefined || followUpBy === undefined) return []
          if (today <= followUpBy) return []
          const detail = { zh: `${on}：尚有${found - settled}个`, en: `${on}: ${found - settled} left` }
          return { on: today, since: addDays(followUpBy, 1), records: [id], detail }
        }),
    },
    'none-this-term': {
      label: { zh: '长期没有联合整治', en: 'There has been no joint action for long' },
      severity: 'notice',
      remedy: {
        zh: '报请教育局协调有关部门开展联合整治',
        en: 'Ask the bureau to bring the departments together',
      },
      limits: {
        months: {
          label: { zh: '两次联合整治间隔', en: 'Between joint actions' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      window: 400,
      /** The school cannot order one, so it is told and does not fail. One that has just opened waits as long. */
      among: (entries, { from, today, limits }) => {
        const [last] = entries.toSorted((a, b) => b.entry.on.localeCompare(a.entry.on))
        const due = addMonths(last?.entry.on ?? from, limits.months)
        if (today <= due) return []
        return [{ on: today, since: addDays(due, 1), records: last ? [last.id] : [] }]
      },
    },
  },
})
