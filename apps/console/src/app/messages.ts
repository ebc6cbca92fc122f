import type { Language } from '@anlan/domain'

type Texts = Record<string, string>
export type Words = Record<Language, Record<string, string>>

/** A feature's words in every language; a key that one language lacks does not compile. */
export const defineMessages = <Keys extends Texts>(messages: {
  zh: Keys
  en: { [Key in keyof Keys]: string }
}): Record<Language, Record<keyof Keys & string, string>> => messages

/** Words of several features together. A key stands in one of them: else one page would speak with the words of another. */
export function mergeWords(features: readonly Words[]): Words {
  const all: Words = { zh: {}, en: {} }
  for (const words of features)
    for (const language of ['zh', 'en'] as const)
      for (const [key, text] of Object.entries(words[language])) {
        if (key in all[language]) throw new Error(`two features have words for ${key}`)
        all[language][key] = text
      }
  return all
}
