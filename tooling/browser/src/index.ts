export { listAxeFindings } from './axe.ts'
export { launchBrowser } from './launch.ts'
