import { z } from 'zod'
import { AreaId } from '../areas/area-id.ts'
import { humanText } from '../kernel/human-text.ts'
import { PostId } from '../organisation/post.ts'
import type { Unit } from '../organisation/unit.ts'
import { DutyKind } from './duty.ts'

/** One item of a model list: a duty as a school may take it over. Its key stays the same from version to version. */
export const ModelDuty = z.object({
  key: z.string().regex(/^[a-z0-9-]{3,60}$/),
  post: PostId,
  kind: DutyKind,
  area: AreaId.nullable(),
  text: humanText(4, 1000),
  basis: humanText(0, 300).nullable(),
  coOwners: z.array(PostId).max(10),
})
export type ModelDuty = z.infer<typeof ModelDuty>

const THREE_MUSTS = '《中华人民共和国安全生产法》（2021年修正）第三条'
const FIRE_LAW = '《中华人民共和国消防法》第十六条'

type Row = readonly [
  key: string,
  post: PostId,
  kind: 'business' | 'safety',
  area: AreaId | null,
  text: string,
  basis?: string | null,
  coOwners?: readonly PostId[],
]

const ROWS: readonly Row[] = [
  [
    'secretary-business',
    'party-secretary',
    'business',
    null,
    '主持学校党组织全面工作，领导思想政治和德育工作。',
  ],
  [
    ...(['secretary-safety', 'party-secretary', 'safety', null] as const),
    '对学校安全工作负总责，每学期至少主持研究一次安全工作，督促班子成员落实一岗双责。',
    '党政同责、一岗双责',
  ],
  ['head-business', 'head', 'business', null, '主持学校行政全面工作，组织教育教学和后勤保障。'],
  [
    ...(['head-safety', 'head', 'safety', null] as const),
    '是学校安全第一责任人，建立并落实全员安全责任制，保障安全经费和人员，带队检查，组织整改隐患。',
    THREE_MUSTS,
  ],
  [
    ...(['head-fire', 'head', 'safety', 'fire'] as const),
    '是学校消防安全责任人，批准消防安全制度、年度计划和经费，督促消防设施每年全面检测。',
    FIRE_LAW,
  ],
  ['deputy-business', 'deputy-head-safety', 'business', null, '协助校长抓好分管的教育教学和行政工作。'],
  [
    ...(['deputy-safety', 'deputy-head-safety', 'safety', null] as const),
    '分管学校安全工作，组织制定安全计划，召开安全例会，协调各部门落实，督促隐患按期整改。',
  ],
  [
    ...(['deputy-emergency', 'deputy-head-safety', 'safety', 'emergency'] as const),
    '组织编制和修订应急预案，每月组织一次应急疏散演练，突发事件到场指挥并按时上报。',
    null,
    ['safety-director'],
  ],
  ['office-business', 'safety-director', 'business', null, '承担安全办公室日常事务，管理安全台账和档案。'],
  [
    ...(['office-safety', 'safety-director', 'safety', null] as const),
    '组织日常安全检查，建立隐患台账，跟踪整改到销号，按要求向教育局报送材料。',
  ],
  [
    ...(['office-fire', 'safety-director', 'safety', 'fire'] as const),
    '组织防火巡查，保持疏散通道和安全出口畅通，每月检查灭火器和消防设施并记录。',
    null,
    ['general-affairs-director', 'electrician'],
  ],
  [
    ...(['office-surroundings', 'safety-director', 'safety', 'surroundings'] as const),
    '摸排校园周边治安、交通和食品摊点问题，及时报告并配合有关部门治理，落实上下学护学岗。',
    null,
    ['security-guard'],
  ],
  [
    'moral-business',
    'moral-education-director',
    'business',
    null,
    '组织德育活动和学生日常行为管理，指导班主任工作。',
  ],
  [
    ...(['moral-safety', 'moral-education-director', 'safety', null] as const),
    '组织安全教育课、主题班会和宣传活动，重要时段向家长发放安全提醒。',
  ],
  [
    ...(['moral-priority', 'moral-education-director', 'safety', 'priority'] as const),
    '组织防溺水、防欺凌教育和排查，及时处置苗头，对重点学生建立关爱措施。',
    null,
    ['class-teacher'],
  ],
  ['teaching-business', 'teaching-director', 'business', null, '组织课程实施、教学常规和考试管理。'],
  [
    ...(['teaching-safety', 'teaching-director', 'safety', null] as const),
    '把安全教育列入课程安排，管好实验课、体育课和校外教学活动的安全。',
  ],
  [
    ...(['teaching-chemicals', 'teaching-director', 'safety', 'chemicals'] as const),
    '监督危险化学品采购、领用和处置，督促落实双人双锁，每学期组织盘点。',
    null,
    ['chemicals-keeper'],
  ],
  [
    'affairs-business',
    'general-affairs-director',
    'business',
    null,
    '管理校舍、设施设备、食堂、宿舍和物资采购。',
  ],
  [
    ...(['affairs-safety', 'general-affairs-director', 'safety', null] as const),
    '定期检查校舍、用电、燃气和设施设备，发现问题立即停用并组织维修。',
  ],
  [
    ...(['affairs-food', 'general-affairs-director', 'safety', 'food'] as const),
    '管理食堂和食品采购，落实索证索票、留样和集中用餐陪餐，配合做好传染病防控。',
    null,
    ['canteen-manager', 'school-doctor'],
  ],
  [
    ...(['affairs-disaster', 'general-affairs-director', 'safety', 'priority'] as const),
    '组织校舍年度安全检查，汛期和雨雪天气前排查危险部位，落实防灾减灾措施。',
  ],
  ['grade-business', 'grade-leader', 'business', null, '组织本年级教育教学和学生管理。'],
  [
    'grade-safety',
    'grade-leader',
    'safety',
    null,
    '管好本年级楼层秩序，组织本年级疏散演练，督促班主任落实安全教育。',
  ],
  ['class-business', 'class-teacher', 'business', null, '负责本班日常管理和家校联系。'],
  [
    ...(['class-safety', 'class-teacher', 'safety', null] as const),
    '每日掌握学生到校情况，缺勤及时联系家长，按要求上好安全教育课，放学和节假日前作安全提醒。',
  ],
  ['subject-business', 'subject-teacher', 'business', null, '完成所任学科教学任务。'],
  [
    'subject-safety',
    'subject-teacher',
    'safety',
    null,
    '对任课期间学生安全负责，上课清点人数，遇险先组织学生疏散。',
  ],
  ['dormitory-business', 'dormitory-keeper', 'business', null, '管理学生宿舍内务和作息。'],
  [
    ...(['dormitory-safety', 'dormitory-keeper', 'safety', 'fire'] as const),
    '每晚清点就寝人数，夜间巡查，保持宿舍疏散门能从内部打开，制止违规用电用火。',
  ],
  ['canteen-business', 'canteen-manager', 'business', null, '管理食堂日常供餐和从业人员。'],
  [
    ...(['canteen-safety', 'canteen-manager', 'safety', 'food'] as const),
    '每日检查食品原料、加工、留样和消毒，从业人员持有效健康证上岗。',
  ],
  ['keeper-business', 'chemicals-keeper', 'business', null, '管理实验室仪器药品，准备实验教学。'],
  [
    ...(['keeper-safety', 'chemicals-keeper', 'safety', 'chemicals'] as const),
    '按双人双锁保管危险化学品，如实登记出入库，做到账物相符，规范存放废弃物。',
  ],
  ['doctor-business', 'school-doctor', 'business', null, '承担学校卫生保健和健康教育。'],
  [
    ...(['doctor-safety', 'school-doctor', 'safety', 'food'] as const),
    '组织晨午检和因病缺课追踪，发现传染病疑似情况按规定时限报告。',
  ],
  ['guard-business', 'security-guard', 'business', null, '值守校门，维护校园秩序。'],
  [
    ...(['guard-safety', 'security-guard', 'safety', 'surroundings'] as const),
    '核验登记来访人员和车辆，按时巡逻，上下学时段在校门口值守，发现异常立即报告。',
  ],
  ['electrician-business', 'electrician', 'business', null, '维护学校供电和消防控制设备。'],
  [
    'electrician-safety',
    'electrician',
    'safety',
    'fire',
    '定期检查电气线路和消防控制设备，值班期间不离岗，故障及时排除并记录。',
  ],
  ['bus-business', 'bus-safety-officer', 'business', null, '管理校车运行和乘车名册。'],
  [
    ...(['bus-safety', 'bus-safety-officer', 'safety', 'bus'] as const),
    '核查校车标牌、检验、保险和驾驶资格，每日检查出车记录，处理超速超员报警。',
    null,
    ['bus-driver', 'bus-attendant'],
  ],
  ['driver-business', 'bus-driver', 'business', null, '按核定线路、站点和时间驾驶校车。'],
  [
    'driver-safety',
    'bus-driver',
    'safety',
    'bus',
    '出车前检查车况，不超速、不超员、不疲劳驾驶，收车后检查车厢。',
  ],
  ['attendant-business', 'bus-attendant', 'business', null, '随车照管乘车学生。'],
  [
    'attendant-safety',
    'bus-attendant',
    'safety',
    'bus',
    '清点上下车人数并签字，协助学生系好安全带，确认学生全部离车。',
  ],
  ['law-business', 'rule-of-law-deputy', 'business', null, '协助开展法治教育。'],
  [
    'law-safety',
    'rule-of-law-deputy',
    'safety',
    'priority',
    '每学期到校开展法治和防欺凌教育，协助处理涉及学生的违法事件。',
  ],
  ['counsellor-business', 'safety-counsellor', 'business', null, '承担安全和法治辅导课程。'],
  [
    'counsellor-safety',
    'safety-counsellor',
    'safety',
    null,
    '面向学生开展安全和法治辅导，协助排查矛盾和心理问题。',
  ],
]

