import { err, ok, type Result } from '../../kernel/result.ts'
import { codeSchema, type CodeFault } from './fault.ts'

export interface DocumentNumberParts {
  readonly code: string
  /** 机关代字, e.g. 岳县教体发. */
  readonly office: string
  readonly year: number
  readonly serial: number
}

/** Brackets of any kind people type around the year, as the one kind the standard knows. */
const squared = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[[(【［（<《]/g, '〔')
    .replace(/[\])】］）>》]/g, '〕')

/** The last number of a year that can be written. */
export const LAST_SERIAL = 99_999

/** Reads a 发文字号, 机关代字〔年份〕序号号: no leading zero, no 第 (GB/T 9704-2012). */
export function parseDocumentNumber(text: string): Result<DocumentNumberParts, CodeFault> {
  const code = squared(text)
  const parts = /^([\p{Script=Han}A-Z]{1,15})〔(\d{4})〕([1-9]\d{0,4})号$/u.exec(code)
  if (!parts) return err({ code: 'shape' })
  const [, office = '', year = '', serial = ''] = parts
  return ok({ code, office, year: Number(year), serial: Number(serial) })
}

/** Reads a 机关代字 alone, as it stands before the year. */
export function parseOfficeMark(text: string): Result<string, CodeFault> {
  const mark = text.normalize('NFKC').replace(/\s/g, '')
  return /^[\p{Script=Han}A-Z]{1,15}$/u.test(mark) ? ok(mark) : err({ code: 'shape' })
}

export const OfficeMark = codeSchema('office-mark', parseOfficeMark, '岳县教安责')
export const DocumentNumber = codeSchema('document-number', parseDocumentNumber, '岳县教体发〔2017〕4号')
