import { dayOf, err, ok, readPrintedSeal, timeOf, type Instant } from '@anlan/domain'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readOpening } from '../audit/record-file.ts'
import type { Progress } from '../audit/verify-database.ts'
import { verifyFile } from '../audit/verify-file.ts'
import type { Command, Sentence, Terminal } from './command.ts'
import { describeVerdict } from './describe-verdict.ts'
import { withRecord } from './with-record.ts'

/**
 * `audit verify`: checks the record of the configured database, with the seals kept in the data folder.
 * `audit verify FILE`: checks a file that `audit export` wrote, without any database; `--seals LOG` adds a log of seals
 * that somebody kept. `--printed NUMBER`, as often as needed, looks for a seal that stands on paper. Nothing is changed.
 */
export const command: Command = {
  async run(args, terminal) {
    const asked = readArguments(args)
    if (!asked) return null
    const printed = asked.printed.map(readPrintedSeal)
    const unread = printed.indexOf(null)
    if (unread >= 0) return err(noSeal(asked.printed[unread] ?? ''))
    const options = { progress: tell(terminal), printed: printed.filter(seal => seal !== null) }
    if (asked.file === undefined) {
      return ok(describeVerdict(await withRecord(terminal, ({ keeper }) => keeper.verify(options))))
    }
    const path = resolve(terminal.cwd, asked.file)
    const log = asked.seals === undefined ? null : resolve(terminal.cwd, asked.seals)
    for (const each of log === null ? [path] : [path, log])
      if (!existsSync(each)) return err(cannotOpen(each))
    const writtenAt = await readOpening(path).catch(() => null)
    if (writtenAt === null) return err(notAnExport(path))
    const verdict = await verifyFile(path, writtenAt, log, options)
    return ok(describeVerdict(verdict, notesOn(writtenAt, log, verdict.laterSeals)))
  },
}

interface Asked {
  readonly file: string | undefined
  readonly seals: string | undefined
  readonly printed: readonly string[]
}

function readArguments(args: readonly string[]): Asked | null {
  try {
    const options = { seals: { type: 'string' }, printed: { type: 'string', multiple: true } } as const
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [file, ...rest] = positionals
    if (rest.length > 0 || (file === undefined && values.seals !== undefined)) return null
    return { file, seals: values.seals, printed: values.printed ?? [] }
  } catch {
    return null
  }
}

const EVERY = 50_000

const tell =
  ({ say }: Pick<Terminal, 'say'>): Progress =>
  (checked, total) => {
    if (checked > 0 && checked % EVERY === 0) say(total === null ? `${checked} …` : `${checked} / ${total} …`)
  }

function notesOn(writtenAt: Instant, log: string | null, later: number): Sentence[] {
  const moment = `${dayOf(writtenAt)} ${timeOf(writtenAt)}`
  const notes = [{ zh: `文件写于 ${moment}。`, en: `The file was written at ${moment} (China).` }]
  if (log === null) {
    notes.push({
      zh: '没有用 --seals 给出封存日志，只能证明文件自身前后一致；末尾连同封存一起被截去时看不出来。',
      en: 'Without a log of seals (--seals) the file is proved against itself only: an end cut off together with its seals would not show.',
    })
  }
  if (later > 0) {
    notes.push({
      zh: `封存日志里另有 ${later} 次封存晚于文件，没有可比对的内容。`,
      en: `${later} seals in the log are later than the file and say nothing about it.`,
    })
  }
  return notes
}

const noSeal = (text: string): Sentence => ({
  zh: `“${text}”不是纸面上的封存号，封存号形如 21-de724940fa4b0b44。`,
  en: `“${text}” is no seal as printed: one looks like 21-de724940fa4b0b44.`,
})
const cannotOpen = (path: string): Sentence => ({
  zh: `找不到文件：${path}`,
  en: `There is no file ${path}.`,
})
const notAnExport = (path: string): Sentence => ({
  zh: `${path} 不是审计导出文件。`,
  en: `${path} is not a file that audit export wrote.`,
})
