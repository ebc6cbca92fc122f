import { z } from 'zod'
import { addDays, Day } from '../../../kernel/day.ts'
import { Count, PersonName, Photos, ShortText } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { BY_PRACTICE } from '../../../kernel/practice.ts'
import { EVERY_SCHOOL, OPEN } from '../../keepers.ts'
import { findSummerHolidays, SUMMER_HOLIDAYS_WINDOW } from '../summer.ts'

export const reminderLog = defineRegister({
  id: 'reminder-log',
  version: 1,
  kind: 'log',
  label: { zh: '节假日防溺水提醒记录', en: 'Reminders before holidays' },
  purpose: {
    zh: '周末、节假日和高温天气向家长推送提醒，每次一条。',
    en: 'One line for each reminder to the parents: before weekends and holidays, in hot weather.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    occasion: z.enum(['weekend', 'holiday', 'summer', 'heat', 'flood']),
    by: z.array(z.enum(['message', 'group', 'call', 'visit', 'broadcast'])).min(1),
    title: ShortText,
    families: Count.max(99_999),
    sentBy: PersonName,
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '日期', en: 'Day', bulk: true },
    occasion: {
      zh: '时机',
      en: 'Occasion',
      bulk: true,
      options: {
        weekend: { zh: '周末', en: 'Weekend' },
        holiday: { zh: '节假日', en: 'Holiday' },
        summer: { zh: '暑假', en: 'Summer holidays' },
        heat: { zh: '高温天气', en: 'Hot weather' },
        flood: { zh: '汛情', en: 'Floods' },
      },
    },
    by: {
      zh: '方式',
      en: 'By',
      bulk: true,
      options: {
        message: { zh: '短信', en: 'Text message' },
        group: { zh: '家长群', en: 'Parents’ group' },
        call: { zh: '电话', en: 'Call' },
        visit: { zh: '家访', en: 'Visit' },
        broadcast: { zh: '广播', en: 'Broadcast' },
      },
    },
    title: { zh: '内容', en: 'What it said' },
    families: { zh: '送达家庭数', en: 'Families reached', unit: { zh: '户', en: 'families' } },
    sentBy: { zh: '经办人', en: 'Sent by' },
    photos: { zh: '截图、照片', en: 'Pictures' },
  },
  summary: ['title', 'on', 'occasion', 'families'],
  identity: ['on', 'occasion', 'title'],
  happenedOn: 'on',
  findings: {
    'reached-nobody': {
      label: { zh: '提醒送达家庭数为零', en: 'The reminder reached nobody' },
      severity: 'notice',
      remedy: { zh: '核对送达数，未送达的重新推送', en: 'Check the number; send it again' },
      fields: ['families'],
      rule: BY_PRACTICE,
      when: ({ families }) => families === 0,
    },
  },
  lists: {
    'silent-in-summer': {
      label: { zh: '暑假期间未按期推送提醒', en: 'No reminder for too long in the summer holidays' },
      severity: 'general',
      remedy: { zh: '向全体家长推送提醒并登记', en: 'Send the parents a reminder and enter it' },
      limits: {
        days: {
          label: { zh: '暑假提醒间隔', en: 'Between reminders in the summer holidays' },
          unit: 'day',
          default: 7,
          min: 1,
          max: 31,
        },
      },
      rule: BY_PRACTICE,
      window: SUMMER_HOLIDAYS_WINDOW,
      among: (entries, { today, limits }) => {
        const begin = findSummerHolidays(today)
        if (begin === null || entries.length === 0) return []
        const sent = entries.map(({ entry }) => entry.on).filter(on => on <= today)
        const latest = [...sent, begin].sort().at(-1) ?? begin
        const due = addDays(latest, limits.days)
        return due < today ? [{ on: today, since: addDays(due, 1), records: [] }] : []
      },
    },
  },
})
