import { inject, type InjectionKey } from 'vue'
import type { Words } from './language.ts'

export const WORDS: InjectionKey<Words> = Symbol('words')

/** The reader's words on the screen this part stands on. */
export function useWords(): Words {
  const words = inject(WORDS)
  if (!words) throw new Error('this part has no words')
  return words
}
