import type { Result } from '@anlan/domain'
import type { Answer, Command, Sentence } from '../cli/command.ts'

/** Calls a command as the terminal would, with only these variables in the environment. */
export function callCommand(
  command: Command,
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<Result<Answer, Sentence> | null> {
  return command.run(args, { cwd: '/', env: { PATH: process.env.PATH, ...env }, say: () => undefined })
}
