import board from './words/board-words.ts'
import county from './words/county-words.ts'
import drills from './words/drill-words.ts'
import kiosks from './words/kiosk-words.ts'
import report from './words/report-words.ts'
import rosters from './words/roster-words.ts'
import standards from './words/standard-words.ts'

/** The feature's words, kept by subject. */
export default {
  zh: { ...drills.zh, ...board.zh, ...report.zh, ...county.zh, ...rosters.zh, ...kiosks.zh, ...standards.zh },
  en: { ...drills.en, ...board.en, ...report.en, ...county.en, ...rosters.en, ...kiosks.en, ...standards.en },
}
