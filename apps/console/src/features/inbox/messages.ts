import { defineMessages } from '../../app/messages.ts'

export default defineMessages({
  zh: {
    'inbox.title': '消息',
    'inbox.unreadOnly': '只看未读',
    'inbox.markAll': '全部标为已读',
    'inbox.empty': '没有消息',
    'inbox.emptyHint': '任务到期、被退回或有新的隐患时，会在这里提醒您。',
    'inbox.unread': '未读',
  },
  en: {
    'inbox.title': 'Messages',
    'inbox.unreadOnly': 'Unread only',
    'inbox.markAll': 'Mark all as read',
    'inbox.empty': 'No messages',
    'inbox.emptyHint': 'You will be told here when a task falls due or is returned, and of new hazards.',
    'inbox.unread': 'Unread',
  },
})
