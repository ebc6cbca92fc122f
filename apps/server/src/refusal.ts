import type {
  ActivityRefusal,
  AssignmentRefusal,
  BulletinRefusal,
  CampaignRefusal,
  DrillRefusal,
  DraftProblem,
  HandoverRefusal,
  LeaderRefusal,
  StudyRefusal,
  DutyRefusal,
  HazardRefusal,
  HeadingRefusal,
  ImportProblem,
  LetterRefusal,
  LetterSpanRefusal,
  LimitRefusal,
  MaterialRefusal,
  MeasureRefusal,
  PasswordFault,
  PairingRefusal,
  PersonRefusal,
  PilotRefusal,
  ProposalRefusal,
  PublicReportRefusal,
  RecordRefusal,
  ReferralRefusal,
  RiskRefusal,
  RoundRefusal,
  RunFault,
  CountySummaryRefusal,
  SummaryRefusal,
  SessionRefusal,
  SignInRefusal,
  TrainingChangeRefusal,
  TrainingRefusal,
  UnitRefusal,
  VisitRefusal,
  YearFault,
} from '@anlan/domain'
import type { TableFileRefusal } from '@anlan/documents'
import type { SchemeRefusal } from './prevention/risk/change-schemes.ts'
import { TRPCError } from '@trpc/server'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Expected refusals that belong to no single noun of the domain. */
export type CommonRefusal =
  | { code: 'not-found' }
  | { code: 'stale-revision'; current: number }
  | { code: 'not-permitted' }
  | { code: 'signed-out' }
  | { code: 'password-change-required' }
  | { code: 'two-factor-required' }
  | { code: 'draft-not-ready'; problems: DraftProblem[] }
  | { code: 'evidence-missing'; kinds: string[] }
  | { code: 'unknown-file' }
  | { code: 'too-many-unused-files'; limit: number }
  | { code: 'unknown-lead' }
  | { code: 'username-taken' }
  | { code: 'school-code-taken' }
  | { code: 'unknown-township' }
  | { code: 'township-taken' }
  | { code: 'last-county-admin' }
  | { code: 'day-in-the-future' }
  | { code: 'import-not-clean'; problems: readonly ImportProblem[] }
  | { code: 'password-wrong' }
  | { code: 'password-weak'; faults: PasswordFault[] }
  | { code: 'sign-in-wrong' }
  | { code: 'account-locked'; retryAfter: number }
  | { code: 'too-many-attempts'; retryAfter: number }
  | { code: 'too-many-streams' }
  | { code: 'account-disabled' }
  | { code: 'second-step-expired' }
  | { code: 'code-wrong' }
  | { code: 'two-factor-off' }
  | { code: 'two-factor-kept' }
  | { code: 'enrolment-over' }
  | { code: 'set-up-link-invalid' }
  | { code: 'cross-site' }
  | { code: 'unknown-register' }
  | { code: 'register-not-kept' }
  | { code: 'entry-as-it-is' }
  | { code: 'finding-gone' }
  | { code: 'finding-has-hazard'; number: string }
  | { code: 'entry-unread' }
  | { code: 'entry-invalid'; issues: { path: string; code: string }[] }
  | { code: 'name-taken' }
  | { code: 'too-many-filters' }
  | { code: 'campaign-not-running' }
  | { code: 'text-unreadable' }
  | { code: 'pairing-code-unknown' }
  | { code: 'drill-running' }
  | { code: 'school-year-faulty'; faults: readonly YearFault[] }
  | { code: 'class-has-pupils'; count: number }
  | { code: 'class-closed' }
  | { code: 'grade-last' }
  | { code: 'day-past' }
  | { code: 'device-unknown' }
  | { code: 'device-revoked' }
  | { code: 'database-away' }
  | { code: 'verification-running' }
  | { code: 'unknown-checklist-version'; version: number }
  | { code: 'nothing-to-inspect' }
  | { code: 'run-differs' }
  | { code: 'run-over' }
  | { code: 'run-not-handed-in' }
  | { code: 'run-incomplete'; faults: readonly { readonly code: string; readonly fault: RunFault }[] }
  | { code: 'item-not-asked'; items: readonly string[] }
  | { code: 'item-already-reported'; number: string }
  | { code: 'not-a-photo' }
  | { code: 'round-differs' }
  | { code: 'unknown-fact' }
  | { code: 'unknown-duty' }
  | { code: 'unknown-work' }
  | { code: 'number-taken' }
  | { code: 'number-series-full' }
  | { code: 'paper-not-numberable' }
  | { code: 'poster-revoked' }
  | { code: 'risk-retired' }
  | { code: 'risk-not-retired' }
  | { code: 'unknown-responsible' }
  | { code: 'unknown-risk-point' }
  | { code: 'unknown-plan' }
  | { code: 'criteria-unchanged' }
  | { code: 'taken-over-already' }
  | { code: 'training-differs' }
  | { code: 'nobody-to-certify' }
  | { code: 'nothing-to-copy' }
  | { code: 'sign-in-code-expired' }
  | { code: 'sign-in-code-unknown' }
  | { code: 'nothing-to-make-up' }
  | { code: 'no-test' }
  | { code: 'test-before-training' }
  | { code: 'sitting-over' }
  | { code: 'duty-changed' }
  | { code: 'measure-not-closed' }
  | { code: 'duty-published' }
  | { code: 'duties-drafted-already' }
  | { code: 'model-unchanged' }
  | { code: 'nobody-to-sign' }
  | { code: 'nothing-to-sign' }
  | { code: 'no-bureau' }
  | { code: 'scan-required' }

