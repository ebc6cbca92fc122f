import type { AuditVerdict, Instant } from '@anlan/domain'
import { ChainChecker } from './check.ts'
import { readRecordFile } from './record-file.ts'
import { readSeals } from './seal-log.ts'
import type { VerifyOptions } from './verify-database.ts'

export interface FileVerdict extends AuditVerdict {
  /** Seals of the log that were made after the file was written, and say nothing about it. */
  readonly laterSeals: number
}

interface Logged {
  readonly hash: string
  readonly at: string
}

const EVERY = 1_000

/**
 * Checks a file of the record without any database, step by step as a database is checked, and against a log of
 * seals when there is one: a file whose end was cut off together with its seals is whole in itself.
 */
export async function verifyFile(
  path: string,
  writtenAt: Instant,
  log: string | null,
  { progress, printed }: VerifyOptions = {},
): Promise<FileVerdict> {
  const checker = new ChainChecker(printed)
  const { expected, later } = await readLog(log, writtenAt, checker)
  let isEnded = false
  for await (const step of readRecordFile(path)) {
    switch (step.kind) {
      case 'damaged':
        checker.report('file-damaged', step.line)
        break
      case 'end':
        isEnded = true
        if (step.lines !== step.found) checker.report('file-cut', null)
        break
      case 'event':
        checker.take(step)
        compareWithLog(expected, step, checker)
        if (checker.events % EVERY === 0) await progress?.(checker.events, null)
        break
      default:
        checker.take(step)
    }
  }
  if (!isEnded) checker.report('file-cut', null)
  for (const [position, { at }] of expected) checker.report('sealed-history-missing', position, at)
  return { ...checker.finish(), laterSeals: later }
}

/** The seals the file has to agree with, by position; each has to be signed, whatever it says. */
async function readLog(
  path: string | null,
  writtenAt: Instant,
  checker: ChainChecker,
): Promise<{ expected: Map<number, Logged>; later: number }> {
  const expected = new Map<number, Logged>()
  let later = 0
  if (path === null) return { expected, later }
  for await (const seal of readSeals(path)) {
    if (seal === null) checker.report('log-damaged', null)
    else {
      checker.checkSignature(seal, seal.publicKey)
      if (Date.parse(seal.at) > Date.parse(writtenAt)) later += 1
      else expected.set(seal.position, { hash: seal.hash, at: seal.at })
    }
  }
  return { expected, later }
}

function compareWithLog(
  expected: Map<number, Logged>,
  { position, hash }: { position: number; hash: string },
  checker: ChainChecker,
): void {
  const seal = expected.get(position)
  if (!seal) return
  if (seal.hash !== hash) checker.report('sealed-history-rewritten', position, seal.at)
  expected.delete(position)
}
