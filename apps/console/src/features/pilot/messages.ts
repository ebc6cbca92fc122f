import { defineMessages } from '../../app/messages.ts'

export default defineMessages({
  zh: {
    'refusal.pilot-event-not-allowed': '试点的状态已变，请刷新页面。',
    'refusal.pilot-already': '该校已是试点学校或已申报，请在试点学校列表中查看。',
    'refusal.target-not-later': '新的完成期限应晚于原期限。',
    'refusal.answers-missing': '还有验收标准没有填写说明，请逐项填写。',
    'refusal.criteria-unmet': '有指标未达到验收标准；如仍予通过，请填写理由。',
    'refusal.promotes-own-acceptance': '验收人不能命名自己验收的学校，请由其他局领导办理。',
    'refusal.criteria-unchanged': '内容没有变化，不需要保存。',
    'refusal.material-event-not-allowed': '资料的状态已变，请刷新页面。',
    'refusal.not-a-demonstration-school': '该校不是示范学校，不能这样办理。',
    'refusal.material-not-published': '资料还没有发布，或已经撤回。',
    'refusal.takes-over-own': '这是本校的资料，不用登记参考。',
    'refusal.taken-over-already': '本校已经登记过参考这份资料。',
    'refusal.helps-itself': '学校不能与自己结对。',
    'refusal.paired-already': '这两所学校已经结对。',
    'refusal.pairing-ended': '结对已经结束，请刷新页面。',
  },
  en: {
    'refusal.pilot-event-not-allowed': 'The pilot has moved on. Please reload.',
    'refusal.pilot-already':
      'The school is a pilot already, or has applied. Look for it in the list of pilots.',
    'refusal.target-not-later': 'The new target day must be later than the old one.',
    'refusal.answers-missing': 'Some criteria have no answer yet. Please answer each of them.',
    'refusal.criteria-unmet': 'Some figures fall short of the criteria. To accept all the same, say why.',
    'refusal.promotes-own-acceptance':
      'Whoever accepted a school does not promote it as well. Ask another leader of the bureau.',
    'refusal.criteria-unchanged': 'Nothing has changed, so there is nothing to save.',
    'refusal.material-event-not-allowed': 'The material has moved on. Please reload.',
    'refusal.not-a-demonstration-school': 'The school is no demonstration school, so this cannot be done.',
    'refusal.material-not-published': 'The material is not published yet, or has been taken back.',
    'refusal.takes-over-own': 'This is your own school’s material; there is nothing to take over.',
    'refusal.taken-over-already': 'Your school has taken this material over already.',
    'refusal.helps-itself': 'A school cannot be paired with itself.',
    'refusal.paired-already': 'These two schools are paired already.',
    'refusal.pairing-ended': 'The pairing has ended. Please reload.',
  },
})
