import { z } from 'zod'
import { Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'fire-law': FIRE_LAW, 'fire-ten-rules': TEN_RULES, 'major-hazard-guide': GUIDE } = DOCUMENTS
const BY_GUIDE = { effectiveFrom: GUIDE.from, basis: [cite(GUIDE, 'excerpt')] } as const

export const buildingList = defineRegister({
  id: 'building-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '建筑消防登记', en: 'Buildings and their fire data' },
  purpose: {
    zh: '每栋建筑一条，写明用途、层数、验收备案和影响逃生的情况。',
    en: 'One line for each building: use, floors, acceptance, and what would keep people from getting out.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    use: z.enum(['teaching', 'dormitory', 'canteen', 'small-children', 'office', 'other']),
    floors: z.number().int().min(1).max(40),
    height: z.number().min(0).max(200).optional(),
    area: z.number().min(0).max(200_000).optional(),
    acceptance: ShortText.optional(),
    /** Counted from the ground; the basement is below one. */
    lowestUsedFloor: z.number().int().min(-3).max(40).default(1),
    highestUsedFloor: z.number().int().min(-3).max(40).optional(),
    barred: z.boolean().default(false),
    sandwichPanels: z.boolean().default(false),
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '建筑名称', en: 'Building' },
    use: {
      zh: '用途',
      en: 'Used for',
      options: {
        teaching: { zh: '教学', en: 'Teaching' },
        dormitory: { zh: '学生宿舍', en: 'Dormitory' },
        canteen: { zh: '食堂', en: 'Canteen' },
        'small-children': { zh: '幼儿用房', en: 'Rooms for small children' },
        office: { zh: '办公', en: 'Offices' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    floors: { zh: '地上层数', en: 'Floors above ground', unit: { zh: '层', en: 'floors' } },
    height: { zh: '高度', en: 'Height', unit: { zh: '米', en: 'm' } },
    area: { zh: '建筑面积', en: 'Floor area', unit: { zh: '平方米', en: 'm²' } },
    acceptance: { zh: '消防验收（备案）文号', en: 'Number of the fire acceptance or filing' },
    lowestUsedFloor: {
      zh: '学生使用的最低楼层',
      en: 'Lowest floor used by pupils',
      hint: { zh: '地下一层填-1', en: '-1 is the first basement' },
    },
    highestUsedFloor: { zh: '学生使用的最高楼层', en: 'Highest floor used by pupils' },
    barred: {
      zh: '门窗有影响逃生和救援的障碍物',
      en: 'Doors or windows barred',
      hint: { zh: '如：固定栅栏、广告牌', en: 'e.g. fixed bars, billboards' },
    },
    sandwichPanels: { zh: '有易燃彩钢板搭建用房', en: 'Has rooms of combustible sandwich panels' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'use', 'floors', 'acceptance'],
  identity: ['name'],
  findings: {
    barred: {
      label: { zh: '门窗设有影响逃生和救援的障碍物', en: 'Doors or windows keep people from getting out' },
      severity: 'major',
      remedy: { zh: '立即拆除障碍物', en: 'Remove the obstacles at once' },
      fields: ['barred'],
      rule: { effectiveFrom: FIRE_LAW.from, basis: [cite(FIRE_LAW, 'text', '28')] },
      when: ({ barred }) => barred,
    },
    'combustible-panels': {
      label: { zh: '使用易燃彩钢板搭建用房', en: 'Rooms of combustible panels are in use' },
      severity: 'major',
      remedy: { zh: '停用并拆除', en: 'Stop using them and pull them down' },
      fields: ['sandwichPanels'],
      rule: BY_GUIDE,
      when: ({ sandwichPanels }) => sandwichPanels,
    },
    'small-children-too-high': {
      label: { zh: '幼儿用房设在地下或四层及以上', en: 'Small children are in a basement or too high up' },
      severity: 'major',
      remedy: { zh: '立即调整到一至三层', en: 'Move them to the first three floors at once' },
      fields: ['use', 'lowestUsedFloor', 'highestUsedFloor'],
      limits: {
        floor: {
          label: { zh: '最高楼层', en: 'Highest floor' },
          unit: 'floor',
          default: 3,
          min: 1,
          max: 3,
        },
      },
      rule: {
        effectiveFrom: TEN_RULES.from,
        basis: [cite(TEN_RULES, 'excerpt'), cite(GUIDE, 'excerpt')],
      },
      when: ({ use, floors, lowestUsedFloor, highestUsedFloor }, { limits }) =>
        use === 'small-children' && (lowestUsedFloor < 1 || (highestUsedFloor ?? floors) > limits.floor),
    },
    'dormitory-underground': {
      label: { zh: '学生宿舍设在地下', en: 'A dormitory is below ground' },
      severity: 'major',
      remedy: { zh: '立即停用地下房间', en: 'Stop using the rooms below ground at once' },
      fields: ['use', 'lowestUsedFloor'],
      rule: BY_GUIDE,
      when: ({ use, lowestUsedFloor }) => use === 'dormitory' && lowestUsedFloor < 1,
    },
    'no-acceptance': {
      label: { zh: '未登记消防验收或备案文号', en: 'No fire acceptance or filing is entered' },
      severity: 'notice',
      remedy: {
        zh: '查找原件补登；没有的报教育局研究',
        en: 'Find the paper and enter it, or tell the bureau',
      },
      fields: ['acceptance'],
      rule: BY_PRACTICE,
      when: ({ acceptance }) => acceptance === undefined,
    },
  },
  lists: {
    'building-twice': {
      label: { zh: '同一建筑登记两次', en: 'The same building twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
