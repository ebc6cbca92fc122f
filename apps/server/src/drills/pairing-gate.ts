import type { Instant } from '@anlan/domain'
import { networkOf } from '../auth/peer-address.ts'
import { PAIRING_LIFE_MS } from './pairing.ts'

/** All schools of a county often share one address, and on one morning all of them unpack their screens. */
const MOST_OF_A_NETWORK = 400

/** Lets one address have only so many codes waiting: whoever asks for codes without end keeps nobody else from pairing. */
export class PairingGate {
  #admitted: { readonly network: string; readonly until: number }[] = []

  admit(peer: string, now: Instant): boolean {
    const [network, at] = [networkOf(peer), Date.parse(now)]
    this.#admitted = this.#admitted.filter(({ until }) => until > at)
    if (this.#admitted.filter(each => each.network === network).length >= MOST_OF_A_NETWORK) return false
    this.#admitted.push({ network, until: at + PAIRING_LIFE_MS })
    return true
  }
}
