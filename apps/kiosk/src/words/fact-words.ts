import type { Label } from '@anlan/domain'
import type { FactKind } from '@anlan/domain/drills'
import { DRILL_TEXTS } from './drill-texts.ts'

/** What a fact says, in two words. */
export const FACT_WORDS: Record<FactKind, Label> = {
  'v1.started': { zh: '开始', en: 'started' },
  'v1.seen': DRILL_TEXTS.markSeen,
  'v1.missing': DRILL_TEXTS.markMissing,
  'v1.absent': DRILL_TEXTS.markAbsent,
  'v1.counted': DRILL_TEXTS.byHeads,
  'v1.added': DRILL_TEXTS.addPerson,
  'v1.retracted': DRILL_TEXTS.undone,
  'v1.all-clear': DRILL_TEXTS.resultClear,
  'v1.cancelled': DRILL_TEXTS.resultCancelled,
}
