import { LANGUAGES, showRate, type Label, type Language, type Rate } from '@anlan/domain'
import { createI18n, useI18n } from 'vue-i18n'

const STORED = 'anlan.language'
const features = import.meta.glob<{ default: Record<Language, Record<string, string>> }>(
  ['../features/*/messages.ts', './shell-messages.ts'],
  { eager: true },
)

/** Every feature's words together. A key stands in one of them: else one page would speak with the words of another. */
function merged(language: Language): Record<string, string> {
  const all: Record<string, string> = {}
  for (const { default: words } of Object.values(features))
    for (const [key, text] of Object.entries(words[language])) {
      if (key in all) throw new Error(`two features have words for ${key}`)
      all[key] = text
    }
  return all
}

const isLanguage = (text: string | null): text is Language => LANGUAGES.includes(text as Language)
const stored = localStorage.getItem(STORED)

/** Chinese unless the reader chose otherwise on this device. */
export const i18n = createI18n({
  legacy: false,
  locale: isLanguage(stored) ? stored : 'zh',
  fallbackLocale: 'zh',
  flatJson: true,
  messages: { zh: merged('zh'), en: merged('en') },
})

/** Changes the language of every text at once and remembers it on this device. */
export function chooseLanguage(language: Language): void {
  i18n.global.locale.value = language
  localStorage.setItem(STORED, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** The reader's words: `t` for our messages, `label` for the domain's labels, and dates as he writes them. */
export function useWords() {
  const { t, locale } = useI18n()
  const label = (text: Label | null | undefined): string => (text ? text[locale.value as Language] : '')
  const tag = (): string => (locale.value === 'zh' ? 'zh-CN' : 'en-GB')
  const time = (at: string): string =>
    new Date(at).toLocaleString(tag(), { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' })
  const day = (on: string | null): string =>
    on === null
      ? '—'
      : new Date(`${on}T04:00:00Z`).toLocaleDateString(tag(), {
          timeZone: 'Asia/Shanghai',
          dateStyle: 'medium',
        })
  const weekday = (on: string): string =>
    new Date(`${on}T04:00:00Z`).toLocaleDateString(tag(), {
      ...{ timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
    })
  const zh = (): boolean => locale.value === 'zh'
  /** Several things in a row, with the comma of the reader's language. */
  const list = (items: readonly string[]): string => items.join(zh() ? '、' : ', ')
  const bracket = (text: string): string => (zh() ? `（${text}）` : ` (${text})`)
  /** A name and what is said of it, with the colon of the reader's language. */
  const says = (name: string, text: string): string => (zh() ? `${name}：${text}` : `${name}: ${text}`)
  const period = (from: string | null, to: string | null): string => {
    if (from === null && to !== null) return zh() ? `${day(to)}前` : `until ${day(to)}`
    if (from !== null && to === null) return zh() ? `${day(from)}起` : `from ${day(from)}`
    if (from !== null && from === to) return day(from)
    return from === null ? '—' : `${day(from)}${zh() ? '至' : ' – '}${day(to)}`
  }
  /** A rate with both its numbers; a dash for one there is none of. */
  const rate = (counted: Rate | null): string => (counted ? showRate(counted, locale.value as Language) : '—')
  return { t, label, time, day, weekday, period, list, bracket, says, rate, locale }
}
