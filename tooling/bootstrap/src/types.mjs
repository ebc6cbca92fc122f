// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'

/** Projects with Vue files need vue-tsc; everything else is one build of references. */
const VUE = ['packages/ui', 'apps/console', 'apps/kiosk']
const projects = ['packages', 'apps', 'tooling'].flatMap(group =>
  readdirSync(join(ROOT, group))
    .flatMap(name => [`${group}/${name}`, `${group}/${name}/e2e`])
    .filter(path => existsSync(join(ROOT, path, 'tsconfig.json'))),
)

/** @param {string} program @param {string[]} paths */
function check(program, paths) {
  const { status } = spawnSync(process.execPath, [join(ROOT, program), '-b', ...paths], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}

check(
  'node_modules/typescript/bin/tsc',
  projects.filter(path => !VUE.includes(path)),
)
for (const path of VUE.filter(each => projects.includes(each)))
  check(`${path}/node_modules/vue-tsc/bin/vue-tsc.js`, [path])
