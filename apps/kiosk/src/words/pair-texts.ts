import type { Label } from '@anlan/domain'

/** Words of the pairing. */
export const PAIR_TEXTS = {
  pairTitle: { zh: '配对签到屏', en: 'Pair this screen' },
  pairHow: {
    zh: '请本校安全专干或管理员登录工作台，在“演练”的“签到屏”页点“配对签到屏”，输入下面的配对码。',
    en: 'The school’s safety officer or administrator opens “Drills”, “Kiosks”, “Pair a kiosk” in the console and enters this code.',
  },
  pairCode: { zh: '配对码', en: 'Pairing code' },
  pairWaits: {
    zh: '等待批准，{minutes} 分钟内有效。',
    en: 'Waiting for approval; good for {minutes} minutes.',
  },
  pairNoServer: { zh: '连接不上服务器，正在重试。', en: 'The server cannot be reached. Trying again.' },
  pairRevoked: {
    zh: '本屏已被停用，屏上的名册和记录已清除。如需继续使用，请重新配对。',
    en: 'This screen was revoked, and its lists and records are gone. Pair it again to use it.',
  },
} as const satisfies Record<string, Label>
