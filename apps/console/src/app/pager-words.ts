type Translate = (key: string, named?: Record<string, unknown>) => string

/** The pager's words in the reader's language. */
export const pagerWords = (t: Translate) => ({
  previous: t('common.previous'),
  next: t('common.next'),
  pages: t('common.pages'),
  all: (total: number): string => t('common.count', { total }),
  of: (page: number, pages: number, total: number): string => t('common.pageOf', { page, pages, total }),
})
