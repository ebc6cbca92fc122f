import { chooseUser, findBinaries } from '@anlan/postgres'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { clusterFolder } from '../../host.ts'
import { bad, good, note, type Check } from './check.ts'

const NODE_MAJOR = 24
const LITTLE_MEMORY = 1024 ** 3

export const checkNode: Check = () => {
  const { node } = process.versions
  if (Number.parseInt(node, 10) >= NODE_MAJOR) return [good('node', `Node ${node}。`, `Node ${node}.`)]
  return [
    bad(
      'node',
      `Node ${node} 太旧，需要 ${NODE_MAJOR} 或更高版本；用 npm start 启动时会自动取得。`,
      `Node ${node} is too old: ${NODE_MAJOR} or newer is needed; npm start fetches it by itself.`,
    ),
  ]
}

export const checkMemory: Check = () => {
  const size = `${(totalmem() / 1024 ** 3).toFixed(1)} GB`
  return totalmem() < LITTLE_MEMORY
    ? [
        note(
          'memory',
          `内存只有 ${size}，建议 2 GB 以上。`,
          `Memory is only ${size}; 2 GB or more is advised.`,
        ),
      ]
    : [good('memory', `内存 ${size}。`, `Memory ${size}.`)]
}

/** The embedded PostgreSQL's programs, tried as the user who would run them. */
export const checkPrograms: Check = ({ databaseUrl, dataDir }) => {
  if (databaseUrl !== null) return []
  const user = chooseUser(join(clusterFolder(dataDir), 'cluster'))
  if (!user.ok) return [bad('programs', user.error.message.zh, user.error.message.en)]
  // Where the programs cannot be run in place they would be copied; here that is only tried.
  const tried = mkdtempSync(join(tmpdir(), 'anlan-doctor-'))
  try {
    const found = findBinaries(user.value, tried)
    if (!found.ok) return [bad('programs', found.error.message.zh, found.error.message.en)]
    const { version } = found.value
    return [
      good('programs', `内置 PostgreSQL ${version} 可以运行。`, `The embedded PostgreSQL ${version} runs.`),
    ]
  } finally {
    rmSync(tried, { recursive: true, force: true })
  }
}

const answers = (program: string, ...args: string[]): string => {
  const asked = spawnSync(program, args, { encoding: 'utf8', timeout: 5_000 })
  return asked.status === 0 ? asked.stdout.trim() : ''
}

/** Only the browser tests and pictures need these; people bring their own browsers. */
export const checkBrowser: Check = () => {
  const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
    name => answers(name, '--version') !== '',
  )
  const fonts = answers('fc-list', ':lang=zh') !== ''
  return [
    chromium
      ? note(
          'browser',
          `浏览器测试可用本机的 ${chromium}。`,
          `Browser tests can use this machine’s ${chromium}.`,
        )
      : note(
          'browser',
          '本机没有 Chromium；浏览器测试使用 npm 自带的，使用安澜不受影响。',
          'No Chromium here: browser tests use the one from npm; using Anlan does not need it.',
        ),
    fonts
      ? note('fonts', '本机有中文字体。', 'Chinese fonts are installed.')
      : note(
          'fonts',
          '本机没有中文字体；浏览器测试使用 npm 自带的，使用安澜不受影响。',
          'No Chinese fonts here: browser tests use the ones from npm; using Anlan does not need them.',
        ),
  ]
}
