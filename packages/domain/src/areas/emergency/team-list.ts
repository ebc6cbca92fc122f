import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { LongText, PersonName, Phone, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

/** What an emergency team is for. */
const TASKS = {
  evacuation: { zh: '疏散引导', en: 'Evacuation' },
  'first-aid': { zh: '医疗救护', en: 'First aid' },
  liaison: { zh: '通信联络、信息报送', en: 'Liaison and reports' },
  security: { zh: '安全保卫、警戒', en: 'Security' },
  firefighting: { zh: '消防（微型消防站）', en: 'Firefighting' },
  supplies: { zh: '后勤保障', en: 'Supplies' },
  care: { zh: '心理疏导、家长接待', en: 'Care for pupils and parents' },
} as const
type TeamTask = keyof typeof TASKS
const TeamTask = z.enum(Object.keys(TASKS) as [TeamTask, ...TeamTask[]])
/** Without these no plan can be carried out. */
const NEEDED = ['evacuation', 'first-aid', 'liaison', 'security'] as const satisfies readonly TeamTask[]

export const teamList = defineRegister({
  id: 'team-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '应急队伍名单', en: 'Emergency teams' },
  purpose: {
    zh: '每支应急队伍一条，写明队长、队员、分工和培训。',
    en: 'One line for each team: who leads it, who belongs to it, what each does, when they trained.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    task: TeamTask,
    leader: PersonName.optional(),
    leaderPhone: Phone.optional(),
    size: z.number().int().min(1).max(500),
    members: LongText.optional(),
    duties: LongText.optional(),
    trainedOn: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '队伍名称', en: 'Name' },
    task: { zh: '任务', en: 'Task', options: TASKS },
    leader: { zh: '队长', en: 'Leader' },
    leaderPhone: { zh: '队长电话', en: 'Leader’s telephone', personal: true },
    size: { zh: '人数', en: 'Members', unit: { zh: '人', en: 'people' } },
    members: { zh: '队员名单', en: 'Names', personal: true },
    duties: { zh: '分工', en: 'Who does what' },
    trainedOn: { zh: '上次培训日期', en: 'Last trained on', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'task', 'leader', 'size', 'trainedOn'],
  identity: ['name'],
  findings: {
    'no-leader': {
      label: { zh: '应急队伍无队长或无联系电话', en: 'The team has no leader, or no telephone' },
      severity: 'general',
      remedy: { zh: '确定队长并登记电话', en: 'Name a leader and enter the telephone' },
      fields: ['leader', 'leaderPhone'],
      rule: BY_PRACTICE,
      when: ({ leader, leaderPhone }) => leader === undefined || leaderPhone === undefined,
    },
    'no-division-of-work': {
      label: { zh: '应急队伍无名单或分工', en: 'Nothing says who belongs to it and does what' },
      severity: 'general',
      remedy: { zh: '补登队员名单和分工', en: 'Enter the members and what each of them does' },
      fields: ['members', 'duties'],
      rule: BY_PRACTICE,
      when: ({ members, duties }) => members === undefined || duties === undefined,
    },
    'too-few': {
      label: { zh: '应急队伍人数不足', en: 'The team is too small' },
      severity: 'notice',
      remedy: { zh: '补充队员', en: 'Add members' },
      fields: ['size'],
      limits: {
        people: {
          label: { zh: '最少人数', en: 'At least' },
          unit: 'person',
          default: 2,
          min: 1,
          max: 30,
        },
      },
      rule: BY_PRACTICE,
      when: ({ size }, { limits }) => size < limits.people,
    },
    'never-trained': {
      label: { zh: '应急队伍未培训', en: 'The team was never trained' },
      severity: 'general',
      remedy: { zh: '组织培训并登记日期', en: 'Train the team and enter the day' },
      fields: ['trainedOn'],
      rule: BY_PRACTICE,
      when: ({ trainedOn }) => trainedOn === undefined,
    },
    'training-overdue': {
      label: { zh: '应急队伍培训逾期', en: 'The team’s training is overdue' },
      severity: 'general',
      remedy: { zh: '组织培训并登记日期', en: 'Train the team and enter the day' },
      fields: ['trainedOn'],
      limits: {
        months: {
          label: { zh: '培训间隔', en: 'Between trainings' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      due: ({ trainedOn }, { limits }) =>
        trainedOn === undefined ? null : addMonths(trainedOn, limits.months),
    },
  },
  lists: {
    'team-missing': {
      label: { zh: '缺少应急队伍', en: 'A team is missing' },
      severity: 'general',
      remedy: { zh: '组建队伍并登记名单', en: 'Form the team and enter it' },
      rule: BY_PRACTICE,
      window: 'all',
      /** Where no team is entered at all, the register itself says that nothing is known. */
      among: (entries, { today }) => {
        const there = new Set(entries.map(({ entry }) => entry.task))
        const missing = entries.length === 0 ? [] : NEEDED.filter(task => !there.has(task))
        return missing.map(task => ({ on: today, records: [], detail: TASKS[task] }))
      },
    },
    'team-twice': {
      label: { zh: '同一队伍登记两次', en: 'The same team twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
