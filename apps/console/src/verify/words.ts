import { ref, watchEffect } from 'vue'

const ZH = {
  title: '公文核验',
  lead: '输入公文末尾的核验码，查看该公文是否由本系统发出。',
  language: 'English',
  code: '核验码',
  find: '核验',
  finding: '正在核验…',
  genuine: '本公文由系统发出，请与手中文件逐项核对：',
  withdrawn: '本公文已被撤回，不再有效。',
  superseded: '本公文之后又生成过内容不同的版本，以发文单位最新文件为准。',
  number: '发文字号',
  name: '标题',
  issuer: '发文机关',
  addressee: '主送机关',
  madeAt: '生成时间',
  differs: '如手中文件与以上内容不符，请与发文机关联系，不要按其办理。',
  'error.paper-unknown': '没有这个核验码。请核对后再试；仍查不到的，请与发文机关联系。',
  'error.too-many-requests': '查询过于频繁，请过一分钟再试。',
  'error.network': '没有连上，请检查网络后再试。',
} as const
type Word = keyof typeof ZH

const EN: Record<Word, string> = {
  title: 'Verify a paper',
  lead: 'Enter the code at the end of a paper to see whether it was issued by this system.',
  language: '中文',
  code: 'Code',
  find: 'Verify',
  finding: 'Looking it up…',
  genuine: 'This paper was issued by the system. Hold it against what you have:',
  withdrawn: 'This paper was withdrawn and no longer holds.',
  superseded: 'Other words of this paper were made later: ask the issuer for the newest.',
  number: 'Number',
  name: 'Title',
  issuer: 'Issued by',
  addressee: 'Addressed to',
  madeAt: 'Made',
  differs: 'If your paper says something else, contact the issuer and do not act on it.',
  'error.paper-unknown': 'No paper has this code. Check it and try again, or contact the issuer.',
  'error.too-many-requests': 'Too many questions: try again in a minute.',
  'error.network': 'There is no connection: check the network and try again.',
}

const KEY = 'anlan.language'
const language = ref<'zh' | 'en'>(localStorage.getItem(KEY) === 'en' ? 'en' : 'zh')
watchEffect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
  document.title = t('title')
})

export const t = (word: Word): string => (language.value === 'zh' ? ZH : EN)[word]

export function turnLanguage(): void {
  language.value = language.value === 'zh' ? 'en' : 'zh'
  localStorage.setItem(KEY, language.value)
}

/** A refusal in one sentence; one that the page does not know is a line that failed. */
export const sayRefusal = (code: string): string =>
  t(`error.${code}` in ZH ? (`error.${code}` as Word) : 'error.network')

export const sayMoment = (at: string): string =>
  new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en', {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Shanghai' },
  }).format(new Date(at))
