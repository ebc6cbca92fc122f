import type {
  Addressees,
  AddresseeSet,
  AreaId,
  Day,
  EvidenceKind,
  PhaseKind,
  TaskMilestone,
} from '@anlan/domain'
import { addDays } from '@anlan/domain'

/** A duty of the sample plan, as its author meant it. */
export interface PlannedTask {
  readonly path: string
  readonly title: string
  readonly quote: string
  readonly phase: PhaseKind
  readonly area: AreaId | null
  readonly sets: readonly AddresseeSet[]
  /** Days after the start of the task's phase; null where the plan names no day. */
  readonly dueAfter: number | null
  readonly evidence: readonly EvidenceKind[]
  readonly milestone: TaskMilestone | null
}

export interface PlannedPhase {
  readonly kind: PhaseKind
  readonly name: string
  readonly from: Day
  readonly to: Day
  readonly path: string
}

const DEPLOYMENT_DAYS = 30
const RECTIFICATION_DAYS = 120
const REVIEW_DAYS = 40

/** The sample campaign's phases, laid so that `today` is the middle of the second. */
export function planPhases(today: Day): readonly [PlannedPhase, PlannedPhase, PlannedPhase] {
  const second = addDays(today, -RECTIFICATION_DAYS / 2)
  const third = addDays(second, RECTIFICATION_DAYS)
  return [
    {
      kind: 'deployment',
      name: '安排部署',
      from: addDays(second, -DEPLOYMENT_DAYS),
      to: addDays(second, -1),
      path: '三/（一）',
    },
    { kind: 'rectification', name: '排查整治', from: second, to: addDays(third, -1), path: '三/（二）' },
    { kind: 'review', name: '总结评估', from: third, to: addDays(third, REVIEW_DAYS), path: '三/（三）' },
  ]
}

type Row = readonly [
  path: string,
  title: string,
  quote: string,
  phase: PhaseKind,
  area: AreaId | null,
  sets: readonly AddresseeSet[],
  dueAfter: number | null,
  evidence: readonly EvidenceKind[],
  milestone?: TaskMilestone,
]

