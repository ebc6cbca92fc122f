import { z } from 'zod'
import { LongText, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates, groupBy } from '../list-rules.ts'

const { 'fire-law': FIRE_LAW, 'fire-ten-rules': TEN_RULES, 'major-hazard-guide': GUIDE } = DOCUMENTS

/** The ways out of a building, and the way in for a fire engine. */
const ROUTES = {
  exit: { zh: '安全出口', en: 'Exit' },
  stairs: { zh: '疏散楼梯', en: 'Stairs' },
  corridor: { zh: '疏散通道', en: 'Corridor' },
  'fire-lane': { zh: '消防车通道', en: 'Fire lane' },
} as const
type Route = keyof typeof ROUTES
const ROUTE_IDS = Object.keys(ROUTES) as [Route, ...Route[]]

export const escapeRouteList = defineRegister({
  id: 'escape-route-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '生命通道台账', en: 'Escape routes and fire lanes' },
  purpose: {
    zh: '每层每个安全出口、疏散楼梯和每条消防车通道一条，供巡查时选用。',
    en: 'One line for each exit and stairs of each floor and each fire lane; patrols choose from it.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: z.enum(ROUTE_IDS),
    building: ShortText.optional(),
    floor: z.number().int().min(-3).max(40).optional(),
    width: z.number().min(0).max(20).optional(),
    permanentlyClosed: z.boolean().default(false),
    remarks: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    name: {
      zh: '名称',
      en: 'Name',
      hint: { zh: '如：教学楼2层东侧楼梯', en: 'e.g. Block A, floor 2, east stairs' },
      place: true,
    },
    kind: { zh: '类型', en: 'Kind', options: ROUTES },
    building: { zh: '所在建筑', en: 'Building', offers: 'fire/building-list.name' },
    floor: {
      zh: '楼层',
      en: 'Floor',
      hint: { zh: '地下一层填-1', en: '-1 is the first basement' },
    },
    width: { zh: '净宽', en: 'Clear width', unit: { zh: '米', en: 'm' } },
    permanentlyClosed: { zh: '已长期封闭、占用', en: 'Closed or built over for good' },
    remarks: { zh: '备注', en: 'Remarks' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'kind', 'building', 'floor', 'width'],
  identity: ['name'],
  findings: {
    'closed-for-good': {
      label: { zh: '安全出口、通道被长期封闭占用', en: 'A way out is closed for good' },
      severity: 'major',
      remedy: { zh: '立即拆除占用物，恢复畅通', en: 'Clear it and open it again at once' },
      fields: ['permanentlyClosed'],
      rule: { effectiveFrom: FIRE_LAW.from, basis: [cite(FIRE_LAW, 'text', '28')] },
      when: ({ permanentlyClosed }) => permanentlyClosed,
    },
    'width-unknown': {
      label: { zh: '未登记净宽', en: 'The clear width is not entered' },
      severity: 'notice',
      remedy: { zh: '实地测量后登记', en: 'Measure it and enter it' },
      fields: ['width'],
      rule: BY_PRACTICE,
      when: ({ kind, width }) => kind !== 'fire-lane' && width === undefined,
    },
  },
  lists: {
    'floor-with-one-way-out': {
      label: { zh: '楼层安全出口或疏散楼梯不足', en: 'A floor has too few exits or stairs' },
      severity: 'major',
      remedy: {
        zh: '减少该层使用人数，按规定增设出口或楼梯',
        en: 'Keep people off that floor and add what is missing',
      },
      limits: {
        least: {
          label: { zh: '每层最少数量', en: 'Least on each floor' },
          unit: 'place',
          default: 2,
          min: 1,
          max: 4,
        },
      },
      rule: {
        effectiveFrom: TEN_RULES.from,
        basis: [cite(TEN_RULES, 'excerpt'), cite(GUIDE, 'excerpt')],
      },
      window: 'all',
      among: (entries, { today, limits }) => {
        const inside = entries.filter(
          ({ entry }) => entry.building !== undefined && entry.floor !== undefined,
        )
        const floors = groupBy(inside, ({ entry }) => `${entry.building ?? ''} ${entry.floor ?? 0}`)
        return [...floors.values()].flatMap(ways => {
          const open = (kind: Route) =>
            ways.filter(({ entry }) => entry.kind === kind && !entry.permanentlyClosed).length
          const [exits, stairs, [first]] = [open('exit'), open('stairs'), ways]
          if (!first || (exits >= limits.least && stairs >= limits.least)) return []
          const { building = '', floor = 0 } = first.entry
          const detail = {
            zh: `${building}${floor}层：安全出口${exits}个，疏散楼梯${stairs}部`,
            en: `${building}, floor ${floor}: exits ${exits}, stairs ${stairs}`,
          }
          return { on: today, records: ways.map(each => each.id), detail }
        })
      },
    },
    'route-twice': {
      label: { zh: '同一通道登记两次', en: 'The same route twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