/** What the list holds for a school before the bureau has handed down its own: written for every post, and to be edited. */
export const STARTING_DUTIES: readonly ModelDuty[] = ROWS.map(
  ([key, post, kind, area, text, basis, coOwners]) => ({
    ...{ key, post, kind, area, text, basis: basis ?? null, coOwners: [...(coOwners ?? [])] },
  }),
)

const OFFICE_ROWS: readonly Row[] = [
  ['bureau-secretary-business', 'party-secretary', 'business', null, '主持局党组（党委）全面工作。'],
  [
    ...(['bureau-secretary-safety', 'party-secretary', 'safety', null] as const),
    '领导全县教育系统安全工作，定期听取汇报，督促班子成员落实一岗双责。',
    '党政同责、一岗双责',
  ],
  ['bureau-director-business', 'bureau-director', 'business', null, '主持局行政全面工作。'],
  [
    ...(['bureau-director-safety', 'bureau-director', 'safety', null] as const),
    '是全县教育系统安全工作第一责任人，部署重点工作，签发督办文件，保障工作力量和经费。',
    THREE_MUSTS,
  ],
  ['bureau-leader-business', 'bureau-leader', 'business', null, '分管相关股室业务工作。'],
  [
    ...(['bureau-leader-safety', 'bureau-leader', 'safety', null] as const),
    '分管安全工作，组织检查督导，审批督办措施，协调有关部门联合治理。',
    THREE_MUSTS,
  ],
  ['chief-business', 'section-chief', 'business', null, '负责本股室业务工作。'],
  [
    ...(['chief-safety', 'section-chief', 'safety', null] as const),
    '管业务必须管安全，把安全要求纳入本股室业务的部署、检查和考核。',
    THREE_MUSTS,
  ],
  ['clerk-business', 'section-clerk', 'business', null, '承办本股室日常业务。'],
  [
    'clerk-safety',
    'section-clerk',
    'safety',
    null,
    '承办业务时一并核查安全要求，发现问题及时报告。',
    THREE_MUSTS,
  ],
]

