import { ref, watchEffect } from 'vue'

const ZH = {
  title: '校园隐患举报',
  lead: '看到校园里有安全隐患，请告诉我们。不用注册，也不用留姓名。',
  urgent: '有人正处在危险中的，请立即拨打 110、119 或 120，不要在这里等。',
  loading: '正在载入…',
  language: 'English',
  place: '在哪里',
  placeHint: '写到楼、层、房间或道路，方便找到。',
  text: '什么情况',
  textHint: '请不要写学生姓名等个人信息。',
  photos: '照片（可不传，最多 {most} 张）',
  choosePhotos: '拍照或选择照片',
  photosHint: '照片先在手机上缩小，拍摄时间、地点等信息不会上传。',
  removePhoto: '删除照片 {number}',
  photo: '照片 {number}',
  contact: '联系方式（可不填）',
  contactHint: '只有教育局能看到，用来向您核实情况；办结 {days} 天后删除。',
  send: '提交',
  sending: '正在提交…',
  sent: '已收到，谢谢您',
  sentLead: '学校和教育局会尽快核实。请记下查询码，凭它可以在本页查看办理情况：',
  another: '再报一处',
  ask: '查看办理情况',
  code: '查询码',
  find: '查询',
  receivedAt: '{at} 收到。',
  'state.waiting': '等待核实。',
  'state.verified': '经核实属实，已登记为隐患，学校正在整改或已整改。',
  'state.duplicate': '与已登记的隐患是同一处，一并整改。',
  'state.dismissed': '经核实不属实，已办结。',
  'error.poster-unknown': '找不到这张海报，请重新扫码，或按海报上的电话联系学校。',
  'error.poster-revoked': '这张海报已停用，请扫描学校新张贴的海报。',
  'error.receipt-unknown': '没有这个查询码，请核对后再试。',
  'error.report-unreadable': '内容没有填完整：请写明在哪里、什么情况（至少四个字）。',
  'error.report-differs': '这条举报已经收到过，内容有变化的，请刷新页面另报一条。',
  'error.report-too-large': '照片太大，请减少照片后再提交。',
  'error.photo-too-large': '照片太大，请换一张小一些的照片。',
  'error.too-many-photos': '照片太多，请减少后再提交。',
  'error.not-a-photo': '有一个文件不是照片，请换成手机拍的照片。',
  'error.too-many-requests': '现在举报的人太多，请过几分钟再试。',
  'error.queue-full': '待核实的举报已经很多，请过些时候再试；情况紧急的，请直接联系学校或教育局。',
  'error.network': '没有连上，内容还在，请检查网络后再提交一次。',
} as const
type Word = keyof typeof ZH

const EN: Record<Word, string> = {
  title: 'Report a hazard at school',
  lead: 'Tell us what is unsafe at the school. No account is needed, and no name.',
  urgent: 'If somebody is in danger right now, call 110, 119 or 120 at once; do not wait here.',
  loading: 'Loading…',
  language: '中文',
  place: 'Where',
  placeHint: 'Building, floor, room or road, so that it can be found.',
  text: 'What is wrong',
  textHint: 'Please leave out names of pupils and other personal data.',
  photos: 'Photos (optional, at most {most})',
  choosePhotos: 'Take or choose photos',
  photosHint: 'Photos are made smaller on your phone; when and where they were taken is not sent.',
  removePhoto: 'Remove photo {number}',
  photo: 'Photo {number}',
  contact: 'How to reach you (optional)',
  contactHint:
    'Only the education bureau sees it, to ask you about details; it is deleted {days} days after the report is settled.',
  send: 'Send',
  sending: 'Sending…',
  sent: 'Received, thank you',
  sentLead:
    'The school and the bureau will verify it soon. Keep this code: with it you can see on this page how it stands.',
  another: 'Report something else',
  ask: 'See how a report stands',
  code: 'Code',
  find: 'Look up',
  receivedAt: 'Received {at}.',
  'state.waiting': 'It waits to be verified.',
  'state.verified': 'It was verified and recorded as a hazard, which the school rectifies or has rectified.',
  'state.duplicate': 'It is the same as a hazard that is known, and is rectified with it.',
  'state.dismissed': 'It was looked at and did not prove true; the matter is closed.',
  'error.poster-unknown': 'This poster is not known: scan the code again, or contact the school.',
  'error.poster-revoked': 'This poster is no longer in use: scan the school’s new one.',
  'error.receipt-unknown': 'There is no such code: please check it.',
  'error.report-unreadable':
    'Something is missing: say where it is and what is wrong, in four signs or more.',
  'error.report-differs':
    'This report was received before. If you have changed it, reload the page and report it anew.',
  'error.report-too-large': 'The photos are too large: send fewer.',
  'error.photo-too-large': 'A photo is too large: choose a smaller one.',
  'error.too-many-photos': 'There are too many photos: send fewer.',
  'error.not-a-photo': 'One of the files is no photo: choose one taken with the phone.',
  'error.too-many-requests': 'Many people are reporting at the moment: try again in a few minutes.',
  'error.queue-full':
    'Many reports are waiting already: try again later, and contact the school or the bureau directly if it is urgent.',
  'error.network':
    'There is no connection. What you wrote is still here: check the network and send it again.',
}

/** The same choice as in the console, so that a member of staff finds his language here too. */
const STORED = 'anlan.language'
const language = ref<'zh' | 'en'>(localStorage.getItem(STORED) === 'en' ? 'en' : 'zh')
watchEffect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
  document.title = t('title')
})

export function turnLanguage(): void {
  language.value = language.value === 'zh' ? 'en' : 'zh'
  localStorage.setItem(STORED, language.value)
}

export function t(word: Word, named: Record<string, string | number> = {}): string {
  const text: string = (language.value === 'zh' ? ZH : EN)[word]
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(named[name] ?? ''))
}

/** One sentence for whatever the server turned a person away with; of what it may say one day, the plainest. */
export const sayRefusal = (code: string): string =>
  `error.${code}` in ZH ? t(`error.${code}` as Word) : t('error.network')

export const sayMoment = (at: string): string =>
  new Date(at).toLocaleString(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' },
  })
