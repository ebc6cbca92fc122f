import { defineMessages } from '../../app/messages.ts'
import { dutyWords } from './duty-words.ts'
import { letterWords } from './letter-words.ts'

export default defineMessages({
  zh: { ...dutyWords.zh, ...letterWords.zh },
  en: { ...dutyWords.en, ...letterWords.en },
})
