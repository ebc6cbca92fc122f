import { LANGUAGES, showRate, type Label, type Language, type Rate } from '@anlan/domain'
import { createI18n, useI18n } from 'vue-i18n'
import session from '../features/session/messages.ts'
import { mergeWords } from './messages.ts'
import shell from './shell-messages.ts'

const STORED = 'anlan.language'

const isLanguage = (text: string | null): text is Language => LANGUAGES.includes(text as Language)
const stored = localStorage.getItem(STORED)

/** Chinese unless the reader chose otherwise on this device. */
export const i18n = createI18n({
  legacy: false,
  locale: isLanguage(stored) ? stored : 'zh',
  fallbackLocale: 'zh',
  flatJson: true,
  messages: mergeWords([shell, session]),
})

let whole = false
/**
 * Brings the words of every page behind the sign-in: most of what the console weighs, and nobody waits for it at the door.
 * Resolves at once when they are there; throws when they do not come, and may be called again.
 */
export async function loadWords(): Promise<void> {
  if (whole) return
  const { words } = await import('./feature-words.ts')
  for (const language of LANGUAGES) i18n.global.mergeLocaleMessage(language, words[language])
  whole = true
}

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
  /** `YYYY-MM` as people write it. */
  const month = (of: string): string =>
    new Date(`${of}-01T04:00:00Z`).toLocaleDateString(tag(), {
      ...{ timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long' },
    })
  const zh = (): boolean => locale.value === 'zh'
  /** Several things in a row, with the comma of the reader's language. */
  const list = (items: readonly string[]): string => items.join(zh() ? '、' : ', ')
  /** Several statements in a row: each may hold commas of its own. */
  const clauses = (items: readonly string[]): string => items.join(zh() ? '；' : '; ')
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
  return { t, label, time, day, weekday, month, period, list, clauses, bracket, says, rate, locale }
}
