// @ts-check
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's top folder. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '')
export const TOOLS = join(ROOT, '.tools')

/** Versions the project is built with; the packages come from the npm registry like everything else. */
export const NODE_MAJOR = 24
export const NODE_VERSION = '24.21.0'
export const PNPM_VERSION = '12.21.0'
