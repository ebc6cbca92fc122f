import type { Language } from '@anlan/domain'

type Texts = Record<string, string>

/** A feature's words in every language; a key that one language lacks does not compile. */
export const defineMessages = <Keys extends Texts>(messages: {
  zh: Keys
  en: { [Key in keyof Keys]: string }
}): Record<Language, Record<keyof Keys & string, string>> => messages
