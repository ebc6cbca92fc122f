import { defineMessages } from '../../app/messages.ts'
import { dutyWords } from './duty-words.ts'
import { letterWords } from './letter-words.ts'
import { modelWords } from './model-words.ts'

export default defineMessages({
  zh: { ...dutyWords.zh, ...letterWords.zh, ...modelWords.zh },
  en: { ...dutyWords.en, ...letterWords.en, ...modelWords.en },
})
