import {
  printSeal,
  type AuditBreak,
  type AuditBreakCode,
  type AuditVerdict,
  type PrintedSeal,
} from '@anlan/domain'
import { GENESIS, linkHash } from './canonical.ts'
import type { AuditRecord } from './record.ts'
import { sealText, type Seal } from './seal.ts'
import { isSignedBy, keyIdOf } from './sealing-key.ts'

/** More breaks than this say nothing new; they are still counted. */
const MAX_BREAKS = 20

/**
 * Checks a record step by step, whatever it comes from. After a break it goes on from the hash that was
 * stored, so that one changed event is one break and not the whole rest of the chain.
 */
export class ChainChecker {
  readonly #keys = new Map<string, string>()
  readonly #breaks: AuditBreak[] = []
  /** Seals that somebody has on paper and that were not met yet. */
  readonly #printed: Set<PrintedSeal>
  #found = 0
  #position = 0
  #hash = GENESIS
  #events = 0
  #seals = 0
  #waiting = 0
  #lastSeal: Seal | null = null

  constructor(printed: readonly PrintedSeal[] = []) {
    this.#printed = new Set(printed)
  }

  /** Links checked so far. */
  get events(): number {
    return this.#events
  }

  get head(): { position: number; hash: string } {
    return { position: this.#position, hash: this.#hash }
  }

  take(record: AuditRecord): void {
    switch (record.kind) {
      case 'key':
        this.#keys.set(record.id, record.publicKey)
        if (keyIdOf(record.publicKey) !== record.id) this.report('key-exchanged', null, record.id)
        return
      case 'event':
        return this.#takeEvent(record)
      case 'seal':
        return this.#takeSeal(record)
      case 'outside':
        this.#waiting = record.waiting
        if (record.gone > 0) this.report('waiting-event-gone', null, String(record.gone))
        if (record.unlisted > 0) this.report('event-not-linked', null, String(record.unlisted))
    }
  }

  #takeEvent({ position, hash, event }: AuditRecord & { kind: 'event' }): void {
    if (position !== this.#position + 1) this.report('link-missing', this.#position + 1)
    else if (event === null) this.report('event-missing', position)
    else if (linkHash(this.#hash, event) !== hash) this.report('event-changed', position)
    for (const seal of this.#printed)
      if (seal.position === position && hash.startsWith(seal.hash)) this.#printed.delete(seal)
    this.#position = position
    this.#hash = hash
    this.#events += 1
  }

  #takeSeal(seal: Seal): void {
    this.#seals += 1
    this.#lastSeal = seal
    if (seal.position > this.#position) this.report('tail-missing', this.#position + 1, String(seal.position))
    else if (seal.position < this.#position) this.report('link-missing', seal.position)
    else if (seal.hash !== this.#hash) this.report('seal-contradicts', seal.position)
    this.checkSignature(seal)
  }

  /** A seal proves something only by the signature of a key we know. */
  checkSignature(seal: Seal, publicKey = this.#keys.get(seal.keyId)): void {
    if (publicKey === undefined) this.report('seal-key-unknown', seal.position, seal.keyId)
    else if (
      keyIdOf(publicKey) !== seal.keyId ||
      !isSignedBy({ id: seal.keyId, publicKey }, sealText(seal), seal.signature)
    )
      this.report('seal-forged', seal.position)
  }

  report(code: AuditBreakCode, position: number | null, detail: string | null = null): void {
    this.#found += 1
    if (this.#breaks.length < MAX_BREAKS) this.#breaks.push({ code, position, detail })
  }

  finish(): AuditVerdict {
    for (const seal of this.#printed) this.report('printed-seal-missing', seal.position, printSeal(seal))
    return {
      ok: this.#found === 0,
      events: this.#events,
      seals: this.#seals,
      waiting: this.#waiting,
      head: this.#events === 0 ? null : this.head,
      lastSeal: this.#lastSeal && {
        position: this.#lastSeal.position,
        at: this.#lastSeal.at,
        keyId: this.#lastSeal.keyId,
      },
      breaks: this.#breaks,
      found: this.#found,
    }
  }
}
