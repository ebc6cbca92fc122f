import { isWeekday } from '../areas/list-rules.ts'
import type { Day } from '../kernel/day.ts'
import type { Occasion } from '../kernel/judge.ts'
import type { Recorded } from '../kernel/register.ts'
import type {
  AccountId,
  AssignmentId,
  BulletinId,
  CampaignId,
  CertificateId,
  DutyId,
  EntryId,
  HandoverId,
  LeaderEntryId,
  StudyRecordId,
  HazardId,
  LetterBatchId,
  LetterId,
  LetterTemplateId,
  MaterialId,
  MatterId,
  MeasureId,
  MechanismItemId,
  MechanismRecordId,
  PairingId,
  PhaseId,
  PilotId,
  PublicityActivityId,
  ReferralId,
  RoundId,
  SummaryId,
  TaskId,
  TrainingAttemptId,
  TrainingId,
  TrainingSessionId,
  UnitId,
  VisitId,
} from '../kernel/ids.ts'
import type { Appointment } from '../organisation/post.ts'
import type { Duty } from '../responsibility/duty.ts'
import type { Handover } from '../responsibility/handover.ts'
import type { Letter } from '../responsibility/letter-of-responsibility.ts'
import type { Actor } from '../organisation/may.ts'
import { isBureauRole, type RoleId } from '../organisation/role.ts'
import type { Unit, UnitProfile } from '../organisation/unit.ts'
import type { CampaignDraft } from '../campaign/draft.ts'
import type { Phase } from '../campaign/phase.ts'
import type { Task } from '../campaign/task.ts'
import type { Hazard } from '../prevention/hazard.ts'
import type { Referral } from '../supervision/referral/referral.ts'
import type { Measure } from '../supervision/measure.ts'

type AnyId =
  | AccountId
  | AssignmentId
  | BulletinId
  | CampaignId
  | CertificateId
  | DutyId
  | EntryId
  | HandoverId
  | LeaderEntryId
  | StudyRecordId
  | HazardId
  | LetterBatchId
  | LetterId
  | LetterTemplateId
  | MaterialId
  | MatterId
  | MeasureId
  | MechanismItemId
  | MechanismRecordId
  | PairingId
  | PhaseId
  | PilotId
  | PublicityActivityId
  | ReferralId
  | RoundId
  | SummaryId
  | TaskId
  | TrainingAttemptId
  | TrainingId
  | TrainingSessionId
  | UnitId
  | VisitId

/** The same id for the same number, on every run. */
export const anId = <Id extends AnyId>(number: number): Id =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as Id

export const SCHOOL = anId<UnitId>(1)
export const OTHER_SCHOOL = anId<UnitId>(2)

/** Somebody of the school, or, with a bureau role, somebody of the county. */
export const anActor = (role: RoleId, account = 100): Actor => ({
  accountId: anId<AccountId>(account),
  name: `${role} ${account}`,
  role,
  unitId: SCHOOL,
  scope: isBureauRole(role) ? { kind: 'county' } : { kind: 'units', units: [SCHOOL] },
})

export const aUnit = (change: Partial<Unit> = {}): Unit => ({
  ...{
    id: SCHOOL,
    kind: 'town-middle',
    name: '东镇中学',
    shortName: '东镇中学',
    parentId: null,
    township: null,
  },
  ...{ schoolCode: null, boarding: false, hasBus: false, hasLab: false, hasCanteen: false, pupils: 100 },
  ...{ openFrom: null, openUntil: null },
  ...change,
})

/** A hazard somebody has just reported. */
export const aHazard = (change: Partial<Hazard> = {}): Hazard => ({
  ...{ id: anId<HazardId>(1), unitId: SCHOOL, number: '2026-00001', state: 'reported', area: 'fire' },
  ...{ source: 'self-inspection', place: '教学楼', description: '灯不亮了', discoveredOn: '2026-10-01' },
  ...{ reportedBy: anId<AccountId>(100), reportedAt: '2026-10-01T02:00:00.000Z', grade: null, basis: null },
  ...{
    interimControl: null,
    stopUse: false,
    plan: null,
    extensions: [],
    transfer: null,
    listing: null,
    lookBacks: [],
    riskPointId: null,
    ancestorId: null,
    rectifiedBy: null,
    rectifiedAt: null,
  },
  ...{ rectification: null, acceptedBy: null, closedAt: null, closingNote: null, revision: 1 },
  ...change,
})

export const aPhase = (number: number, change: Partial<Phase> = {}): Phase => ({
  ...{
    id: anId<PhaseId>(number),
    kind: 'rectification',
    name: `阶段${number}`,
    from: null,
    to: null,
    path: null,
  },
  ...change,
})

export const aTask = (change: Partial<Task> = {}): Task => ({
  ...{
    id: anId<TaskId>(1),
    phaseId: anId<PhaseId>(1),
    path: null,
    title: '检查灭火器',
    quote: '',
    span: null,
  },
  ...{ area: 'fire', addressees: { sets: ['all-schools'], include: [], exclude: [] }, dueOn: '2026-10-10' },
  ...{ evidence: ['statement'], milestone: null },
  ...change,
})

