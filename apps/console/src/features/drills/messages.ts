import board from './words/board-words.ts'
import county from './words/county-words.ts'
import drills from './words/drill-words.ts'
import kiosks from './words/kiosk-words.ts'
import report from './words/report-words.ts'
import rosters from './words/roster-words.ts'

/** The feature's words, kept by subject. */
export default {
  zh: { ...drills.zh, ...board.zh, ...report.zh, ...county.zh, ...rosters.zh, ...kiosks.zh },
  en: { ...drills.en, ...board.en, ...report.en, ...county.en, ...rosters.en, ...kiosks.en },
}
