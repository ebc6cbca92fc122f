import { existsSync, readdirSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

/**
 * Every workspace package that brings a vitest configuration of its own. All name the same number of workers: Vitest runs
 * them as one group only then, and its own number follows the machine's cores.
 */
const projects = ['packages', 'apps', 'tooling'].flatMap(group =>
  readdirSync(`${root}${group}`)
    .filter(name => `${group}/${name}` !== 'tooling/vitest')
    .map(name => `${root}${group}/${name}/vitest.config.ts`)
    .filter(path => existsSync(path)),
)

export default defineConfig({ root, test: { projects } })
