import { MATERIAL_KINDS, MATERIAL_STATES } from '../../prevention/pilot/material.ts'
import { PILOT_FIGURES } from '../../prevention/pilot/pilot-criteria.ts'
import { PILOT_STATES } from '../../prevention/pilot/pilot-flow.ts'
import { field, labelsOf, type Fields } from './field.ts'

/** Pilots of dual prevention, pairings and shared material. */
export const PILOT_FIELDS: Fields = {
  'pilot.state': field('状态', 'State', PILOT_STATES),
  applied: field('申报', 'Applied'),
  named: field('确定试点', 'Named'),
  targetOn: field('完成期限', 'Target day'),
  criteria: field('验收标准', 'Criteria'),
  assessment: field('自评', 'Self-assessment'),
  answers: field('逐项说明', 'Answers'),
  accepted: field('验收', 'Accepted'),
  despite: field('指标未达标仍予通过的理由', 'Why accepted despite figures that fall short'),
  figures: field('系统统计', 'Figures', labelsOf(PILOT_FIGURES)),
  promoted: field('命名示范', 'Made a demonstration school'),
  recheckOn: field('下次复核日期', 'Re-check on'),
  rechecked: field('复核', 'Re-checked'),
  check: field('判定方式', 'Judged by'),
  figure: field('指标', 'Figure', labelsOf(PILOT_FIGURES)),
  wanted: field('应达到', 'Wanted'),
  pilotId: field('试点', 'Pilot'),
  helpedId: field('被帮扶学校', 'School that is helped'),
  goal: field('帮扶目标', 'Goal'),
  paired: field('结对', 'Paired'),
  'material.state': field('状态', 'State', MATERIAL_STATES),
  'material.kind': field('类别', 'Kind', MATERIAL_KINDS),
  'material.returned': field('退回', 'Sent back'),
  submitted: field('提交', 'Handed in'),
  published: field('发布', 'Published'),
  materialId: field('示范资料', 'Shared material'),
}
