import { defineMessages } from '../../app/messages.ts'

export default defineMessages({
  zh: {
    'papers.title': '文书',
    'papers.back': '返回隐患',
    'papers.print': '打印',
    'papers.draft': '尚未编号，仅供核对，不得作为正式文书。',
    'papers.number': '发文字号',
    'papers.give': '编号',
    'papers.giveHint': '编号后文书内容固定，不再随数据变化。',
    'papers.giveSends': '编号后即发给学校，学校在消息中收到。',
    'papers.given': '已编号：{number}',
    'papers.hazardOrder': '责令整改通知书',
    'refusal.paper-not-numberable': '这份文书已经编号，或尚未定稿，不能编号。请刷新后查看。',
  },
  en: {
    'papers.title': 'Paper',
    'papers.back': 'Back to the hazard',
    'papers.print': 'Print',
    'papers.draft': 'Not numbered yet: for checking only, not an official paper.',
    'papers.number': 'Document number',
    'papers.give': 'Number it',
    'papers.giveHint': 'Once numbered, the paper stays as it is, whatever changes in the data.',
    'papers.giveSends': 'The school gets it in its in-tray as soon as it is numbered.',
    'papers.given': 'Numbered: {number}',
    'papers.hazardOrder': 'Rectification order',
    'refusal.paper-not-numberable': 'This paper has a number already or is not finished. Please reload.',
  },
})