const ROWS: readonly Row[] = [
  [
    '三/（一）',
    '召开动员部署会议',
    '各单位召开动员部署会议，明确任务、措施、分工和时限。',
    'deployment',
    null,
    ['all-units'],
    20,
    ['statement', 'photo'],
    'deployment-meeting',
  ],
  [
    '二/（一）',
    '签订年度安全责任书',
    '各学校与部门、班级逐级签订年度安全责任书。',
    'deployment',
    null,
    ['all-schools'],
    25,
    ['document'],
  ],
  [
    '二/（一）',
    '公布岗位安全责任清单',
    '各学校制定并公布全员岗位安全责任清单。',
    'deployment',
    null,
    ['all-schools'],
    29,
    ['document'],
  ],
  [
    '二/（二）/1',
    '安装维护消防设施',
    '各学校对灭火器、消火栓、应急照明进行一次全面检查维护。',
    'rectification',
    'fire',
    ['all-schools'],
    40,
    ['statement', 'photo'],
  ],
  [
    '二/（二）/1',
    '打通生命通道',
    '各学校清理疏散通道、安全出口和消防车通道，做到常畅常开。',
    'rectification',
    'fire',
    ['all-schools'],
    30,
    ['photo'],
  ],
  [
    '二/（二）/1',
    '宿舍夜间巡查',
    '寄宿制学校建立宿舍夜间巡查制度并留存记录。',
    'rectification',
    'fire',
    ['boarding-schools'],
    45,
    ['document'],
  ],
  [
    '二/（二）/2',
    '食堂全链条自查',
    '设有食堂的学校开展进货查验、留样、消毒全链条自查。',
    'rectification',
    'food',
    ['schools-with-canteens'],
    35,
    ['statement', 'photo'],
  ],
  [
    '二/（二）/2',
    '从业人员健康证核查',
    '设有食堂的学校核查从业人员健康证明，做到一人一档。',
    'rectification',
    'food',
    ['schools-with-canteens'],
    50,
    ['document'],
  ],
  [
    '二/（二）/2',
    '落实校领导陪餐',
    '设有食堂的学校落实校领导陪餐制度，每餐记录。',
    'rectification',
    'food',
    ['schools-with-canteens'],
    70,
    ['statement'],
  ],
  [
    '二/（二）/2',
    '晨午检与因病缺勤追踪',
    '各学校落实晨午检和因病缺勤追踪登记。',
    'rectification',
    'food',
    ['all-schools'],
    55,
    ['statement'],
  ],
  [
    '二/（二）/3',
    '校车与驾驶人逐一核查',
    '配有校车的学校对车辆、驾驶人、照管人员逐一核查。',
    'rectification',
    'bus',
    ['schools-with-buses'],
    30,
    ['document', 'photo'],
  ],
  [
    '二/（二）/3',
    '校车应急疏散演练',
    '配有校车的学校组织一次校车应急疏散演练。',
    'rectification',
    'bus',
    ['schools-with-buses'],
    65,
    ['statement', 'photo'],
  ],
  [
    '二/（二）/3',
    '摸排非法接送车辆',
    '各乡镇中学会同辖区学校摸排非法接送学生车辆线索。',
    'rectification',
    'bus',
    ['town-middle'],
    58,
    ['statement'],
  ],
  [
    '二/（二）/4',
    '危险化学品清点',
    '设有实验室的学校全面清点危险化学品，账、物、卡相符。',
    'rectification',
    'chemicals',
    ['schools-with-labs'],
    40,
    ['document'],
  ],
  [
    '二/（二）/4',
    '双人双锁与制度上墙',
    '设有实验室的学校落实双人双锁，管理制度上墙。',
    'rectification',
    'chemicals',
    ['schools-with-labs'],
    52,
    ['photo'],
  ],
  [
    '二/（二）/5',
    '校园周边环境摸排',
    '各学校摸排校门周边二百米内的经营点位和安全风险。',
    'rectification',
    'surroundings',
    ['all-schools'],
    60,
    ['statement', 'photo'],
  ],
  [
    '二/（二）/5',
    '联合整治校园周边',
    '法制安全股牵头会同有关部门开展校园周边联合整治。',
    'rectification',
    'surroundings',
    ['safety-section'],
    90,
    ['statement', 'photo'],
  ],
  [
    '二/（二）/6',
    '修订应急预案',
    '各学校结合实际修订应急预案并报局备案。',
    'rectification',
    'emergency',
    ['all-schools'],
    45,
    ['document'],
  ],
  [
    '二/（二）/6',
    '开展应急疏散演练',
    '各学校开展应急疏散演练，清点到每一名师生。',
    'rectification',
    'emergency',
    ['all-schools'],
    75,
    ['statement', 'photo'],
  ],
  [
    '二/（二）/6',
    '落实值班值守',
    '各单位落实领导带班和二十四小时值班，公布值班电话。',
    'rectification',
    'emergency',
    ['all-units'],
    20,
    ['document'],
  ],
  [
    '二/（二）/7',
    '发放致家长一封信',
    '各学校发放防溺水致家长一封信，逐户回收回执。',
    'rectification',
    'priority',
    ['all-schools'],
    62,
    ['statement', 'document'],
  ],
  [
    '二/（二）/7',
    '学生欺凌专项排查',
    '各学校开展学生欺凌专项排查，建立工作台账。',
    'rectification',
    'priority',
    ['all-schools'],
    68,
    ['statement'],
  ],
  [
    '二/（二）/7',
    '校舍安全隐患排查',
    '各学校对校舍、围墙、边坡进行安全隐患排查。',
    'rectification',
    'priority',
    ['all-schools'],
    48,
    ['statement', 'photo'],
  ],
  [
    '二/（三）',
    '安全管理人员轮训',
    '各学校组织安全管理人员参加轮训，做到应训尽训。',
    'rectification',
    null,
    ['all-schools'],
    80,
    ['document'],
  ],
  [
    '二/（三）',
    '风险分级管控清单',
    '各学校编制安全风险分级管控清单并在校内公示。',
    'rectification',
    null,
    ['all-schools'],
    85,
    ['document', 'photo'],
  ],
  [
    '二/（四）',
    '股室履行行业监管责任',
    '各职能股室、局属二级机构检查业务范围内的安全工作。',
    'rectification',
    null,
    ['sections', 'bureau-units'],
    100,
    ['statement'],
  ],
  [
    '三/（三）',
    '问题整改回头看',
    '各乡镇中学、县直学校对整改问题开展回头看，逐项销号。',
    'review',
    null,
    ['town-middle', 'county-schools'],
    20,
    ['statement', 'photo'],
  ],
  [
    '三/（三）',
    '报送工作总结',
    '各单位工作总结报局法制安全股。',
    'review',
    null,
    ['all-units'],
    30,
    ['document'],
    'summary',
  ],
]

