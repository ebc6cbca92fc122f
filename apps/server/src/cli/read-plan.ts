import { readPlanFile, type DocumentRefusal, type PlanText } from '@anlan/documents'
import { err, type Result } from '@anlan/domain'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Sentence, Terminal } from './command.ts'

/** What a refused document is called on a terminal. */
const DOCUMENT_WORDS = {
  'document-empty': { zh: '文件是空的。', en: 'The file is empty.' },
  'document-too-large': { zh: '文件超过 10 MB。', en: 'The file is larger than 10 MB.' },
  'document-too-long': { zh: '正文太长。', en: 'The text is too long.' },
  'document-unpacks-too-large': {
    zh: '文件解压后过大，已停止读取。',
    en: 'The file unpacks to too much; reading stopped.',
  },
  'document-damaged': { zh: '文件已损坏，无法打开。', en: 'The file is damaged.' },
  'document-old-word': {
    zh: '这是旧版 .doc/.wps/.rtf 文件，请另存为 .docx。',
    en: 'An old .doc, .wps or .rtf file: save it as .docx.',
  },
  'document-encrypted': {
    zh: '文件设有打开密码，请取消密码后再试。',
    en: 'The file asks for a password: save it without one.',
  },
  'document-macros': {
    zh: '文件带有宏，请另存为不带宏的 .docx。',
    en: 'The file carries macros: save it as a .docx without them.',
  },
  'document-not-word': {
    zh: '这是表格或演示文稿，不是 Word 文档。',
    en: 'A workbook or a presentation, and no Word document.',
  },
  'document-ofd': { zh: '这是 OFD，请用 .docx 或文本文件。', en: 'An OFD: use .docx or a text file.' },
  'document-web-page': {
    zh: '这是网页文件，请另存为 .docx 或文本文件。',
    en: 'A web page: save it as .docx or as text.',
  },
  'document-pdf': { zh: '这是 PDF，请用 .docx 或文本文件。', en: 'A PDF: use .docx or a text file.' },
  'document-not-text': { zh: '这不是可以阅读的文档。', en: 'Not a document that can be read.' },
} as const satisfies Record<DocumentRefusal['code'], Sentence>

/** The text of the plan document a person named; refuses in a sentence what cannot be opened or read. */
export async function readPlan(
  name: string,
  { cwd }: Pick<Terminal, 'cwd'>,
): Promise<Result<PlanText, Sentence>> {
  const bytes = await readFile(resolve(cwd, name)).catch(() => null)
  if (!bytes) return err({ zh: `打不开文件：${name}`, en: `Cannot open the file: ${name}` })
  const read = await readPlanFile(bytes)
  return read.ok ? read : err(DOCUMENT_WORDS[read.error.code])
}
