import { countOf, sayDay, type Day } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'

/** A letter is asked for again every week, and after so many weeks by a person only. */
const WEEKS = 4
/** The week after which whoever issued a batch hears who has not signed. */
const TELL_ISSUER = 2

/** Tells people on a day of letters they have not signed, and whoever issued them how many are open. */
export async function remindOfUnsigned(tx: Tx, today: Day): Promise<Notice[]> {
  const all = await Promise.all([remindSigners(tx, today), tellIssuers(tx, today)])
  return all.flat()
}

async function remindSigners(tx: Tx, today: Day): Promise<Notice[]> {
  const { rows } = await sql<{
    id: string
    account_id: string
    title: string
    issuer: string
    issued_on: Day
    revision: number
    week: number
  }>`
    select letters.id, accounts.id as account_id, body #>> '{text,title}' as title, body ->> 'issuerName' as issuer,
      issued_on, letters.revision, (${today}::date - issued_on) / 7 as week
    from letters join accounts on accounts.id = letters.signer_id and accounts.disabled_at is null
    where state = 'issued' and to_on >= ${today}::date
      and issued_on between ${today}::date - ${WEEKS * 7 + 6}::int and ${today}::date - 7`.execute(tx)
  return rows.map(({ id, account_id, title, issuer, issued_on, revision, week }) => ({
    ...{ accountId: account_id, kind: 'responsibility' as const, link: `/letters/${id}` },
    title: { zh: `还没有签署：${title}`, en: `Not signed yet: ${title}` },
    body: {
      zh: `${issuer}${sayDay(issued_on).zh}发出，请阅读后签署；对内容有意见的，可以说明理由拒签。`,
      en: `From ${issuer}, ${sayDay(issued_on).en}. Please read and sign, or refuse and say why.`,
    },
    dedupeKey: `letter ${id} ${revision} week ${week}`,
  }))
}

async function tellIssuers(tx: Tx, today: Day): Promise<Notice[]> {
  const { rows } = await sql<{
    id: string
    account_id: string
    title: string
    open: number
    names: string[]
  }>`
    select b.id, accounts.id as account_id, b.title, count(*)::int as open,
      (array_agg(letters.signer_name order by letters.signer_name))[1:5] as names
    from letter_batches b join letters on letters.batch_id = b.id and letters.state = 'issued'
    join accounts on accounts.id = b.issued_by and accounts.disabled_at is null
    where letters.to_on >= ${today}::date
      and letters.issued_on between ${today}::date - ${TELL_ISSUER * 7 + 6}::int and ${today}::date - ${TELL_ISSUER * 7}::int
    group by b.id, accounts.id`.execute(tx)
  return rows.map(({ id, account_id, title, open, names }) => ({
    ...{ accountId: account_id, kind: 'responsibility' as const },
    link: `/letters?state=issued&batch=${id}`,
    title: {
      zh: `发出两周，还有${open}份责任书没有签署`,
      en: `${countOf(open, 'letter')} not signed after two weeks`,
    },
    body: {
      zh: `${title}：${names.join('、')}${open > names.length ? '等' : ''}。`,
      en: `${title}: ${names.join(', ')}${open > names.length ? ' and more' : ''}.`,
    },
    dedupeKey: `letter-batch ${id} unsigned`,
  }))
}
