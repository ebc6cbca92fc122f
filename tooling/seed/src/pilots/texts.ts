import type { MaterialContent } from '@anlan/domain'

export interface MaterialStory {
  /** Story of the school that shares it. */
  readonly of: string
  readonly content: MaterialContent
  readonly daysAgo: number
  readonly fate: 'published' | 'submitted' | 'returned'
  /** How many schools took it over. */
  readonly taken: number
}

/** What the demonstration schools share. */
export const MATERIAL_STORIES: readonly MaterialStory[] = [
  {
    ...{ of: 'boarding', daysAgo: 120, fate: 'published', taken: 6 },
    content: {
      ...{ title: '寄宿制学校夜间巡查清单', kind: 'checklist', area: 'fire' },
      text: [
        '一、熄灯前（21:30—22:00）',
        '1. 逐间清点人数，与请假条核对，未到的立即联系班主任。',
        '2. 检查充电器、热得快等用电器具，发现即收存登记。',
        '3. 检查疏散通道和安全出口，常闭式防火门应关闭，安全出口不得上锁。',
        '二、夜间（23:00、2:00 各一次）',
        '1. 楼道、盥洗室、楼梯间各巡查一遍，注意异味、异响。',
        '2. 应急照明和疏散指示标志是否正常。',
        '三、交接班',
        '1. 填写巡查记录，双人签字。',
        '2. 发现的问题当班能改的立即改，改不了的登记为隐患。',
      ].join('\n'),
    },
  },
  {
    ...{ of: 'boarding', daysAgo: 90, fate: 'published', taken: 3 },
    content: {
      ...{ title: '宿舍楼风险点辨识与分级做法', kind: 'practice', area: null },
      text: [
        '我校按“分楼层、分时段、分人群”辨识宿舍楼风险点，共辨识 14 处。',
        '做法一：先由宿管和值周教师各走一遍，分别列出清单，再合并讨论，避免只凭一个人的印象。',
        '做法二：每个风险点写清楚“什么时候最危险”，例如楼梯间是晚自习后十分钟。',
        '做法三：每项管控措施只写一个责任人，避免“大家都管、没人管”。',
        '做法四：发现隐患后，同一部位的风险点当周重新评价。',
      ].join('\n'),
    },
  },
  {
    ...{ of: 'county', daysAgo: 110, fate: 'published', taken: 9 },
    content: {
      ...{ title: '学校安全风险分级管控制度（示例）', kind: 'rules', area: null },
      text: [
        '第一条 校长是风险分级管控第一责任人，分管副校长组织实施，安全专干负责日常工作。',
        '第二条 每学期开学前组织一次全面辨识；场所、设备、人员发生变化的，一周内补充辨识。',
        '第三条 重大风险由学校主要负责人管控，较大风险由分管负责人管控，一般风险由部门管控，低风险由岗位管控。',
        '第四条 风险点的管控措施应写明内容、责任人和复核日期，在现场张贴告知牌。',
        '第五条 发生事故、出现隐患反弹的，相关风险点重新评价。',
        '第六条 本制度由校务会审议通过后执行。',
      ].join('\n'),
    },
  },
  {
    ...{ of: 'primary', daysAgo: 80, fate: 'published', taken: 4 },
    content: {
      ...{ title: '中心小学带村小开展风险辨识的做法', kind: 'practice', area: 'priority' },
      text: [
        '我校所属村小人手少，由中心小学统一编制辨识表，村小只填“有没有、在哪里、谁负责”三栏。',
        '每月最后一个周五，中心小学安全专干到一所村小，与教师一起走一遍上学路，重点看水塘、沟渠和公路路口。',
        '辨识结果由中心小学统一录入系统，四色图打印后张贴在村小门口。',
      ].join('\n'),
    },
  },
  {
    ...{ of: 'kindergarten', daysAgo: 60, fate: 'published', taken: 2 },
    content: {
      ...{ title: '保教人员岗位风险培训材料', kind: 'training', area: 'food' },
      text: [
        '一、晨检：一摸二看三问四查，发现发热、皮疹立即隔离观察并报告。',
        '二、进餐：分餐前核对过敏名单；热汤热饭放置在幼儿够不到的地方。',
        '三、午睡：每 15 分钟巡视一次，注意睡姿和口中有无食物。',
        '四、离园：凭接送卡交接，陌生人代接须与家长本人电话确认。',
      ].join('\n'),
    },
  },
  {
    ...{ of: 'county', daysAgo: 2, fate: 'submitted', taken: 0 },
    content: {
      ...{ title: '实验室危险化学品风险告知卡', kind: 'checklist', area: 'chemicals' },
      text: [
        '每个药品柜张贴一张：品名、危险特性、存放要求、领用手续、泄漏处置、责任人和电话。',
        '易燃液体、氧化剂、强酸强碱分柜存放；双人双锁，领用当日归还。',
      ].join('\n'),
    },
  },
  {
    ...{ of: 'primary', daysAgo: 12, fate: 'returned', taken: 0 },
    content: {
      ...{ title: '村小上学路风险图（手绘）', kind: 'risk-map', area: 'surroundings' },
      text: '各村小上学路手绘风险图，标注水塘、路口和护学岗位置，供村小参考绘制方法。',
    },
  },
]

/** Why material was sent back. */
export const RETURNED_FOR = '图上标有学生姓名和住址，请删去后重新提交。'
/** What schools say they do with what they took over. */
export const USES: readonly string[] = [
  '结合本校实际修订后执行。',
  '在教职工会上学习，参照完善本校做法。',
  '已打印张贴，照此巡查。',
]
