import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { AccountId, CertificateId, TrainingId, UnitId } from '../kernel/ids.ts'
import { sayPeriod } from '../kernel/label.ts'
import type { OfficialPaper } from '../papers/official-paper.ts'

/** That somebody has done a training: with the words as they were when it was issued, for nobody rewrites it later. */
export const Certificate = z.object({
  id: CertificateId,
  trainingId: TrainingId,
  accountId: AccountId,
  unitId: UnitId,
  number: z.string(),
  name: z.string(),
  unit: z.string(),
  title: z.string(),
  issuer: z.string(),
  lessons: z.number(),
  from: Day,
  to: Day,
  /** Null where nobody was examined. */
  score: z.number().int().nullable(),
  issuedOn: Day,
})
export type Certificate = z.infer<typeof Certificate>

/** The number of the nth certificate that a county issues. */
export const certificateNumber = (year: number, ordinal: number): string =>
  `培证〔${year}〕${String(ordinal).padStart(5, '0')}号`

/** What a certificate says, for its screen and its paper. */
export const certificateText = ({
  name,
  unit,
  title,
  from,
  to,
  lessons,
  score,
}: Pick<Certificate, 'name' | 'unit' | 'title' | 'from' | 'to' | 'lessons' | 'score'>): string =>
  `${name}（${unit}）于${sayPeriod(from, to).zh}参加“${title}”，共${lessons}课时，` +
  `${score === null ? '完成全部学习内容' : `测试成绩${score}分，考核合格`}，准予结业，特发此证。`

/** The certificate as a paper that goes out, with its code and seal. */
export const certificatePaper = (certificate: Certificate): OfficialPaper => ({
  ...{ mark: null, number: certificate.number, title: '培训结业证书', addressee: null },
  body: [{ kind: 'text', text: certificateText(certificate) }],
  attachments: [],
  signature: { issuer: certificate.issuer, day: certificate.issuedOn },
  note: null,
})
