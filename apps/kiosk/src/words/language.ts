import type { Label, Language } from '@anlan/domain'
import { ref, type Ref } from 'vue'
import { TEXTS } from './texts.ts'

const STORED = 'anlan.language'

/** Each language in its own words. */
export const LANGUAGE_NAMES = { zh: '中文', en: 'English' } as const satisfies Record<Language, string>

export interface Words {
  readonly language: Ref<Language>
  /** A text in the reader's language, with what stands in braces filled in. */
  readonly say: (text: Label, values?: Readonly<Record<string, string | number>>) => string
  /** A time of day. */
  readonly clock: (at: number, withSeconds?: boolean) => string
  readonly day: (at: number) => string
  choose(language: Language): void
}

/** Chinese unless somebody chose otherwise on this screen. */
export function makeWords(): Words {
  const language = ref<Language>(localStorage.getItem(STORED) === 'en' ? 'en' : 'zh')
  const tag = (): string => (language.value === 'zh' ? 'zh-CN' : 'en-GB')
  const format = (at: number, options: Intl.DateTimeFormatOptions): string =>
    new Date(at).toLocaleString(tag(), { timeZone: 'Asia/Shanghai', ...options })
  const show = (): void => {
    document.documentElement.lang = tag()
    document.title = TEXTS.product[language.value]
  }
  show()
  return {
    language,
    say: (text, values = {}) =>
      text[language.value].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
    clock: (at, withSeconds = false) =>
      format(at, {
        ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
        ...(withSeconds && { second: '2-digit' }),
      }),
    day: at => format(at, { month: 'long', day: 'numeric', weekday: 'long' }),
    choose(chosen) {
      language.value = chosen
      localStorage.setItem(STORED, chosen)
      show()
    },
  }
}