/** The same for the bureau and its sections (三管三必须). */
export const STARTING_OFFICE_DUTIES: readonly ModelDuty[] = OFFICE_ROWS.map(
  ([key, post, kind, area, text, basis]) => ({
    ...{ key, post, kind, area, text, basis: basis ?? null, coOwners: [] },
  }),
)

/** Posts that exist only where a school has what they look after. */
const POSTS_HAVING: Partial<Record<PostId, 'boarding' | 'hasBus' | 'hasLab' | 'hasCanteen'>> = {
  'dormitory-keeper': 'boarding',
  'canteen-manager': 'hasCanteen',
  'chemicals-keeper': 'hasLab',
  'bus-safety-officer': 'hasBus',
  'bus-driver': 'hasBus',
  'bus-attendant': 'hasBus',
}

type Features = Pick<Unit, 'boarding' | 'hasBus' | 'hasLab' | 'hasCanteen'>

/** Whether a key area concerns a unit at all: nobody answers for buses where there are none. */
export const concernsUnit = (area: AreaId, unit: Features): boolean =>
  area === 'bus' ? unit.hasBus : area === 'chemicals' ? unit.hasLab : true

/** What of a model list a unit takes over: not the posts and areas it does not have. */
export const listModelFor = (items: readonly ModelDuty[], unit: Features): ModelDuty[] =>
  items.filter(({ post, area }) => {
    const feature = POSTS_HAVING[post]
    return (feature === undefined || unit[feature]) && (area === null || concernsUnit(area, unit))
  })
