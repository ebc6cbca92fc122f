import { unreachable, type Hazard, type HazardCommand, type Label } from '@anlan/domain'
import type { Notice } from '../inbox/send-notice.ts'

/** What one person is told of a turn. */
interface Told {
  readonly accountId: string | null | undefined
  readonly title: Label
  readonly body: Label
}

/**
 * Whom a command on a hazard concerns besides the one who gave it: a lead of what he has to see to, whoever asked or
 * rectified of the answer, the reporter when nothing was found. Everybody is told once, and nobody of his own deed.
 */
export function noticesOf(before: Hazard, after: Hazard, command: HazardCommand, actorId: string): Notice[] {
  const told = toldBy(before, after, command).filter(each => each.accountId && each.accountId !== actorId)
  return [...new Map(told.map(each => [each.accountId, each])).values()].flatMap(
    ({ accountId, title, body }) =>
      accountId
        ? [
            {
              ...{ accountId, kind: 'hazard', title, body, link: `/hazards/${after.id}` },
              dedupeKey: `hazard-turn ${after.id} ${after.revision}`,
            },
          ]
        : [],
  )
}

function toldBy(before: Hazard, after: Hazard, command: HazardCommand): Told[] {
  const { number, place, plan } = after
  const titled = (zh: string, en: string): Label => ({ zh: `${zh}：${place}`, en: `${en}: ${place}` })
  const because = (reason: string): Label => ({ zh: `${number}，${reason}`, en: `${number}. ${reason}` })
  switch (command.event) {
    case 'confirm':
    case 'replan':
      if (!plan || plan.leadId === before.plan?.leadId) return []
      return [
        {
          accountId: plan.leadId,
          title: titled('请负责整改隐患', 'A hazard is yours to rectify'),
          body: {
            zh: `${number}，整改期限${plan.dueOn}。整改措施：${plan.measures}`,
            en: `${number}, deadline ${plan.dueOn}. Measures: ${plan.measures}`,
          },
        },
      ]
    case 'dismiss':
      return [
        {
          accountId: before.reportedBy,
          title: titled('核实不属实', 'Dismissed'),
          body: because(command.reason),
        },
      ]
    case 'return':
      return [before.rectifiedBy, plan?.leadId].map(accountId => ({
        ...{ accountId, title: titled('退回整改', 'Returned'), body: because(command.reason) },
      }))
    case 'accept':
      return [before.rectifiedBy, plan?.leadId].map(accountId => ({
        ...{ accountId, title: titled('验收销号', 'Accepted and closed') },
        body: command.note
          ? because(command.note)
          : { zh: `${number}，已验收销号。`, en: `${number} is closed.` },
      }))
    case 'grant-extension':
    case 'refuse-extension': {
      const asked = before.extensions.find(each => each.granted === null)
      return [
        command.event === 'grant-extension'
          ? {
              accountId: asked?.askedBy,
              title: titled('同意延期', 'Extension granted'),
              body: {
                zh: `${number}，整改期限延至${plan?.dueOn ?? ''}。`,
                en: `${number}: the deadline is now ${plan?.dueOn ?? ''}.`,
              },
            }
          : {
              accountId: asked?.askedBy,
              title: titled('不同意延期', 'Extension refused'),
              body: because(command.reason),
            },
      ]
    }
    case 'list':
    case 'unlist':
      return [plan?.leadId, before.reportedBy].map(accountId => ({
        accountId,
        title:
          command.event === 'list'
            ? titled('隐患已挂牌督办', 'Put under listed supervision')
            : titled('隐患已摘牌', 'Off listed supervision'),
        body: because(command.reason),
      }))
    case 'transfer':
      return [plan?.leadId, before.reportedBy].map(accountId => ({
        ...{ accountId, title: titled('已移交有关部门', 'Transferred to a department') },
        body: {
          zh: `${number}，已移交${command.department}，期限${command.dueOn}。办结之前：${command.interimControl}`,
          en: `${number}: with ${command.department}, due ${command.dueOn}. Until then: ${command.interimControl}`,
        },
      }))
    case 'take-back':
      return [
        {
          ...{
            accountId: plan?.leadId,
            title: titled('部门退回，请继续整改', 'Given back: please rectify it'),
          },
          body: {
            zh: `${number}，新的整改期限${command.dueOn}。${command.reason}`,
            en: `${number}, new deadline ${command.dueOn}. ${command.reason}`,
          },
        },
      ]
    case 'control':
      return [
        {
          ...{ accountId: plan?.leadId, title: titled('防控措施有调整', 'Interim control changed') },
          body: because(command.reason),
        },
      ]
    case 'look-back':
      return [
        {
          accountId: plan?.leadId,
          title: command.holds
            ? titled('回头看：未反弹', 'Still in order')
            : titled('回头看：隐患反弹', 'Come back'),
          body: because(command.note),
        },
      ]
    // Whoever may accept or decide finds it on his first page; these change nothing for one person alone.
    case 'regrade':
    case 'fix-at-once':
    case 'settle-elsewhere':
    case 'ask-extension':
    case 'submit':
      return []
    default:
      return unreachable(command)
  }
}
