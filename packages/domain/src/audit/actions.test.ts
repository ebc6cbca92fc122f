import { expect, test } from 'vitest'
import { labelAuthorRole } from './actions.ts'

test('whoever acts has a word: a role, a kiosk, or what an older version wrote', () => {
  expect(labelAuthorRole('auditor').en).toBe('Auditor (read only)')
  expect(labelAuthorRole('kiosk')).toEqual({ zh: '签到屏', en: 'Kiosk' })
  expect(labelAuthorRole('bus-platform').zh).toBe('校车监控平台')
  expect(labelAuthorRole('clerk')).toEqual({ zh: 'clerk', en: 'clerk' })
})
