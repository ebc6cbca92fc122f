import type { Result } from '@anlan/domain'

/** One sentence in both languages. */
export interface Sentence {
  readonly zh: string
  readonly en: string
}

/** What a command has to say when it is done: `json` for programs, `text` for people. */
export interface Answer {
  readonly json: unknown
  readonly text: string
  /** Set when the answer is bad news: it is given all the same, and the exit code is 1. */
  readonly failed?: Sentence
}

/** What a command is given besides its arguments. */
export interface Terminal {
  /** Where the person stands; names of files are resolved against it. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** A line about progress, for the person; standard output stays free for the answer. */
  say(line: string): void
}

/**
 * One command, in a file of its own that is loaded only when it is called. Gives null when its arguments are
 * not understood, a sentence when it refuses; throws only on a fault.
 */
export interface Command {
  run(args: readonly string[], terminal: Terminal): Promise<Result<Answer, Sentence> | null>
}

/** A line of the table of contents. */
export interface CommandEntry {
  /** What follows the words, as the usage shows it. */
  readonly parameters: string
  readonly about: Sentence
  readonly load: () => Promise<{ readonly command: Command }>
}
