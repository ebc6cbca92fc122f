import type { Label } from '@anlan/domain'

/** Words beside the camera. */
export const SCAN_TEXTS = {
  scanWait: { zh: '把证件上的码对准镜头', en: 'Hold the badge in front of the camera' },
  scanNoCamera: {
    zh: '打不开摄像头，可以使用扫码枪，或按班级点名。',
    en: 'No camera. Use a hand scanner, or count by class.',
  },
} as const satisfies Record<string, Label>
