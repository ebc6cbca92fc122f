import type { LetterLevel } from './letter-flow.ts'
import type { LetterTemplateContent } from './letter-template.ts'

type Words = Omit<LetterTemplateContent, 'level'>

const clause = (text: string, owner: string | null = null) => ({ text, owner })

/** What a letter of each level says before a bureau or a school has written its own. */
const TEMPLATES: Readonly<Record<LetterLevel, Words>> = {
  'bureau-school': {
    title: '学校安全工作责任书',
    preamble: '为落实学校安全主体责任，{单位}{职务}{姓名}就{年度}学校安全工作向县教育体育局作出以下承诺。',
    clauses: [
      clause('坚持党政同责、一岗双责，每学期专题研究安全工作，公布全员安全责任清单。', '党组织书记、校长'),
      clause('建立隐患排查台账，逐项明确责任人、措施、资金、时限和预案，按期整改到位。', '安全办'),
      clause('保持疏散通道和安全出口畅通，按规定检查消防设施，每月组织疏散演练。', '安全办'),
      clause('管好食堂和饮用水，落实陪餐、留样和从业人员健康管理。', '总务处'),
      clause('开齐安全教育课，抓好防溺水、防欺凌和交通安全教育。', '德育处'),
      clause('发生突发事件按规定时限和程序报告，不迟报、不漏报、不瞒报。', '分管安全副校长'),
    ],
    withDuties: false,
    closing: '因工作不到位造成责任事故的，依照有关规定追究责任。',
  },
  'school-department': {
    title: '部门安全工作责任书',
    preamble: '{单位}{职务}{姓名}就{年度}本部门安全工作向学校作出以下承诺，并履行下列岗位职责。',
    clauses: [
      clause('把安全要求纳入本部门工作计划，布置、检查业务时一并布置、检查安全。'),
      clause('发现隐患立即采取控制措施并登记上报，按期完成整改。'),
    ],
    withDuties: true,
    closing: '履行职责情况作为年度考核的依据。',
  },
  'school-staff': {
    title: '岗位安全责任书',
    preamble: '{单位}{职务}{姓名}就{年度}岗位安全工作向学校作出以下承诺，并履行下列岗位职责。',
    clauses: [
      clause('遵守学校安全制度，参加安全培训和演练，掌握本岗位应急处置方法。'),
      clause('遇有险情先组织学生避险疏散，并立即报告。'),
    ],
    withDuties: true,
    closing: '履行职责情况作为年度考核的依据。',
  },
  'school-parents': {
    title: '家校安全责任书',
    preamble: '{单位}与学生家长（监护人）{姓名}就{年度}学生安全约定如下。',
    clauses: [
      clause('上下学途中和校外期间，家长履行监护责任，不让学生乘坐无牌无证、超员或非法营运车辆。', '家长'),
      clause('教育学生不私自下水，节假日和汛期知晓学生去向。', '家长'),
      clause('学生因病因事不能到校，及时向班主任请假并如实告知传染病情况。', '家长'),
      clause('学校按规定开展安全教育，发现异常及时与家长联系。', '班主任'),
    ],
    withDuties: false,
    closing: '本责任书一式两份，学校和家长各执一份。',
  },
  'school-contractor': {
    title: '服务单位安全责任书',
    preamble: '{单位}与{姓名}就{年度}在校服务期间的安全工作约定如下。',
    clauses: [
      clause('服务单位依法取得相应资质，人员持证上岗，接受学校监督检查。', '服务单位'),
      clause('严格执行食品、车辆、消防和安保的操作规程，如实做好记录。', '服务单位'),
      clause('发现隐患立即整改，发生事故立即报告学校并配合处置。', '服务单位'),
      clause('学校定期检查服务单位履行情况，督促整改问题。', '总务处'),
    ],
    withDuties: false,
    closing: '本责任书一式两份，学校和服务单位各执一份。',
  },
}

/** The template the house begins with at a level. */
export const startingTemplate = (level: LetterLevel): LetterTemplateContent => ({
  level,
  ...TEMPLATES[level],
})
