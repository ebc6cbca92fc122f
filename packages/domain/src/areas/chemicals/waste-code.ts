import { err, ok } from '../../kernel/result.ts'
import { codeSchema, tidy } from '../../organisation/codes/fault.ts'

/** 废物代码 of the national list of hazardous wastes: 900-047-49 for what laboratories throw away. */
export const WasteCode = codeSchema(
  'waste-code',
  text => {
    const code = tidy(text).replace(/[‐‑–—−]/g, '-')
    return /^\d{3}-\d{3}-\d{2}$/.test(code) ? ok(code) : err({ code: 'shape' })
  },
  '900-047-49',
)
