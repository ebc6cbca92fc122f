import { dayOf, type Instant } from '../../kernel/day.ts'
import { sayDay } from '../../kernel/label.ts'
import {
  paragraphsOfPaper,
  withFullStop,
  type OfficialPaper,
  type PaperPart,
} from '../../papers/official-paper.ts'
import { REPLY_OUTCOMES, type Referral } from './referral.ts'

type Sent = Pick<NonNullable<Referral['sent']>, 'at' | 'documentNumber'>

interface LetterPaperFacts {
  readonly referral: Pick<
    Referral,
    'addressee' | 'title' | 'matter' | 'evidence' | 'basis' | 'interimControl' | 'dueOn'
  > & { readonly sent: Sent | null }
  readonly bureau: string
  /** The names of its evidence, without their endings. */
  readonly attachments: readonly string[]
}

const on = (at: Instant): string => sayDay(dayOf(at)).zh
const text = (words: string): PaperPart => ({ kind: 'text', text: withFullStop(words) })
const heading = (words: string): PaperPart => ({ kind: 'heading', level: 1, text: words })

/** A letter to another department (移送函). One that was not sent yet has neither number nor day. */
export function writeReferralPaper({ referral, bureau, attachments }: LetterPaperFacts): OfficialPaper {
  const { addressee, title, matter, evidence, basis, interimControl, sent, dueOn } = referral
  const by = dueOn === null ? '并及时' : `并于${sayDay(dueOn).zh}前`
  return {
    ...{ mark: bureau, number: sent?.documentNumber ?? null, title: `关于移送${title}的函`, addressee },
    body: [
      ...paragraphsOfPaper(matter),
      text(`证据：${evidence}`),
      text(`依据：${basis}`),
      text(`请贵单位依职责办理，${by}函复我局。办结前，学校采取以下临时措施：${interimControl}`),
    ],
    attachments,
    signature: { issuer: bureau, day: sent ? dayOf(sent.at) : null },
    note: null,
  }
}

interface CommitteePaperFacts {
  readonly referral: Pick<
    Referral,
    'addressee' | 'title' | 'matter' | 'interimControl' | 'dueOn' | 'received' | 'urged' | 'reply'
  > & { readonly sent: Sent | null }
  readonly committee: Pick<NonNullable<Referral['committee']>, 'at' | 'note' | 'documentNumber'>
  readonly unit: string
  readonly bureau: string
}

/** The report by which a matter that a department leaves undone goes to the county committee: what was asked, what came of it. */
export function writeCommitteePaper({
  referral,
  committee,
  unit,
  bureau,
}: CommitteePaperFacts): OfficialPaper {
  return {
    ...{ mark: `${bureau}文件`, number: committee.documentNumber },
    ...{ title: `关于提请协调办理${referral.title}的报告`, addressee: '县安全生产委员会' },
    body: [
      heading('一、事项'),
      text(`涉及单位：${unit}`),
      ...paragraphsOfPaper(referral.matter),
      heading('二、移送和办理情况'),
      ...courseOf(referral, committee.at),
      text(`办结前学校采取的临时措施：${referral.interimControl}`),
      heading('三、提请事项'),
      ...paragraphsOfPaper(committee.note),
    ],
    attachments: [],
    signature: { issuer: bureau, day: dayOf(committee.at) },
    note: null,
  }
}

/** What had happened by the day of the report: what came later is no part of it. */
function courseOf(
  { sent, dueOn, addressee, received, urged, reply }: CommitteePaperFacts['referral'],
  until: Instant,
): PaperPart[] {
  const isKnown = ({ at }: { readonly at: Instant }): boolean => Date.parse(at) <= Date.parse(until)
  const days = urged.filter(isKnown).map(({ at }) => on(at))
  const answered = reply !== null && isKnown(reply)
  return [
    ...(sent
      ? [
          text(
            `${on(sent.at)}，我局以${sent.documentNumber}移送${addressee}${dueOn ? `，请其于${sayDay(dueOn).zh}前回函` : ''}`,
          ),
        ]
      : []),
    ...(received && isKnown(received)
      ? [text(`${on(received.at)}，该单位签收（经办人${received.name}）`)]
      : []),
    ...(days.length > 0 ? [text(`我局于${days.join('、')}催办`)] : []),
    answered
      ? text(
          `${on(reply.at)}，该单位回函，结论为“${REPLY_OUTCOMES[reply.answer.outcome].zh}”：${reply.answer.text}`,
        )
      : text('至今未收到回函'),
  ]
}
