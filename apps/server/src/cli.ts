import type { CommandEntry } from './cli/command.ts'
import { runCommand } from './cli/run-command.ts'

/** Every command. Each is a file that is loaded only when it is called, so that `doctor` works where others would not. */
const COMMANDS: Record<string, CommandEntry> = {
  'plan parse': {
    parameters: 'FILE',
    about: { zh: '读出方案文件，输出 JSON', en: 'read a plan document and print it as JSON' },
    load: () => import('./cli/plan-parse.ts'),
  },
  'plan import': {
    parameters: 'FILE --for USERNAME',
    about: { zh: '把方案文件导入为草稿', en: "begin a campaign's draft from a plan document" },
    load: () => import('./cli/plan-import.ts'),
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
  'user add': {
    parameters: '--username U --name N --role R --unit U',
    about: { zh: '添加账号，显示一次性密码', en: 'add an account and print its one-time password' },
    load: () => import('./cli/user-add.ts'),
  },
  'user reset': {
    parameters: '--username U',
    about: { zh: '重置密码，显示一次性密码', en: 'reset a password and print the one-time one' },
    load: () => import('./cli/user-reset.ts'),
  },
  'kiosk pair': {
    parameters: '--code C --unit U --name N',
    about: { zh: '配对签到屏', en: 'pair a kiosk by the code it shows' },
    load: () => import('./cli/kiosk-pair.ts'),
  },
  doctor: {
    parameters: '',
    about: { zh: '检查本机能否运行安澜', en: 'say what is wrong with this machine' },
    load: () => import('./cli/doctor.ts'),
  },
  backup: {
    parameters: 'DIR',
    about: {
      zh: '把数据库、文件和密钥备份到新文件夹',
      en: 'back database, files and keys up into a new folder',
    },
    load: () => import('./cli/backup.ts'),
  },
  restore: {
    parameters: 'DIR',
    about: { zh: '把备份恢复到空的数据文件夹', en: 'restore a backup into an empty data folder' },
    load: () => import('./cli/restore.ts'),
  },
  export: {
    parameters: 'DIR',
    about: {
      zh: '把全县数据导出到新文件夹（JSON），供其他系统使用或存档',
      en: "write the county's data into a new folder as JSON, for another system or an archive",
    },
    load: () => import('./cli/export.ts'),
  },
  'audit verify': {
    parameters: '[FILE [--seals LOG]] [--printed N]',
    about: {
      zh: '核验审计记录，或核验导出的文件（不需要数据库）',
      en: 'check the audit, or an exported file of it without a database',
    },
    load: () => import('./cli/audit-verify.ts'),
  },
  'audit export': {
    parameters: 'FILE',
    about: { zh: '把审计记录导出到新文件', en: 'write the audit into a new file' },
    load: () => import('./cli/audit-export.ts'),
  },
  'audit rotate-key': {
    parameters: '',
    about: { zh: '更换审计的封存密钥', en: 'replace the key that seals the audit' },
    load: () => import('./cli/audit-rotate-key.ts'),
  },
}

process.exitCode = await runCommand(
  COMMANDS,
  process.argv.slice(2),
  { out: text => process.stdout.write(text), err: text => process.stderr.write(text) },
  { cwd: process.cwd(), env: process.env },
)
