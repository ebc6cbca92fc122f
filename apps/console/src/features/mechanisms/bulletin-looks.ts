import type { BulletinState } from '@anlan/domain'
import type { Tone } from '@anlan/ui'

export const BULLETIN_TONES: Readonly<Record<BulletinState, Tone>> = {
  ...{ draft: 'neutral', submitted: 'warning', approved: 'info', issued: 'success', withdrawn: 'neutral' },
}
