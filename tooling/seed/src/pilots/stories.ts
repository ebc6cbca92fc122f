import { addDays, type Day, type PilotCommand, type Unit } from '@anlan/domain'

/** Who gives a command. */
export type PilotRole = 'officer' | 'inspector' | 'leader' | 'director' | 'head' | 'safety'
/** A command so many days ago; its days are counted from that day. */
export type PilotTurn = readonly [daysAgo: number, by: PilotRole, command: (on: Day) => PilotCommand]

export interface PilotStory {
  /** Names the story among the others. */
  readonly key: string
  readonly suits: (unit: Unit) => boolean
  readonly begun: { readonly by: 'officer' | 'head'; readonly daysAgo: number; readonly words: string }
  /** Days from its naming to its target; nothing of one that applied and waits. */
  readonly days: number
  readonly turns: readonly PilotTurn[]
}

const inDays = (count: number) => (on: Day) => addDays(on, count)
const assess =
  (summary: string): PilotTurn[2] =>
  () => ({
    ...{ event: 'assess', summary },
    answers: {
      team: '成立以校长为组长的双重预防领导小组，分工细化到年级组、后勤和宿管。',
      rules: '《风险分级管控制度》《隐患排查治理制度》已经校务会审议并公布。',
      training: '分岗位组织培训两次，岗位风险告知卡发放到人。',
    },
  })
const accept =
  (note: string, despite: string): PilotTurn[2] =>
  () => ({ event: 'accept', note, despite })
const promote =
  (note: string): PilotTurn[2] =>
  () => ({ event: 'promote', note })
const back =
  (reason: string, days: number): PilotTurn[2] =>
  on => ({ event: 'return', reason, targetOn: inDays(days)(on) })
const ON_SITE = '现场核查属实，系统内数据正在补录，限一个月内补齐。'
const kind =
  (...kinds: Unit['kind'][]) =>
  (unit: Unit): boolean =>
    kinds.includes(unit.kind)

/** The way to a demonstration school, with the last word of whoever made it one. */
const demonstrated = (begun: number, note: string): readonly PilotTurn[] => [
  [begun - 60, 'head', assess('已按标准完成建设，制度、清单和风险图齐备，运行两个月。')],
  [begun - 70, 'inspector', accept('制度健全，风险告知到岗到人，隐患闭环及时。', ON_SITE)],
  [begun - 80, 'director', promote(note)],
]

/** Pilots at every stage of their way. Days count back from today; the longest ago first. */
export const PILOT_STORIES: readonly PilotStory[] = [
  {
    ...{ key: 'boarding', suits: unit => unit.kind === 'town-middle' && unit.boarding, days: 90 },
    begun: { by: 'officer', daysAgo: 240, words: '寄宿制学校，风险点类型齐全，安全管理基础较好。' },
    turns: demonstrated(240, '寄宿制学校风险管控做法完整，可供同类学校参考。'),
  },
  {
    ...{ key: 'county', suits: kind('county-school'), days: 90 },
    begun: { by: 'officer', daysAgo: 230, words: '县直学校，人员和条件较好，便于先行探索。' },
    turns: demonstrated(230, '制度和清单简明易用，可在全县推广。'),
  },
  {
    ...{ key: 'primary', suits: kind('central-primary'), days: 90 },
    begun: { by: 'head', daysAgo: 220, words: '学校已自行编制风险清单，愿意先行先试。' },
    turns: [
      [
        218,
        'officer',
        on => ({ event: 'name', reason: '已有风险清单，具备建设条件。', targetOn: inDays(90)(on) }),
      ],
      ...demonstrated(216, '中心小学带村小，做法可复制。'),
    ],
  },
  {
    ...{ key: 'kindergarten', suits: kind('kindergarten'), days: 90 },
    begun: { by: 'officer', daysAgo: 200, words: '公办幼儿园，晨检和食堂管理规范。' },
    turns: demonstrated(200, '幼儿园风险告知形式直观，可供参考。'),
  },
  {
    // Accepted more than a year ago: it is to be looked at again.
    ...{ key: 'recheck', suits: kind('county-school'), days: 90 },
    begun: { by: 'officer', daysAgo: 470, words: '实验室和危化品较多，列为首批试点。' },
    turns: [
      [400, 'head', assess('实验室、危化品专项管控已落实。')],
      [390, 'officer', accept('危化品管控措施落实，台账清楚。', ON_SITE)],
    ],
  },
  {
    ...{ key: 'accepted', suits: kind('central-primary'), days: 120 },
    begun: { by: 'officer', daysAgo: 150, words: '带村小较多，便于以点带面。' },
    turns: [
      [70, 'safety', assess('本校及所属村小均已完成风险辨识评价。')],
      [60, 'inspector', back('村小风险点辨识不全，请补充校门口和危险水域。', 30)],
      [40, 'head', assess('已补充辨识校门口和周边水域风险点。')],
      [30, 'inspector', accept('补充内容已核实，予以通过。', ON_SITE)],
    ],
  },
  {
    ...{ key: 'assessed', suits: kind('town-middle'), days: 120 },
    begun: { by: 'officer', daysAgo: 110, words: '校车线路多，周边环境复杂。' },
    turns: [[5, 'head', assess('已完成风险辨识、制度建设和人员培训，申请验收。')]],
  },
  {
    ...{ key: 'assessed-again', suits: kind('central-primary'), days: 100 },
    begun: { by: 'officer', daysAgo: 100, words: '食堂规模较大，食品安全风险点多。' },
    turns: [
      [40, 'head', assess('食堂风险点已全部评价，制度已公布。')],
      [33, 'officer', back('隐患整改有逾期，请先清零。', 30)],
      [3, 'safety', assess('逾期隐患已整改，请验收。')],
    ],
  },
  {
    // The school most pages are looked at as.
    ...{ key: 'building', suits: () => false, days: 120 },
    begun: { by: 'officer', daysAgo: 45, words: '安全专干配备到位，隐患排查较扎实。' },
    turns: [],
  },
  {
    ...{ key: 'extended', suits: kind('village-school'), days: 60 },
    begun: { by: 'officer', daysAgo: 80, words: '村小代表，探索小规模学校的简易做法。' },
    turns: [
      [
        25,
        'officer',
        on => ({ event: 'extend', reason: '校舍改造，顺延完成期限。', targetOn: inDays(60)(on) }),
      ],
    ],
  },
  {
    // Its target day has passed.
    ...{ key: 'late', suits: kind('town-middle'), days: 60 },
    begun: { by: 'officer', daysAgo: 75, words: '临近国道，校园周边风险突出。' },
    turns: [],
  },
  {
    ...{ key: 'applied', suits: kind('county-school', 'vocational-school'), days: 0 },
    begun: { by: 'head', daysAgo: 4, words: '实训设备较多，学校已编制设备风险清单，申请列入试点。' },
    turns: [],
  },
  {
    ...{ key: 'withdrawn', suits: kind('village-school'), days: 90 },
    begun: { by: 'officer', daysAgo: 130, words: '村小代表，学生全部走读。' },
    turns: [[50, 'head', () => ({ event: 'withdraw', reason: '学校将并入中心小学，不再单独建设。' })]],
  },
]

/** Username of the school officer whose school builds: the first one people of the demonstration sign in as. */
export const BUILDING_OFFICER = 'anquan017'
