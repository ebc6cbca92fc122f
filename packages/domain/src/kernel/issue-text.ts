import type { z } from 'zod'
import type { FormField } from './form.ts'
import type { Label } from './label.ts'

/** What our own schemas call wrong, beside the codes, which bring their own sentence. */
const OWN: Readonly<Record<string, Label>> = {
  'not-a-day': {
    zh: '日期不存在，请按 2026-09-01 的写法填写',
    en: 'There is no such day: write it as 2026-09-01',
  },
  'not-an-instant': { zh: '请填写日期和时间', en: 'Enter a day and a time' },
  'not-a-phone': { zh: '电话号码格式不对', en: 'Not a telephone number' },
  'more-than-given': { zh: '不能多于发放数', en: 'No more than were given out' },
  'not-on-that-day': { zh: '与填写的日期不是同一天', en: 'Not on the day entered above' },
  'ends-before-it-begins': { zh: '结束时间早于开始时间', en: 'It ends before it begins' },
}

/**
 * One sentence for what is wrong with a field, in words of ours: the schema library's own are not fit for an office.
 * Says what to do where it can. Tells a missing value from a wrong one where the issue brings its input.
 */
export function issueText(issue: z.core.$ZodIssue, field?: Pick<FormField, 'widget' | 'sample'>): Label {
  // What is not there is missing, whatever its schema would ask of it.
  if ('input' in issue && (issue.input === undefined || issue.input === null)) return required(field)
  const own = OWN[issue.message]
  if (own) return own
  switch (issue.code) {
    case 'custom': {
      const text = (issue.params as { text?: Label } | undefined)?.text
      return text ?? WRONG
    }
    case 'invalid_value':
      return { zh: '请从列表中选择', en: 'Choose one from the list' }
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) <= 1
        ? required(field)
        : bound(issue.origin, Number(issue.minimum), 'least')
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), 'most')
    default:
      return field?.sample ? { zh: `写法如：${field.sample}`, en: `Write it like: ${field.sample}` } : WRONG
  }
}

const WRONG: Label = { zh: '填写有误，请核对', en: 'Not right: please check' }

const required = (field?: Pick<FormField, 'widget'>): Label =>
  field?.widget === 'choice' || field?.widget === 'choices' || field?.widget === 'yes-no'
    ? { zh: '请选择', en: 'Please choose' }
    : { zh: '请填写', en: 'Please fill in' }

function bound(origin: string, number: number, side: 'least' | 'most'): Label {
  const [zh, en] = side === 'least' ? ['至少', 'at least'] : ['至多', 'at most']
  if (origin === 'string') return { zh: `${zh} ${number} 个字`, en: `${en} ${number} characters` }
  if (origin === 'array') return { zh: `${zh} ${number} 项`, en: `${en} ${number} of them` }
  return side === 'least'
    ? { zh: `不能小于 ${number}`, en: `No less than ${number}` }
    : { zh: `不能大于 ${number}`, en: `No more than ${number}` }
}
