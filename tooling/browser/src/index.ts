export { listAxeFindings } from './axe.ts'
export { lendChineseFont } from './fonts.ts'
export { launchBrowser } from './launch.ts'