/** A draft that nothing keeps from being confirmed. */
export const aDraft = (change: Partial<CampaignDraft> = {}): CampaignDraft => ({
  ...{
    title: '安全整治方案',
    year: 2026,
    issuer: null,
    documentNumber: null,
    issuedOn: null,
    from: null,
    to: null,
  },
  ...{ phases: [aPhase(1, { from: '2026-09-01', to: '2026-10-31' })], tasks: [aTask()], questions: [] },
  ...change,
})

/** A school that has everything a rule could look at. */
export const aProfile = (change: Partial<UnitProfile> = {}): UnitProfile => ({
  ...{ kind: 'town-middle', boarding: false, hasBus: true, hasLab: true, hasCanteen: true, pupils: 100 },
  ...{ openFrom: null, openUntil: null },
  ...change,
})

/** A judgement made on a day, with no numbers of the county's own; school is from Monday to Friday. */
export const anOccasion = (today: Day, change: Partial<Occasion> = {}): Occasion => ({
  ...{ today, unit: aProfile(), overrides: [], isSchoolDay: isWeekday },
  ...change,
})

/** A line of a register, recorded on the day that is given. */
export const aRecord = <Entry>(number: number, recordedOn: Day, entry: Entry): Recorded<Entry> => ({
  id: anId<EntryId>(number),
  recordedOn,
  entry,
})

/** Somebody's post, from long ago and without an end. */
export const anAppointment = (change: Partial<Appointment> = {}): Appointment => ({
  ...{
    accountId: anId<AccountId>(100),
    unitId: SCHOOL,
    post: 'safety-director',
    from: '2020-09-01',
    until: null,
  },
  ...change,
})

/** A published safety duty of the safety director. */
export const aDuty = (change: Partial<Duty> = {}): Duty => ({
  ...{
    id: anId<DutyId>(1),
    version: 1,
    unitId: SCHOOL,
    post: 'safety-director',
    kind: 'safety',
    area: 'fire',
  },
  ...{ text: '每月检查一次宿舍', basis: null, coOwners: [], publishedOn: '2026-09-01', retired: false },
  ...{ origin: null, revision: 1 },
  ...change,
})

/** A letter for this school year, not yet issued. */
export const aLetter = (change: Partial<Letter> = {}): Letter => ({
  ...{
    id: anId<LetterId>(1),
    level: 'school-staff',
    state: 'draft',
    unitId: SCHOOL,
    post: 'safety-director',
  },
  ...{ signerId: anId<AccountId>(101), issuedBy: null, duties: [{ id: anId<DutyId>(1), version: 1 }] },
  ...{ from: '2026-09-01', to: '2027-08-31', issuedOn: null, signedOn: null, signerName: '某某' },
  ...{
    issuerName: '东镇中学',
    batchId: anId<LetterBatchId>(1),
    documentNumber: null,
    renews: null,
    signedBy: null,
  },
  ...{ refusal: null, answer: null, withdrawal: null, revision: 1 },
  text: {
    ...{ title: '安全工作责任书', preamble: '', closing: '' },
    clauses: [{ text: '每月检查一次宿舍', owner: '安全办' }],
  },
  ...change,
})

/** The safety director's post goes from account 100 to account 101. */
export const aHandover = (change: Partial<Handover> = {}): Handover => ({
  ...{ id: anId<HandoverId>(1), unitId: SCHOOL, post: 'safety-director', state: 'open', items: [] },
  ...{
    fromId: anId<AccountId>(100),
    fromName: '前任',
    untilOn: '2026-08-31',
    toId: anId<AccountId>(101),
    toName: '接任',
    passedOver: [],
    handedOn: null,
    handedFor: null,
    receivedOn: null,
    note: null,
    steps: [],
    revision: 1,
  },
  ...change,
})

/** A supervision notice that an officer has proposed and nobody has decided on. */
export const aMeasure = (change: Partial<Measure> = {}): Measure => ({
  ...{ id: anId<MeasureId>(70), matterId: anId<MatterId>(71), unitId: SCHOOL },
  ...{ kind: 'supervision-notice', state: 'proposed', reason: '逾期七天', demand: '限期完成整改' },
  proposed: { by: anId<AccountId>(200), name: '经办', at: '2026-10-01T02:00:00.000Z' },
  ...{ skipReason: null, approved: null, issued: null, replyDueOn: null, received: null, talk: null },
  ...{ reply: null, returned: 0, appeal: null, ended: null, revision: 1 },
  ...change,
})

/** A letter to the water office about a pond, drafted and not approved. */
export const aReferral = (change: Partial<Referral> = {}): Referral => ({
  ...{ id: anId<ReferralId>(80), number: '2026-0001', unitId: SCHOOL, department: 'water', state: 'draft' },
  ...{ addressee: '县水利局', title: '校门外水塘没有警示设施', matter: '水塘距校门三十米，没有警示牌。' },
  ...{ evidence: '现场照片两张', basis: '安全管理职责分工', interimControl: '安排教师值守', hazardId: null },
  drafted: { by: anId<AccountId>(200), name: '经办', at: '2026-10-01T02:00:00.000Z' },
  ...{ previousId: null, approved: null, sent: null, dueOn: null, received: null, urged: [] },
  ...{ reply: null, committee: null, verified: null, ended: null, revision: 1 },
  ...change,
})