/** Why a table does not get into a register. */
export type TableRefusal =
  | HeadingRefusal
  | TableFileRefusal
  | { code: 'table-no-rows' }
  | { code: 'table-too-many-rows'; limit: number }
  | { code: 'import-interrupted' }
  | { code: 'import-not-ready' }
  | { code: 'import-has-faults'; count: number }
  | { code: 'import-nothing-new' }
  | { code: 'imports-wait'; limit: number }
  | { code: 'imports-full'; limit: number }

export type Refusal =
  | AssignmentRefusal
  | CampaignRefusal
  | DrillRefusal
  | HandoverRefusal
  | LeaderRefusal
  | StudyRefusal
  | DutyRefusal
  | HazardRefusal
  | LetterRefusal
  | LetterSpanRefusal
  | LimitRefusal
  | MaterialRefusal
  | PairingRefusal
  | PilotRefusal
  | MeasureRefusal
  | ProposalRefusal
  | RecordRefusal
  | BulletinRefusal
  | ReferralRefusal
  | PersonRefusal
  | PublicReportRefusal
  | RiskRefusal
  | SchemeRefusal
  | SummaryRefusal
  | CountySummaryRefusal
  | SessionRefusal
  | SignInRefusal
  | TrainingChangeRefusal
  | TrainingRefusal
  | ActivityRefusal
  | RoundRefusal
  | TableRefusal
  | UnitRefusal
  | VisitRefusal
  | CommonRefusal
export type RefusalCode = Refusal['code']

