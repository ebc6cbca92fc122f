import type { Config } from '../../config.ts'
import type { Sentence } from '../command.ts'

/** `bad` keeps the product from running or its data from being safe; `note` is good to know. */
export type Verdict = 'good' | 'bad' | 'note'

export interface Finding {
  readonly about: string
  readonly verdict: Verdict
  readonly words: Sentence
}

/** Looks at one thing and says in words how it is. Throws nothing and changes nothing. */
export type Check = (
  config: Config,
  env: NodeJS.ProcessEnv,
) => Promise<readonly Finding[]> | readonly Finding[]

const finding =
  (verdict: Verdict) =>
  (about: string, zh: string, en: string): Finding => ({ about, verdict, words: { zh, en } })

export const good = finding('good')
export const bad = finding('bad')
export const note = finding('note')
