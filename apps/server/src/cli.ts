import type { CommandEntry } from './cli/command.ts'
import { runCommand } from './cli/run-command.ts'

/** Every command. Each is a file that is loaded only when it is called, so that `doctor` works where others would not. */
const COMMANDS: Record<string, CommandEntry> = {
  'plan parse': {
    parameters: 'FILE',
    about: { zh: '读出方案文件，输出 JSON', en: 'read a plan document and print it as JSON' },
    load: () => import('./cli/plan-parse.ts'),
  },
  migrate: {
    parameters: '',
    about: { zh: '把数据库升到本版本的表结构', en: "bring the database to this version's schema" },
    load: () => import('./cli/migrate.ts'),
  },
  seed: {
    parameters: '',
    about: { zh: '把演示县载入空数据库', en: 'load the demonstration county into an empty database' },
    load: () => import('./cli/seed.ts'),
  },
}

process.exitCode = await runCommand(
  COMMANDS,
  process.argv.slice(2),
  { out: text => process.stdout.write(text), err: text => process.stderr.write(text) },
  { cwd: process.cwd(), env: process.env },
)
