import { writePaper, type Paper, type PaperBlock } from '@anlan/documents'
import JSZip from 'jszip'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { percentile, show, showSpread, spreadOf } from '../figures.ts'
import type { Findings } from './item.ts'

const PAPERS = 300
const KEPT = 20
const MB = 2 ** 20

const PARAGRAPH: PaperBlock = {
  kind: 'text',
  text: '本阶段共排查隐患四十二条，已整改三十九条，其余按方案推进。'.repeat(6),
}
const TABLE: PaperBlock = {
  ...{ kind: 'table', caption: '各领域隐患整改情况' },
  columns: ['领域', '排查', '整改', '整改率'].map(heading => ({ heading, share: 1 })),
  rows: Array.from({ length: 8 }, (_, row) => [`领域${row + 1}`, '42', '39', '92.9%']),
}
const PART: readonly PaperBlock[] = [...Array.from({ length: 6 }, () => PARAGRAPH), TABLE]

const SUMMARY: Paper = {
  ...{ mark: '安澜县教育局文件', number: '安教通〔2026〕5号', title: '校园安全专项行动工作总结' },
  addressee: '县教育局',
  body: Array.from({ length: 6 }, () => PART).flat(),
  attachments: ['隐患清单'],
  ...{ signature: { issuer: '安澜县教育局', day: '2026-12-20' }, note: null, record: null },
  proof: {
    lines: ['核验码：ABCD-EFGH-JKMN-PQRS', '扫码核验', '审计封存号：21-de724940fa4b0b44'],
    picture: null,
  },
}

/** Node offers its collector only to whoever asked for it at the start; what is kept is told apart from what merely lies about. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

/** A school's summary as .docx, three hundred times: what one takes beside packing its finished parts, and what memory does. */
export async function papers(): Promise<Findings> {
  const collect = findCollector()
  const first = await writePaper(SUMMARY)
  const parts = await JSZip.loadAsync(first)
  const bare = async (): Promise<void> => {
    const zip = new JSZip()
    for (const [name, part] of Object.entries(parts.files)) zip.file(name, await part.async('nodebuffer'))
    await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
  }
  const [ours, packing, resident]: [number[], number[], number[]] = [[], [], []]
  for (let at = 0; at < PAPERS; at += 1) {
    ours.push(await timed(() => writePaper(SUMMARY)))
    packing.push(await timed(bare))
    collect()
    resident.push(process.memoryUsage().rss / MB)
  }
  const [one, alone] = [spreadOf(ours), spreadOf(packing)]
  const early = percentile(resident.slice(KEPT, 2 * KEPT), 0.5)
  const grown = percentile(resident.slice(-KEPT), 0.5) - early
  return {
    ...{ data: { seconds: one.median, ratio: one.median / alone.median, grownMb: grown } },
    lines: [
      `one paper of ${Math.round(first.byteLength / 1024)} kB: ${showSpread(one)} s`,
      `its parts packed again: ${showSpread(alone)} s; ratio ${show(one.median / alone.median)}`,
      `resident memory over ${PAPERS} papers: ${show(grown)} MB more at the end than at the beginning`,
    ],
    targets: [
      { what: 'one school’s paper under 1 s', kept: one.max < 1 },
      { what: `memory flat over ${PAPERS} papers (40 MB)`, kept: grown < 40 },
    ],
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}
