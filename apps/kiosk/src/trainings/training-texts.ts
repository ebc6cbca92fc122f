import type { Label } from '@anlan/domain'

/** Words of signing in to trainings. */
export const TRAINING_TEXTS = {
  title: { zh: '培训签到', en: 'Training: sign in' },
  open: { zh: '去签到', en: 'Sign in' },
  count: { zh: '已签到 {here} 人，应到 {asked} 人', en: '{here} of {asked} have signed in' },
  how: { zh: '点自己的姓名，或扫胸牌', en: 'Touch your name, or scan your badge' },
  ask: { zh: '{name}，确认签到？', en: '{name}, sign in?' },
  yes: { zh: '确认签到', en: 'Sign in' },
  done: { zh: '{name} 已签到', en: '{name} has signed in' },
  again: { zh: '{name} 已经签到，不必重复', en: '{name} had signed in already' },
  unknown: { zh: '胸牌不在本次培训名单中', en: 'That badge is not on the list of this training' },
  isIn: { zh: '已签到', en: 'Signed in' },
  waiting: { zh: '{count} 人待上传，联网后自动上传', en: '{count} to be sent once there is a line' },
  refused: {
    zh: '服务器没有接受：{names}。请联系组织者。',
    en: 'Not taken by the server: {names}. Please ask whoever holds the training.',
  },
  over: { zh: '本校现在没有正在签到的培训。', en: 'No training is open at this school now.' },
} as const satisfies Record<string, Label>
