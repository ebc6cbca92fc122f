import { err, ok } from '@anlan/domain'
import { readConfig, type Config } from '../config.ts'
import type { Command } from './command.ts'
import type { Check, Finding, Verdict } from './doctor/check.ts'
import { checkDatabase } from './doctor/database.ts'
import { checkDataFolder } from './doctor/folder.ts'
import { checkBrowser, checkMemory, checkNode, checkPrograms } from './doctor/machine.ts'
import { checkPort } from './doctor/port.ts'
import { checkProxy } from './doctor/proxy.ts'

const CHECKS: readonly Check[] = [
  checkNode,
  checkMemory,
  checkPrograms,
  checkDataFolder,
  checkPort,
  checkProxy,
  checkDatabase,
  checkBrowser,
]

const SIGNS = { good: '✓', bad: '✗', note: '·' } as const satisfies Record<Verdict, string>

/** `doctor`: what is wrong with the machine, in words. Something bad makes the exit code 1. */
export const command: Command = {
  async run(args, { env }) {
    if (args.length > 0) return null
    let config: Config
    try {
      config = readConfig(env)
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      return err({ zh: words, en: 'Correct them and ask again.' })
    }
    const findings: Finding[] = []
    for (const check of CHECKS) findings.push(...(await check(config, env)))
    const wrong = findings.filter(({ verdict }) => verdict === 'bad').length
    const lines = findings.map(({ verdict, words }) => `${SIGNS[verdict]} ${words.zh}\n  ${words.en}`)
    const answer = {
      json: { healthy: wrong === 0, findings },
      text: lines.join('\n'),
    }
    if (wrong === 0) return ok(answer)
    return ok({
      ...answer,
      failed: { zh: `有 ${wrong} 处需要处理。`, en: `${wrong} things need attention.` },
    })
  },
}
