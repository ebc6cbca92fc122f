import type { Label } from '@anlan/domain'

/** Words beside the camera, and what a scan came to. */
export const SCAN_TEXTS = {
  scanWait: { zh: '把胸牌上的码对准镜头', en: 'Hold the badge in front of the camera' },
  scanNoCamera: {
    zh: '打不开摄像头，可以使用扫码枪，或按班级点名。',
    en: 'No camera. Use a hand scanner, or count by class.',
  },
  scanSeen: { zh: '{name} 已到', en: '{name} is safe' },
  scanAgain: { zh: '{name} 已经登记过', en: '{name} was scanned before' },
  scanForeign: { zh: '不是本校的胸牌', en: 'Not a badge of this school' },
  scanDamaged: { zh: '胸牌码有损坏，请按姓名点名', en: 'The badge is damaged. Please count by name' },
  scanNotABadge: { zh: '这不是胸牌', en: 'This is not a school badge' },
  scanUnknown: {
    zh: '本校胸牌，但不在名册上，请当场登记',
    en: 'A badge of this school, but on no list. Please add the person',
  },
  scanIdle: { zh: '现在没有演练', en: 'No drill is running' },
} as const satisfies Record<string, Label>
