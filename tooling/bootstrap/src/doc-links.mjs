// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { ROOT } from './paths.mjs'

// Every relative link and picture in the project's own pages leads to a file that is there.
const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
const pages = listed.stdout.split('\n').filter(path => path !== '' && existsSync(join(ROOT, path)))
const LINK = /\]\((?!https?:|#|mailto:)([^)\s#]+)(?:#[^)]*)?\)/g

const broken = pages.flatMap(page => {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/```[\s\S]*?```/g, '')
  return [...text.matchAll(LINK)]
    .map(match => /** @type {string} */ (match[1]))
    .filter(target => !existsSync(join(ROOT, dirname(page), target)))
    .map(target => `${page}: ${target}`)
})
for (const line of broken) process.stderr.write(`死链接 / broken link: ${line}\n`)
process.exit(broken.length > 0 ? 1 : 0)