/** Every refusal's place among HTTP's answers; a code without a row does not compile. */
const HTTP = {
  'event-not-allowed': 'CONFLICT',
  'role-not-allowed': 'FORBIDDEN',
  'outside-scope': 'FORBIDDEN',
  'reviews-own-work': 'FORBIDDEN',
  'reason-required': 'UNPROCESSABLE_CONTENT',
  'not-the-head': 'FORBIDDEN',
  'gathering-already': 'CONFLICT',
  'gathering-over': 'CONFLICT',
  'not-gathered': 'CONFLICT',
  'county-summary-signed': 'CONFLICT',
  'summary-unfilled': 'UNPROCESSABLE_CONTENT',
  'figure-unknown': 'UNPROCESSABLE_CONTENT',
  'figures-changed': 'CONFLICT',
  'accepts-own-work': 'FORBIDDEN',
  'major-needs-bureau': 'FORBIDDEN',
  'finding-needs-bureau': 'FORBIDDEN',
  'elements-missing': 'UNPROCESSABLE_CONTENT',
  'deadline-in-the-past': 'UNPROCESSABLE_CONTENT',
  'deadline-moves-by-extension': 'UNPROCESSABLE_CONTENT',
  'no-extension-open': 'CONFLICT',
  'extension-open': 'CONFLICT',
  'extensions-used-up': 'CONFLICT',
  'extension-not-later': 'UNPROCESSABLE_CONTENT',
  'extension-too-long': 'UNPROCESSABLE_CONTENT',
  'photo-required': 'UNPROCESSABLE_CONTENT',
  'photo-before-required': 'UNPROCESSABLE_CONTENT',
  'acceptance-record-required': 'UNPROCESSABLE_CONTENT',
  'only-major-is-listed': 'UNPROCESSABLE_CONTENT',
  'listed-already': 'CONFLICT',
  'not-listed': 'CONFLICT',
  'report-settled': 'CONFLICT',
  'hazard-of-another-unit': 'UNPROCESSABLE_CONTENT',
  'hazard-settled': 'CONFLICT',
  'poster-revoked': 'CONFLICT',
  'not-found': 'NOT_FOUND',
  'stale-revision': 'CONFLICT',
  'not-permitted': 'FORBIDDEN',
  'signed-out': 'UNAUTHORIZED',
  'password-change-required': 'FORBIDDEN',
  'two-factor-required': 'FORBIDDEN',
  'draft-not-ready': 'UNPROCESSABLE_CONTENT',
  'evidence-missing': 'UNPROCESSABLE_CONTENT',
  'unknown-file': 'UNPROCESSABLE_CONTENT',
  'too-many-unused-files': 'TOO_MANY_REQUESTS',
  'unknown-lead': 'UNPROCESSABLE_CONTENT',
  'username-taken': 'CONFLICT',
  'school-code-taken': 'CONFLICT',
  'unit-has-open-work': 'CONFLICT',
  'unit-misplaced': 'UNPROCESSABLE_CONTENT',
  'role-not-grantable': 'FORBIDDEN',
  'own-account': 'CONFLICT',
  'unit-is-root': 'CONFLICT',
  'unit-closed': 'CONFLICT',
  'unit-open': 'CONFLICT',
  'unit-not-empty': 'CONFLICT',
  'parent-closed': 'UNPROCESSABLE_CONTENT',
  'unknown-township': 'UNPROCESSABLE_CONTENT',
  'township-taken': 'CONFLICT',
  'role-misplaced': 'UNPROCESSABLE_CONTENT',
  'person-disabled': 'CONFLICT',
  'person-enabled': 'CONFLICT',
  'last-county-admin': 'CONFLICT',
  'day-in-the-future': 'UNPROCESSABLE_CONTENT',
  'import-not-clean': 'UNPROCESSABLE_CONTENT',
  'password-wrong': 'UNPROCESSABLE_CONTENT',
  'password-weak': 'UNPROCESSABLE_CONTENT',
  'sign-in-wrong': 'UNAUTHORIZED',
  'account-locked': 'TOO_MANY_REQUESTS',
  'too-many-attempts': 'TOO_MANY_REQUESTS',
  'too-many-streams': 'TOO_MANY_REQUESTS',
  'verification-running': 'CONFLICT',
  'account-disabled': 'FORBIDDEN',
  'second-step-expired': 'UNAUTHORIZED',
  'code-wrong': 'UNPROCESSABLE_CONTENT',
  'two-factor-off': 'CONFLICT',
  'two-factor-kept': 'FORBIDDEN',
  'enrolment-over': 'CONFLICT',
  'set-up-link-invalid': 'FORBIDDEN',
  'cross-site': 'FORBIDDEN',
  'unknown-register': 'NOT_FOUND',
  'register-not-kept': 'CONFLICT',
  'entry-as-it-is': 'CONFLICT',
  'finding-gone': 'CONFLICT',
  'finding-has-hazard': 'CONFLICT',
  'entry-unread': 'CONFLICT',
  'entry-invalid': 'UNPROCESSABLE_CONTENT',
  'name-taken': 'CONFLICT',
  'too-many-filters': 'CONFLICT',
  'campaign-not-running': 'CONFLICT',
  'pairing-code-unknown': 'UNPROCESSABLE_CONTENT',
  'drill-running': 'CONFLICT',
  'school-year-faulty': 'UNPROCESSABLE_CONTENT',
  'limit-unknown': 'NOT_FOUND',
  'limit-out-of-range': 'UNPROCESSABLE_CONTENT',
  'limit-not-ahead': 'UNPROCESSABLE_CONTENT',
  'limit-is-default': 'CONFLICT',
  'class-has-pupils': 'CONFLICT',
  'class-closed': 'CONFLICT',
  'grade-last': 'UNPROCESSABLE_CONTENT',
  'day-past': 'UNPROCESSABLE_CONTENT',
  'not-complete': 'CONFLICT',
  'device-unknown': 'UNAUTHORIZED',
  'device-revoked': 'UNAUTHORIZED',
  'table-headings-missing': 'UNPROCESSABLE_CONTENT',
  'table-columns-missing': 'UNPROCESSABLE_CONTENT',
  'table-columns-twice': 'UNPROCESSABLE_CONTENT',
  'table-no-rows': 'UNPROCESSABLE_CONTENT',
  'table-too-many-rows': 'PAYLOAD_TOO_LARGE',
  'workbook-old': 'UNPROCESSABLE_CONTENT',
  'workbook-other': 'UNPROCESSABLE_CONTENT',
  'workbook-empty': 'UNPROCESSABLE_CONTENT',
  'workbook-too-large': 'PAYLOAD_TOO_LARGE',
  'workbook-unpacks-too-large': 'UNPROCESSABLE_CONTENT',
  'workbook-damaged': 'UNPROCESSABLE_CONTENT',
  'workbook-encrypted': 'UNPROCESSABLE_CONTENT',
  'workbook-macros': 'UNPROCESSABLE_CONTENT',
  'workbook-not-text': 'UNPROCESSABLE_CONTENT',
  'workbook-web-page': 'UNPROCESSABLE_CONTENT',
  'import-interrupted': 'CONFLICT',
  'import-not-ready': 'CONFLICT',
  'import-has-faults': 'CONFLICT',
  'import-nothing-new': 'CONFLICT',
  'imports-wait': 'TOO_MANY_REQUESTS',
  'imports-full': 'TOO_MANY_REQUESTS',
  'text-unreadable': 'UNPROCESSABLE_CONTENT',
  'database-away': 'SERVICE_UNAVAILABLE',
  'unknown-checklist-version': 'CONFLICT',
  'nothing-to-inspect': 'CONFLICT',
  'run-differs': 'CONFLICT',
  'run-over': 'CONFLICT',
  'run-not-handed-in': 'CONFLICT',
  'run-incomplete': 'UNPROCESSABLE_CONTENT',
  'item-not-asked': 'UNPROCESSABLE_CONTENT',
  'item-already-reported': 'CONFLICT',
  'not-a-photo': 'UNPROCESSABLE_CONTENT',
  'round-differs': 'CONFLICT',
  'round-kind-not-yours': 'FORBIDDEN',
  'round-over': 'UNPROCESSABLE_CONTENT',
  'team-unknown': 'UNPROCESSABLE_CONTENT',
  'team-misplaced': 'UNPROCESSABLE_CONTENT',
  'not-a-school': 'UNPROCESSABLE_CONTENT',
  'too-few-candidates': 'UNPROCESSABLE_CONTENT',
  'visit-event-not-allowed': 'CONFLICT',
  'not-on-team': 'FORBIDDEN',
  'not-recorder': 'FORBIDDEN',
  'visit-too-early': 'CONFLICT',
  'runs-open': 'CONFLICT',
  'areas-unseen': 'UNPROCESSABLE_CONTENT',
  'photos-too-few': 'UNPROCESSABLE_CONTENT',
  'inspects-own-school': 'FORBIDDEN',
  'nobody-asked': 'UNPROCESSABLE_CONTENT',
  'not-its-day': 'UNPROCESSABLE_CONTENT',
  'session-not-open': 'CONFLICT',
  'session-closed': 'CONFLICT',
  'not-asked': 'FORBIDDEN',
  'signed-in-already': 'CONFLICT',
  'training-differs': 'CONFLICT',
  'training-cancelled': 'CONFLICT',
  'training-begun': 'CONFLICT',
  'posts-settled': 'CONFLICT',
  'nobody-to-certify': 'CONFLICT',
  'nothing-to-copy': 'CONFLICT',
  'sign-in-code-expired': 'CONFLICT',
  'sign-in-code-unknown': 'NOT_FOUND',
  'nothing-to-make-up': 'CONFLICT',
  'no-test': 'CONFLICT',
  'test-before-training': 'CONFLICT',
  'sitting-over': 'CONFLICT',
  'unknown-fact': 'UNPROCESSABLE_CONTENT',
  'unknown-duty': 'UNPROCESSABLE_CONTENT',
  'number-taken': 'CONFLICT',
  'number-series-full': 'CONFLICT',
  'paper-not-numberable': 'CONFLICT',
  'record-event-not-allowed': 'CONFLICT',
  'record-closed': 'CONFLICT',
  'items-missing': 'UNPROCESSABLE_CONTENT',
  'items-undecided': 'UNPROCESSABLE_CONTENT',
  'item-decided': 'CONFLICT',
  'item-without-text': 'UNPROCESSABLE_CONTENT',
  'item-of-other-unit': 'UNPROCESSABLE_CONTENT',
  'target-twice': 'UNPROCESSABLE_CONTENT',
  'target-unnamed': 'UNPROCESSABLE_CONTENT',
  'unknown-work': 'UNPROCESSABLE_CONTENT',
  'bulletin-event-not-allowed': 'CONFLICT',
  'indicator-unknown': 'UNPROCESSABLE_CONTENT',
  'bulletin-says-nothing': 'UNPROCESSABLE_CONTENT',
  'approves-own-proposal': 'FORBIDDEN',
  'number-required': 'UNPROCESSABLE_CONTENT',
  'reply-day-required': 'UNPROCESSABLE_CONTENT',
  'appeal-late': 'CONFLICT',
  'appeal-decided': 'CONFLICT',
  'decides-own-approval': 'FORBIDDEN',
  'decides-own-proposal': 'FORBIDDEN',
  'proposal-open': 'CONFLICT',
  'matter-closed': 'CONFLICT',
  'other-road': 'UNPROCESSABLE_CONTENT',
  'rung-behind': 'CONFLICT',
  'skip-needs-reason': 'UNPROCESSABLE_CONTENT',
  'appeal-open': 'CONFLICT',
  'approves-own-draft': 'FORBIDDEN',
  'not-own-draft': 'FORBIDDEN',
  'link-used': 'CONFLICT',
  'signs-for-another': 'FORBIDDEN',
  'signs-own-letter': 'FORBIDDEN',
  'letter-over': 'CONFLICT',
  'letter-too-long': 'UNPROCESSABLE_CONTENT',
  'not-your-level': 'FORBIDDEN',
  'signed-before-issue': 'UNPROCESSABLE_CONTENT',
  'moved-away': 'CONFLICT',
  'not-your-list': 'FORBIDDEN',
  'duty-retired': 'CONFLICT',
  'duty-post-fixed': 'UNPROCESSABLE_CONTENT',
  'duty-published': 'CONFLICT',
  'duties-drafted-already': 'CONFLICT',
  'model-unchanged': 'CONFLICT',
  'nobody-to-sign': 'UNPROCESSABLE_CONTENT',
  'nothing-to-sign': 'CONFLICT',
  'no-bureau': 'CONFLICT',
  'scan-required': 'UNPROCESSABLE_CONTENT',
  'pilot-event-not-allowed': 'CONFLICT',
  'pilot-already': 'CONFLICT',
  'target-not-later': 'UNPROCESSABLE_CONTENT',
  'answers-missing': 'UNPROCESSABLE_CONTENT',
  'criteria-unmet': 'UNPROCESSABLE_CONTENT',
  'promotes-own-acceptance': 'FORBIDDEN',
  'criteria-unchanged': 'CONFLICT',
  'material-event-not-allowed': 'CONFLICT',
  'not-a-demonstration-school': 'CONFLICT',
  'material-not-published': 'CONFLICT',
  'takes-over-own': 'UNPROCESSABLE_CONTENT',
  'taken-over-already': 'CONFLICT',
  'helps-itself': 'UNPROCESSABLE_CONTENT',
  'paired-already': 'CONFLICT',
  'pairing-ended': 'CONFLICT',
  'risk-retired': 'CONFLICT',
  'risk-not-retired': 'CONFLICT',
  'unknown-responsible': 'UNPROCESSABLE_CONTENT',
  'unknown-risk-point': 'UNPROCESSABLE_CONTENT',
  'unknown-plan': 'UNPROCESSABLE_CONTENT',
  'scheme-differs': 'CONFLICT',
  'scheme-faulty': 'UNPROCESSABLE_CONTENT',
  'scheme-unchanged': 'CONFLICT',
  'scheme-name-taken': 'CONFLICT',
  'factor-missing': 'UNPROCESSABLE_CONTENT',
  'factor-value-unknown': 'UNPROCESSABLE_CONTENT',
  'override-unknown': 'UNPROCESSABLE_CONTENT',
  'site-missing': 'UNPROCESSABLE_CONTENT',
  'measures-worsen-risk': 'UNPROCESSABLE_CONTENT',
  'lowered-without-measure': 'UNPROCESSABLE_CONTENT',
  'measure-unknown': 'UNPROCESSABLE_CONTENT',
  'handover-event-not-allowed': 'CONFLICT',
  'duty-changed': 'CONFLICT',
  'measure-not-closed': 'CONFLICT',
  'held-in-the-future': 'UNPROCESSABLE_CONTENT',
  'chair-absent': 'UNPROCESSABLE_CONTENT',
  'attendee-unknown': 'UNPROCESSABLE_CONTENT',
  'not-to-catch-up': 'CONFLICT',
  'no-leading-post': 'FORBIDDEN',
  'not-your-handover': 'FORBIDDEN',
  'predecessor-signs': 'FORBIDDEN',
  'handover-list-changed': 'CONFLICT',
  'items-unchecked': 'UNPROCESSABLE_CONTENT',
} as const satisfies Record<RefusalCode, TRPC_ERROR_CODE_KEY>

/** An expected refusal on its way to the client, which words it in the reader's language. */
export class RefusalError extends TRPCError {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super({ code: HTTP[refusal.code], message: refusal.code })
    this.refusal = refusal
  }
}

/** The error a router throws for a refused `Result`. */
export const refuse = (refusal: Refusal): RefusalError => new RefusalError(refusal)

/** The status under which a plain HTTP route answers with a refusal. */
export const httpStatusOf = (refusal: Refusal): ContentfulStatusCode =>
  // tRPC's table holds error codes only, which all may carry a body.
  getHTTPStatusCodeFromError(refuse(refusal)) as ContentfulStatusCode