/** The duties of the sample plan in the order of its text. */
export const PLANNED_TASKS: readonly PlannedTask[] = ROWS.map(
  ([path, title, quote, phase, area, sets, dueAfter, evidence, milestone]) => ({
    ...{ path, title, quote, phase, area, sets, dueAfter, evidence },
    milestone: milestone ?? null,
  }),
)

export const addresseesOf = (task: PlannedTask): Addressees => ({
  sets: [...task.sets],
  include: [],
  exclude: [],
})

const AREA_HEADINGS = [
  '消防安全',
  '食品安全和疫情防控',
  '校车安全',
  '危险化学品安全',
  '校园周边环境',
  '应急处置能力',
  '防溺水、防欺凌、防灾减灾',
]

const chinese = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** The sample plan's text, written for Anlan: an office's plan in the usual form, with dates around `today`. */
export function samplePlan(today: Day): string {
  const [first, second, third] = planPhases(today)
  const at = (path: string): string =>
    PLANNED_TASKS.filter(task => task.path === path)
      .map(task => task.quote)
      .join('')
  const areas = AREA_HEADINGS.map(
    (heading, index) => `${index + 1}.${heading}。${at(`二/（二）/${index + 1}`)}`,
  )
  const range = ({ from, to }: PlannedPhase): string => `${chinese(from)}至${chinese(to)}`
  const year = first.from.slice(0, 4)
  const due = chinese(addDays(third.from, 30))
  return [
    '安澜县教育体育局',
    `${year}年度校园安全专项整治行动方案`,
    '',
    '各乡镇中学、县直学校，各职能股室、局属二级机构：',
    '为进一步压实校园安全责任，消除安全隐患，结合本县教育系统实际，制定本方案。',
    '一、工作目标',
    '坚持预防为主、标本兼治，通过集中整治，做到底数清、责任明、隐患除，确保师生安全。',
    '二、主要任务',
    `（一）压实安全责任。${at('二/（一）')}`,
    '（二）整治重点领域。',
    ...areas,
    `（三）提升防控能力。${at('二/（三）')}`,
    `（四）履行监管责任。${at('二/（四）')}`,
    '三、实施步骤',
    `从${chinese(first.from)}至${chinese(third.to)}，分为3个阶段进行。`,
    `（一）安排部署（${range(first)}）。${at('三/（一）')}`,
    `（二）排查整治（${range(second)}）。各单位对照任务全面排查，边查边改，建立台账，逐项销号。`,
    `（三）总结评估（${range(third)}）。${PLANNED_TASKS.find(task => task.title === '问题整改回头看')?.quote ?? ''}各单位工作总结于${due}前报局法制安全股。`,
    '四、工作要求',
    '（一）加强领导。各单位主要负责人亲自研究，分管负责人具体落实。',
    '（二）严格督查。对工作不力、隐患久拖不决的，依规追究责任。',
    '',
    '安澜县教育体育局',
    chinese(addDays(first.from, -3)),
  ].join('\n')
}
