import { defineMessages } from '../../app/messages.ts'

/** The words of the list of duties that the bureau hands down. */
export const modelWords = defineMessages({
  zh: {
    'model.title': '责任清单范本',
    'model.lead': '教育局下发、供各校采用的岗位责任清单。学校已经公布的清单不随范本变动。',
    'model.back': '返回责任清单',
    'model.version': '第{version}版，{name}于{at}公布。',
    'model.note': '说明：{note}',
    'model.given': '系统提供的初始范本，还没有公布过新版。',
    'model.add': '新增条目',
    'model.edit': '修改条目',
    'model.keep': '保存到改动中',
    'model.withdraw': '撤下',
    'model.restore': '恢复',
    'model.changes':
      '有改动尚未公布：新增{added}条，修改{changed}条，撤下{removed}条。公布以后学校才能采用。',
    'model.stale': '您修改期间，范本已公布第{version}版。请放弃改动后，在新版上重新修改。',
    'model.publish': '公布新版',
    'model.drop': '放弃改动',
    'model.dropAsk': '放弃全部尚未公布的改动？范本恢复到已公布的内容。',
    'model.publishAsk':
      '公布后成为第{version}版，各校可以补充采用新增的条目；学校已经采用的条目由学校自行修改。',
    'model.noteLabel': '改了什么',
    'model.noteHint': '例如：按县安委办要求增加实验室用气安全条目。',
    'model.area': '领域',
    'model.all': '全部',
    'model.empty': '没有符合条件的条目',
    'model.emptyHint': '换一个领域查看。',
    'model.is.added': '新增',
    'model.is.changed': '已修改',
    'model.is.removed': '已撤下',
    'refusal.model-unchanged': '范本没有改动，不需要公布新版。',
  },
  en: {
    'model.title': 'Model list of duties',
    'model.lead':
      'Handed down by the bureau for schools to take over. Lists they have published stay as they are.',
    'model.back': 'Back to duty lists',
    'model.version': 'Edition {version}, published by {name} at {at}.',
    'model.note': 'Note: {note}',
    'model.given': 'The list the system begins with; no edition has been published yet.',
    'model.add': 'Add an item',
    'model.edit': 'Change the item',
    'model.keep': 'Keep among the changes',
    'model.withdraw': 'Withdraw',
    'model.restore': 'Restore',
    'model.changes':
      'Not published yet: {added} added, {changed} changed, {removed} withdrawn. Schools can take them over once they are.',
    'model.stale':
      'Edition {version} was published meanwhile. Drop these changes and make them on the new one.',
    'model.publish': 'Publish an edition',
    'model.drop': 'Drop the changes',
    'model.dropAsk': 'Drop all changes that are not published? The list goes back to what is published.',
    'model.publishAsk':
      'This becomes edition {version}. Schools can take over what is new; what they have taken over is theirs to change.',
    'model.noteLabel': 'What has changed',
    'model.noteHint': 'For example: gas in laboratories added.',
    'model.area': 'Area',
    'model.all': 'All',
    'model.empty': 'No such items',
    'model.emptyHint': 'Choose another area.',
    'model.is.added': 'New',
    'model.is.changed': 'Changed',
    'model.is.removed': 'Withdrawn',
    'refusal.model-unchanged': 'Nothing has changed, so there is nothing to publish.',
  },
})
