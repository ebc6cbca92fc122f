import type { Label } from '@anlan/domain'

/** Words of two kiosks that merge without a network. */
export const EXCHANGE_TEXTS = {
  exchangeHow: {
    zh: '没有网络时：一台显示二维码，另一台扫描；再反过来做一次。',
    en: 'Without a network: one shows, the other scans; then the other way round.',
  },
  exchangeShow: { zh: '显示二维码', en: 'Show codes' },
  exchangeScan: { zh: '扫描另一台', en: 'Scan the other' },
  exchangeFrame: { zh: '第 {number} 张，共 {count} 张', en: 'Code {number} of {count}' },
  exchangePlain: {
    zh: '对方提示名册不同？点这里换通用格式',
    en: 'The other says the lists differ? Use the plain form',
  },
  exchangePlainOn: { zh: '通用格式', en: 'Plain form' },
  exchangeProgress: { zh: '已读 {have} / {of}', en: 'Read {have} of {of}' },
  exchangeDone: {
    zh: '已合并，新增 {count} 条记录。对方还没有扫描本屏的，请再反过来做一次。',
    en: 'Merged: {count} new records. If the other has not scanned this one yet, let it do so now.',
  },
  exchangeNoCamera: {
    zh: '打不开摄像头。请用扫码枪扫描，或让对方扫描本屏。',
    en: 'No camera. Use a hand scanner, or let the other screen scan this one.',
  },
  exchangeOtherSchool: { zh: '对方不是本校的签到屏', en: 'The other screen is not of this school' },
  exchangeOtherRoster: {
    zh: '两台名册不同，请对方换用通用格式',
    en: 'The lists differ. Ask the other for the plain form',
  },
  exchangeOtherMode: {
    zh: '对方只是演练或设备测试，记录不并入本屏；请让对方扫描本屏',
    en: 'The other screen is in a lesser alarm (drill or test): nothing was taken. Let it scan this one',
  },
  exchangeDamaged: { zh: '二维码没有读完整，请继续对准', en: 'The codes were not read whole. Keep on' },
  exchangeNewer: { zh: '对方版本较新，请先更新本屏', en: 'The other screen is newer. Update this one first' },
} as const satisfies Record<string, Label>
