import { sayDay, type Label } from '../../kernel/label.ts'
import { unreachable } from '../../kernel/result.ts'
import type { VisitingGrounds, WeightPart } from './draw-weight.ts'

/** What a part of a school's weight was counted from, in a few words. */
export function sayGrounds(part: WeightPart, grounds: VisitingGrounds): Label {
  const { residual, inherent, openMajor, overdueTasks, overdueHazards, lastVisitOn } = grounds
  switch (part) {
    case 'base':
      return { zh: '每校相同', en: 'the same for all' }
    case 'grades':
      return {
        zh: `措施前红${inherent.red}橙${inherent.orange}，措施后红${residual.red}橙${residual.orange}`,
        en: `before measures ${inherent.red} red, ${inherent.orange} orange; with them ${residual.red} red, ${residual.orange} orange`,
      }
    case 'major':
      return { zh: `${openMajor}条`, en: `${openMajor}` }
    case 'overdue':
      return {
        zh: `任务${overdueTasks}项，隐患${overdueHazards}条`,
        en: `${overdueTasks} tasks, ${overdueHazards} hazards`,
      }
    case 'since':
      if (lastVisitOn === null) return { zh: '从未检查', en: 'never visited' }
      return { zh: `上次${sayDay(lastVisitOn).zh}`, en: `last ${sayDay(lastVisitOn).en}` }
    default:
      return unreachable(part)
  }
}
