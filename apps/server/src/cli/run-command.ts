import { HostRefusal } from '../host.ts'
import type { CommandEntry, Sentence, Terminal } from './command.ts'

export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/**
 * Finds the command the words name and runs it. The answer goes to `out`, as JSON with `--json`; everything
 * else goes to `err`.
 * @returns the exit code: 0 done, 1 refused or failed, 2 not understood
 */
export async function runCommand(
  commands: Readonly<Record<string, CommandEntry>>,
  words: readonly string[],
  { out, err }: Streams,
  place: Pick<Terminal, 'cwd' | 'env'>,
): Promise<number> {
  const json = words.includes('--json')
  const args = words.filter(word => word !== '--json')
  const name = [2, 1].map(length => args.slice(0, length).join(' ')).find(each => each in commands)
  const entry = name === undefined ? undefined : commands[name]
  if (name === undefined || entry === undefined) {
    err(usage(commands))
    return 2
  }
  const { command } = await entry.load()
  const terminal: Terminal = { ...place, say: line => err(`${line}\n`) }
  try {
    const result = await command.run(args.slice(name.split(' ').length), terminal)
    if (result === null) {
      err(usage({ [name]: entry }))
      return 2
    }
    if (!result.ok) return refuse(err, result.error)
    const { json: value, text, failed } = result.value
    out(json ? `${JSON.stringify(value, null, 2)}\n` : withNewline(text))
    return failed ? refuse(err, failed) : 0
  } catch (error) {
    err(`${explain(error)}\n`)
    return 1
  }
}

function refuse(err: Streams['err'], { zh, en }: Sentence): number {
  err(`${zh}\n${en}\n`)
  return 1
}

const withNewline = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

/** A refusal of the machine keeps to its sentence; a fault shows its stack, for whoever will mend it. */
function explain(error: unknown): string {
  if (error instanceof HostRefusal) return error.message
  if (error instanceof Error && error.message.includes('environment variables')) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function usage(commands: Readonly<Record<string, CommandEntry>>): string {
  const lines = Object.entries(commands).map(([name, { parameters, about }]) => {
    const call = [name, parameters].filter(part => part !== '').join(' ')
    return `  ${call.padEnd(20)} ${about.zh} / ${about.en}`
  })
  return `用法 / usage: npm run -s anlan -- <command> [--json]\n${lines.join('\n')}\n`
}
