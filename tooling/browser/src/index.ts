export { listAxeFindings } from './axe.ts'
export { launchBrowser } from './launch.ts'
export { startProduct, type Product } from './product.ts'
export { tellPages } from './tell-pages.ts'
