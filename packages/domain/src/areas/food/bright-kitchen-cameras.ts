import { z } from 'zod'
import { addDays, Day } from '../../kernel/day.ts'
import { LongText, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'canteen-rules': ORDER_45 } = DOCUMENTS
const BY_ORDER_45 = { effectiveFrom: ORDER_45.from, basis: [cite(ORDER_45, 'memory')] } as const

/** Where food is worked on: what parents want to see. */
const SPOTS = {
  preparation: { zh: '粗加工、切配', en: 'Preparation' },
  cooking: { zh: '烹饪', en: 'Cooking' },
  serving: { zh: '备餐、分餐', en: 'Serving' },
  washing: { zh: '餐饮具洗消', en: 'Washing of tableware' },
  store: { zh: '库房', en: 'Store' },
  other: { zh: '其他', en: 'Other' },
} as const
type Spot = keyof typeof SPOTS
const SPOT_IDS = Object.keys(SPOTS) as [Spot, ...Spot[]]
const KEY_SPOTS: readonly Spot[] = ['preparation', 'cooking', 'serving', 'washing']

export const brightKitchenCameras = defineRegister({
  id: 'bright-kitchen-cameras',
  version: 1,
  kind: 'ledger',
  label: { zh: '明厨亮灶摄像头台账', en: 'Kitchen cameras' },
  purpose: {
    zh: '每个摄像头一条，登记在线状态和画面是否清晰。',
    en: 'One line for each camera: whether it is online and its picture clear.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    number: ShortText,
    canteen: ShortText,
    spot: z.enum(SPOT_IDS),
    online: z.boolean(),
    clear: z.boolean(),
    shown: z.boolean(),
    checkedOn: Day,
    remarks: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    number: { zh: '摄像头编号', en: 'Camera number' },
    canteen: { zh: '食堂', en: 'Canteen', offers: 'food/canteen-licence.canteen', bulk: true },
    spot: { zh: '覆盖环节', en: 'What it sees', options: SPOTS },
    online: { zh: '在线', en: 'Online', bulk: true },
    clear: { zh: '画面清晰、无遮挡', en: 'The picture is clear, nothing before it', bulk: true },
    shown: { zh: '画面可供师生家长查看', en: 'Pupils and parents can watch it', bulk: true },
    checkedOn: { zh: '上次查看日期', en: 'Last looked at on', bulk: true },
    remarks: { zh: '备注', en: 'Remarks' },
    photos: { zh: '画面截图', en: 'Pictures' },
  },
  summary: ['number', 'canteen', 'spot', 'online', 'checkedOn'],
  identity: ['number'],
  findings: {
    offline: {
      label: { zh: '明厨亮灶摄像头离线', en: 'A kitchen camera is offline' },
      severity: 'general',
      remedy: { zh: '立即检修恢复在线', en: 'Have it repaired and online again at once' },
      fields: ['online'],
      rule: BY_ORDER_45,
      when: ({ online, checkedOn }) => !online && { since: checkedOn },
    },
    'picture-not-clear': {
      label: { zh: '明厨亮灶画面不清晰或被遮挡', en: 'The picture is not clear' },
      severity: 'general',
      remedy: { zh: '清洁镜头、移除遮挡、调整角度', en: 'Clean it, clear its view, turn it' },
      fields: ['clear'],
      rule: BY_ORDER_45,
      when: ({ online, clear, checkedOn }) => online && !clear && { since: checkedOn },
    },
    'not-shown': {
      label: { zh: '明厨亮灶画面未公开', en: 'Nobody can watch the picture' },
      severity: 'notice',
      remedy: { zh: '在食堂就餐区或平台公开画面', en: 'Show it in the dining hall or online' },
      fields: ['shown'],
      rule: BY_ORDER_45,
      when: ({ shown }) => !shown,
    },
    'check-overdue': {
      label: { zh: '摄像头状态查看逾期', en: 'Nobody looked at the camera' },
      severity: 'notice',
      remedy: { zh: '查看画面并登记日期', en: 'Look at the picture and enter the day' },
      fields: ['checkedOn'],
      limits: {
        days: {
          label: { zh: '查看间隔', en: 'Between looks' },
          unit: 'day',
          default: 7,
          min: 1,
          max: 31,
        },
      },
      rule: BY_PRACTICE,
      due: ({ checkedOn }, { limits }) => addDays(checkedOn, limits.days),
    },
  },
  lists: {
    'spot-not-seen': {
      label: { zh: '重点环节没有在线的摄像头', en: 'No camera sees a spot that matters' },
      severity: 'general',
      remedy: { zh: '补装或调整摄像头，覆盖重点环节', en: 'Add or turn cameras until all is seen' },
      rule: BY_ORDER_45,
      window: 'all',
      among: (entries, { today }) => {
        if (entries.length === 0) return []
        const seen = new Set(entries.filter(({ entry }) => entry.online).map(({ entry }) => entry.spot))
        const dark = KEY_SPOTS.filter(spot => !seen.has(spot)).map(spot => SPOTS[spot])
        if (dark.length === 0) return []
        const detail = {
          zh: dark.map(({ zh }) => zh).join('；'),
          en: dark.map(({ en }) => en).join('; '),
        }
        return [{ on: today, records: [], detail }]
      },
    },
    'number-twice': {
      label: { zh: '编号重复', en: 'The same number twice' },
      severity: 'notice',
      remedy: { zh: '核对后更正编号或删除重复条目', en: 'Check, then correct or remove a line' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ number }) => number, today),
    },
  },
  indicators: {
    'kitchens-shown': {
      label: { zh: '明厨亮灶接入率', en: 'Schools that show their kitchen' },
      numerator: { zh: '已有画面公开的学校', en: 'Schools with at least one picture that is shown' },
      denominator: { zh: '设有食堂的学校', en: 'Schools with a canteen' },
      better: 'higher',
      counting: { of: 'unit', has: ({ shown }) => shown, without: [] },
    },
    'cameras-online': {
      label: { zh: '明厨亮灶在线率', en: 'Kitchen cameras online' },
      numerator: { zh: '在线的摄像头', en: 'Cameras online' },
      denominator: { zh: '登记的摄像头', en: 'Cameras entered' },
      better: 'higher',
      counting: { of: 'entries', without: ['offline'] },
    },
  },
})
