import { ok } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { replaceSealingKey } from '../audit/sealing-key.ts'
import { systemClock } from '../clock.ts'
import { SYSTEM } from '../db/scope.ts'
import type { Command } from './command.ts'
import { withRecord } from './with-record.ts'

/**
 * `audit rotate-key`: a new sealing key for this data folder. The old one seals what there is, once more; that it was
 * replaced is the first thing the new one seals. A running server takes the new key with its next seal.
 */
export const command: Command = {
  async run(args, terminal) {
    if (args.length > 0) return null
    const { before, after } = await withRecord(terminal, async ({ keeper, connections, config }) => {
      await keeper.chain()
      await keeper.seal()
      const occasion = { actor: SYSTEM, now: systemClock.now(), requestId: null }
      const replaced = await connections.db.transaction(SYSTEM, async tx => {
        const keys = replaceSealingKey(config.dataDir)
        await recordAudit(tx, occasion, {
          ...{ action: 'audit.replace-key', subject: { kind: 'audit', id: 'record' }, unitId: null },
          ...{ before: { keyId: keys.before.id }, after: { keyId: keys.after.id } },
        })
        return keys
      })
      await keeper.chain()
      await keeper.seal()
      return replaced
    })
    return ok({
      json: { before: before.id, after: after.id },
      text: [
        `封存密钥已更换：${before.id} → ${after.id}。以前的封存仍可核验。`,
        `The sealing key was replaced: ${before.id} → ${after.id}. Earlier seals stay proven.`,
      ].join('\n'),
    })
  },
}
