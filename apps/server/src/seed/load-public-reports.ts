import type { DemoReports } from '@anlan/seed'
import { idFrom } from '@anlan/seed'
import type { Signer } from '../auth/vault.ts'
import type { Tx } from '../db/scope.ts'
import type { FileStore } from '../files/file-store.ts'
import { tokenOf } from '../prevention/public-reports/poster.ts'
import { hashReceipt, receiptOf } from '../prevention/public-reports/receipt.ts'
import { hashToken } from '../set-up/set-up-link.ts'
import { bulkInsert } from './bulk-insert.ts'
import { keepPicture } from './load-pictures.ts'

/** Posters of some schools and what was reported from them; the server's own secret makes their codes, as it does always. */
export async function loadPublicReports(
  tx: Tx,
  files: FileStore,
  signer: Signer,
  { posters, reports }: DemoReports,
): Promise<void> {
  await bulkInsert(
    tx,
    'report_posters',
    posters.map(({ id, unitId, place, madeAt, madeBy }) => ({
      ...{ id, unit_id: unitId, place, token_hash: hashToken(tokenOf(signer, id)) },
      ...{ made_at: madeAt, made_by_name: madeBy.name },
    })),
  )
  await bulkInsert(
    tx,
    'public_reports',
    reports.map(({ report, contact }) => ({
      ...{ id: report.id, unit_id: report.unitId, poster_id: report.posterId, place: report.place },
      ...{ text: report.text, digest: signer.sign(`demo report ${report.id}`) },
      ...{ receipt_hash: hashReceipt(receiptOf(signer, report.id)), received_at: report.receivedAt },
      ...{ has_contact: contact !== '', state: report.state, hazard_id: report.hazardId },
      ...{ settled_by_name: report.settledByName, settled_at: report.settledAt, reason: report.reason },
    })),
  )
  await bulkInsert(
    tx,
    'public_report_contacts',
    reports
      .filter(({ contact }) => contact !== '')
      .map(({ report, contact }) => ({ report_id: report.id, unit_id: report.unitId, contact })),
  )
  const shown = reports.filter(({ hasPhoto }) => hasPhoto)
  const idOf = (reportId: string): string => idFrom<string>(`report photo ${reportId}`)
  await bulkInsert(
    tx,
    'files',
    await Promise.all(
      shown.map(({ report }, index) =>
        keepPicture(files, {
          ...{ id: idOf(report.id), unitId: report.unitId, by: report.posterId, at: report.receivedAt },
          ...{ scene: index % 2 === 0 ? 'railing' : 'road', isRight: false, name: '举报照片1.jpg' },
        }),
      ),
    ),
  )
  await bulkInsert(
    tx,
    'public_report_files',
    shown.map(({ report }) => ({
      ...{ report_id: report.id, file_id: idOf(report.id), unit_id: report.unitId },
    })),
  )
}
