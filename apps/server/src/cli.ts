import { readPlanFile, type DocumentRefusal } from '@anlan/documents'
import { parsePlan, planToJson } from '@anlan/plan-reader'
import { readFileSync } from 'node:fs'

const USAGE = `用法 / usage: npm run -s anlan -- <command>
  plan parse FILE   读出方案文件，输出 JSON / read a plan document and print it as JSON
`

/** What a refused document is called on a terminal. */
const DOCUMENT_WORDS: Record<DocumentRefusal['code'], string> = {
  'document-empty': '文件是空的。/ The file is empty.',
  'document-too-large': '文件超过 10 MB。/ The file is larger than 10 MB.',
  'document-too-long': '正文太长。/ The text is too long.',
  'document-unpacks-too-large':
    '文件解压后过大，已停止读取。/ The file unpacks to too much; reading stopped.',
  'document-damaged': '文件已损坏，无法打开。/ The file is damaged.',
  'document-old-word':
    '这是旧版 .doc/.wps 文件，请另存为 .docx。/ An old .doc or .wps file: save it as .docx.',
  'document-pdf': '这是 PDF，请用 .docx 或文本文件。/ A PDF: use .docx or a text file.',
  'document-not-text': '这不是可以阅读的文档。/ Not a document that can be read.',
}

/** Runs a command; gives the process's exit code: 0 done, 1 refused, 2 not understood. */
async function run(args: readonly string[]): Promise<number> {
  const [noun, verb, file, ...rest] = args
  if (noun === 'plan' && verb === 'parse' && file !== undefined && rest.length === 0) return parse(file)
  process.stderr.write(USAGE)
  return 2
}

async function parse(file: string): Promise<number> {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch {
    process.stderr.write(`打不开文件 / cannot open: ${file}\n`)
    return 1
  }
  const read = await readPlanFile(bytes)
  if (!read.ok) {
    process.stderr.write(`${DOCUMENT_WORDS[read.error.code]}\n`)
    return 1
  }
  process.stdout.write(`${JSON.stringify(planToJson(parsePlan(read.value.text)), null, 2)}\n`)
  return 0
}

process.exitCode = await run(process.argv.slice(2))
