import { defineChecklist } from '../../kernel/checklist.ts'
import { cite } from '../../kernel/rule.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL } from '../keepers.ts'

const {
  'food-law': FOOD_LAW,
  'campaign-plan': PLAN,
  'compulsory-education-law': EDUCATION,
  'minors-law': MINORS,
  'net-cafe-regulation': NET_CAFES,
  'four-hundred-percent': FOUR_FULL,
  'shandong-school-safety': SHANDONG,
  'internal-security-regulation': SECURITY,
  'security-guards-regulation': GUARDS,
  'campus-safety-campaign': SAFE_CAMPUS,
} = DOCUMENTS

export const surroundingsChecklist = defineChecklist({
  id: 'self-inspection',
  label: { zh: '校园周边环境自查清单', en: 'Surroundings: self-inspection' },
  versions: [
    {
      version: 1,
      from: '2021-01-01',
      sections: [
        {
          id: 'surroundings',
          label: { zh: '校园周边环境', en: 'Surroundings' },
          binds: EVERY_SCHOOL,
          items: [
            {
              code: 'SU01',
              text: {
                zh: '校门两侧无证摊贩、占道经营已登记上报',
                en: 'Illegal vendors recorded and referred',
              },
              basis: [cite(PLAN, 'text'), cite(EDUCATION, 'text', '23')],
              severity: 'general',
              every: ['week'],
              kinds: ['photo'],
            },
            {
              code: 'SU02',
              text: { zh: '周边店铺无"三无""五毛"食品售学生', en: 'No unlabelled/"five-mao" food' },
              basis: [cite(FOOD_LAW, 'memory'), cite(PLAN, 'text')],
              severity: 'general',
              every: ['month'],
              kinds: ['photo'],
            },
            {
              code: 'SU03',
              text: { zh: '无非法出版物、有害读物玩具', en: 'No illegal publications' },
              basis: [cite(MINORS, 'memory', '50'), cite(PLAN, 'text')],
              severity: 'general',
              every: ['month'],
              kinds: ['photo'],
            },
            {
              code: 'SU04',
              text: { zh: '违章建筑、广告牌危险物已排查', en: 'Illegal structures, loose signs' },
              basis: [cite(PLAN, 'text')],
              severity: 'general',
              every: ['term'],
              kinds: ['photo'],
            },
            {
              code: 'SU05',
              text: {
                zh: '200米内无网吧，周边无歌舞娱乐、酒吧',
                en: 'No net café in 200 m; no KTV/bars nearby',
              },
              basis: [cite(NET_CAFES, 'text', '9'), cite(MINORS, 'text', '58')],
              severity: 'general',
              every: ['term'],
              kinds: ['number'],
              number: {
                label: { zh: '200米内网吧数', en: 'Net cafés within 200 m' },
                unit: { zh: '家', en: 'cafés' },
                max: 0,
              },
            },
            {
              code: 'SU06',
              text: { zh: '无售烟酒彩票网点、向未成年人售烟', en: 'No tobacco/alcohol/lottery outlets' },
              basis: [cite(MINORS, 'text', '59')],
              severity: 'general',
              every: ['term'],
              kinds: ['photo'],
            },
            {
              code: 'SU07',
              text: { zh: '上放学护学岗到岗（警、校、家）', en: 'Gate guard at peaks' },
              basis: [cite(FOUR_FULL, 'excerpt')],
              severity: 'general',
              every: ['day'],
              kinds: ['record'],
            },
            {
              code: 'SU08',
              text: { zh: '校门硬质防冲撞、减速带、斑马线', en: 'Anti-ram, speed bumps, crossing' },
              basis: [cite(SHANDONG, 'text', '30'), cite(SHANDONG, 'text', '32')],
              severity: 'general',
              every: ['term'],
              kinds: ['photo'],
            },
            {
              code: 'SU09',
              text: { zh: '封闭管理，外来人员车辆登记', en: 'Closed campus, visitor log' },
              basis: [cite(SHANDONG, 'text', '29'), cite(SHANDONG, 'text', '30'), cite(FOUR_FULL, 'excerpt')],
              severity: 'general',
              every: ['day'],
              kinds: ['record'],
            },
            {
              code: 'SU10',
              text: { zh: '一键报警、视频监控联网可用', en: 'One-key alarm, CCTV' },
              basis: [cite(SECURITY, 'text'), cite(FOUR_FULL, 'excerpt')],
              severity: 'general',
              every: ['month'],
              kinds: ['yes-no'],
            },
            {
              code: 'SU11',
              text: { zh: '专职保安配备、器械齐、培训持证', en: 'Guards, equipment, certificate' },
              basis: [cite(SHANDONG, 'text', '13'), cite(GUARDS, 'text')],
              severity: 'general',
              every: ['month'],
              kinds: ['number'],
              number: {
                label: { zh: '专职保安人数', en: 'Full-time guards' },
                unit: { zh: '人', en: 'people' },
                min: 0,
              },
            },
            {
              code: 'SU12',
              text: { zh: '周边施工、噪声、污染风险', en: 'Construction, noise, pollution' },
              basis: [cite(SHANDONG, 'text', '20')],
              severity: 'general',
              every: ['month'],
              kinds: ['photo'],
            },
            {
              code: 'SU13',
              text: {
                zh: '涉校高危人员、矛盾纠纷信息共享',
                en: 'High-risk persons info sharing (restricted)',
              },
              basis: [cite(SAFE_CAMPUS, 'excerpt')],
              severity: 'major',
              every: ['at-once'],
              kinds: ['record'],
              restricted: true,
            },
            {
              code: 'SU14',
              text: { zh: '移送事项按期收到回函、已复查', en: 'Referral replies on time and verified' },
              basis: [cite(PLAN, 'text')],
              severity: 'general',
              every: ['month'],
              kinds: ['record'],
              registers: ['surroundings/problem-lead'],
            },
          ],
        },
      ],
    },
  ],
})
