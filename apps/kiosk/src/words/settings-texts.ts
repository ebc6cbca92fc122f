import type { Label } from '@anlan/domain'

/** Words of the settings. */
export const SETTINGS_TEXTS = {
  language: { zh: '语言', en: 'Language' },
  device: { zh: '设备名称', en: 'Device' },
  school: { zh: '学校', en: 'School' },
  version: { zh: '版本', en: 'Version' },
  deviceId: { zh: '设备编号', en: 'Device number' },
  sound: { zh: '试听声音', en: 'Try the sound' },
  unpair: { zh: '解除配对', en: 'Unpair' },
  unpairHint: {
    zh: '按住 1 秒。本屏的名册和记录全部清除；未上传的 {count} 条将丢失。',
    en: 'Press and hold for 1 second. All lists and records leave this screen; {count} unsent ones are lost.',
  },
  unpairInDrill: { zh: '演练进行中，不能解除配对。', en: 'Not while a drill is running.' },
} as const satisfies Record<string, Label>
