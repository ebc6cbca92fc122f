import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { casCheck, CasNumber, parseCasNumber } from './cas-number.ts'
import { CitizenId, citizenCheck, maskCitizenId, parseCitizenId } from './citizen-id.ts'
import { CreditCode, creditCheck, organisationCheck, parseCreditCode } from './credit-code.ts'
import { liesInside, parseDivisionCode } from './division-code.ts'
import { DocumentNumber, parseDocumentNumber } from './document-number.ts'
import { faultText, type CodeFault } from './fault.ts'
import { parsePlate, Plate } from './plate.ts'
import { parseSchoolCode, SchoolCode } from './school-code.ts'
import { parseVin, Vin, vinCheck } from './vin.ts'

const faultOf = (result: { ok: boolean; error?: CodeFault }): string | undefined => result.error?.code
const from = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map(characters => characters.join(''))
/** A place in the text and another character for it. */
const slips = (alphabet: string, length: number) => fc.tuple(fc.nat(length - 1), fc.constantFrom(...alphabet))
const slip = (text: string, [at, character]: readonly [number, string]): string =>
  text.slice(0, at) + character + text.slice(at + 1)

const DIGITS = '0123456789'
const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const VIN = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ'

describe('统一社会信用代码', () => {
  /** Any right code: division digits in the middle, the organisation code with its own check. */
  const codes = fc
    .tuple(from(CREDIT, 2), from(DIGITS, 6), from(CREDIT, 8))
    .map(([head, division, organisation]) => {
      const body = head + division + organisation + organisationCheck(organisation)
      return body + creditCheck(body)
    })

  test('the known one is right, in its parts too', () => {
    expect(organisationCheck('M000100Y')).toBe('4')
    expect(creditCheck('91350100M000100Y4')).toBe('3')
    expect(parseCreditCode('91350100m000100y43 ')).toEqual({
      ok: true,
      value: { code: '91350100M000100Y43', category: '91', division: '350100', organisation: 'M000100Y4' },
    })
  })
  test('a single slip of the pen is always caught', () => {
    fc.assert(
      fc.property(codes, slips(CREDIT, 18), (code, change) => {
        const wrong = slip(code, change)
        expect(parseCreditCode(code).ok).toBe(true)
        expect(parseCreditCode(wrong).ok).toBe(wrong === code)
      }),
      { numRuns: 500 },
    )
  })
  test('a code that fits outside is still checked inside', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom(...'0123456789X'), (code, inner) => {
        const body = code.slice(0, 16) + inner
        const result = parseCreditCode(body + creditCheck(body))
        expect(faultOf(result)).toBe(inner === code.charAt(16) ? undefined : 'organisation-check-digit')
      }),
    )
  })
  test.each([
    ['91350100M000100Y4', 'length'],
    ['91350100M000100Y4I', 'alphabet'],
    ['9135A100M000100Y43', 'alphabet'],
    ['91350100M000100Y44', 'check-digit'],
  ])('%s: %s', (code, fault) => {
    expect(faultOf(parseCreditCode(code))).toBe(fault)
  })
})

describe('公民身份号码', () => {
  const born = fc
    .integer({ min: 0, max: 40_000 })
    .map(offset =>
      new Date(Date.UTC(1920, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10).replaceAll('-', ''),
    )
  const ids = fc.tuple(from(DIGITS, 4), born, from(DIGITS, 3)).map(([place, date, order]) => {
    const body = `43${place}${date}${order}`
    return body + citizenCheck(body)
  })

  test('says where from, when born and which sex', () => {
    expect(parseCitizenId('11010519491231002x')).toEqual({
      ok: true,
      value: { code: '11010519491231002X', division: '110105', bornOn: '1949-12-31', sex: 'female' },
    })
  })
  test('a single wrong digit is always caught', () => {
    fc.assert(
      fc.property(ids, slips(DIGITS, 18), (id, change) => {
        const wrong = slip(id, change)
        expect(parseCitizenId(id).ok).toBe(true)
        expect(parseCitizenId(wrong).ok).toBe(wrong === id)
      }),
      { numRuns: 500 },
    )
  })
  test('two neighbours changed round are caught', () => {
    fc.assert(
      fc.property(ids, fc.nat(15), (id, at) => {
        const wrong = id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2)
        expect(parseCitizenId(wrong).ok).toBe(wrong === id)
      }),
    )
  })
  test.each([
    ['1101051949123100', 'length'],
    ['11010519491231O02X', 'alphabet'],
    ['99010519491231002X', 'division'],
    ['11010519490230002X', 'date'],
    ['110105194912310021', 'check-digit'],
  ])('%s: %s', (id, fault) => {
    expect(faultOf(parseCitizenId(id))).toBe(fault)
  })
  test('is shown without the birthday', () => {
    expect(maskCitizenId('11010519491231002X')).toBe('110105***********X')
    expect(maskCitizenId('123')).toBe('***')
  })
})

describe('CAS', () => {
  test.each(
    (
      '7664-93-9 7697-37-2 7647-01-0 1310-73-2 64-17-5 67-56-1 67-64-1 60-29-7 67-66-3 108-88-3 71-43-2 ' +
      '7722-64-7 7722-84-1 7757-79-1 6484-52-2 3811-04-9 7440-23-5 7440-09-7 7439-95-4 7440-66-6 7723-14-0 ' +
      '7726-95-6 7439-97-6 7664-41-7 1336-21-6 7761-88-8 7778-50-9 143-33-9 151-50-8 7487-94-7 10361-37-2'
    ).split(' '),
  )('%s is a chemical of a school laboratory', number => {
    expect(parseCasNumber(number)).toEqual({ ok: true, value: number })
  })
  test('the check digit is the only one of ten that passes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 7 }).chain(length => from(DIGITS, length)),
        from(DIGITS, 2),
        (head, middle) => {
          const right = Array.from(DIGITS).filter(digit => parseCasNumber(`${head}-${middle}-${digit}`).ok)
          expect(right).toEqual([casCheck(head + middle)])
        },
      ),
    )
  })
  test('says which digit it expected', () => {
    expect(parseCasNumber('7664-93-8')).toEqual({
      ok: false,
      error: { code: 'check-digit', expected: '9', actual: '8' },
    })
    expect(faultOf(parseCasNumber('7664939'))).toBe('shape')
    expect(faultOf(parseCasNumber('H2SO4'))).toBe('alphabet')
  })
  test('full-width digits and dashes are slips of typing', () => {
    expect(CasNumber.parse('７６６４－９３－９')).toBe('7664-93-9')
    expect(CasNumber.parse(' 7664–93–9 ')).toBe('7664-93-9')
  })
})

describe('VIN', () => {
  const vins = from(VIN, 17).map(vin => slip(vin, [8, vinCheck(vin)]))
  const worth = (character: string) => vinCheck(`${character}${'0'.repeat(16)}`)

  test('a known one is right', () => {
    expect(parseVin('1m8gdm9axkp042788')).toEqual({ ok: true, value: '1M8GDM9AXKP042788' })
  })
  test('a slip to a character that counts differently is always caught', () => {
    fc.assert(
      fc.property(vins, slips(VIN, 17), (vin, change) => {
        const wrong = slip(vin, change)
        const [at, character] = change
        const same = at === 8 ? vin.charAt(8) === character : worth(vin.charAt(at)) === worth(character)
        expect(parseVin(vin).ok).toBe(true)
        expect(parseVin(wrong).ok).toBe(same)
      }),
      { numRuns: 500 },
    )
  })
  test.each([
    ['1M8GDM9AXKP04278', 'length'],
    ['IM8GDM9AXKP042788', 'alphabet'],
    ['1M8GDM9A1KP042788', 'check-digit'],
  ])('%s: %s', (vin, fault) => {
    expect(faultOf(parseVin(vin))).toBe(fault)
  })
})

describe('号牌', () => {
  test.each([
    ['湘F12345', false],
    ['湘F·12345', false],
    ['湘f1234学', false],
    ['湘FD12345', true],
    ['湘F12345D', true],
  ])('%s', (text, newEnergy) => {
    expect(parsePlate(text)).toMatchObject({ ok: true, value: { province: '湘', newEnergy } })
  })
  test.each([
    ['湘F1234', 'length'],
    ['湖F12345', 'alphabet'],
    ['湘I12345', 'alphabet'],
    ['湘F123O5', 'alphabet'],
    ['湘F123学5', 'alphabet'],
    ['湘F1234567', 'length'],
    ['湘F123456A7', 'length'],
    ['湘F123456', 'shape'],
  ])('%s: %s', (text, fault) => {
    expect(faultOf(parsePlate(text))).toBe(fault)
  })
  test('is written one way only', () => {
    expect(Plate.parse('湘f·１２３４５')).toBe('湘F12345')
  })
})

describe('学校标识码', () => {
  test('is read by type and province', () => {
    expect(parseSchoolCode('2143000001')).toMatchObject({
      ok: true,
      value: { type: '小学', province: '43', serial: '000001', warnings: [] },
    })
  })
  test('an unknown type or province is pointed out, not refused', () => {
    expect(parseSchoolCode('9999000001')).toMatchObject({
      ok: true,
      value: { type: null, warnings: ['unknown-type', 'unknown-province'] },
    })
  })
  test('length and digits count', () => {
    expect(faultOf(parseSchoolCode('214300001'))).toBe('length')
    expect(faultOf(parseSchoolCode('214300000A'))).toBe('alphabet')
    expect(SchoolCode.parse('２１43000001')).toBe('2143000001')
  })
})

describe('行政区划', () => {
  test.each([
    ['43', 'province'],
    ['4306', 'prefecture'],
    ['430623', 'county'],
    ['430623100', 'township'],
    ['430623100201', 'village'],
  ])('%s is a %s', (code, level) => {
    expect(parseDivisionCode(code)).toEqual({ ok: true, value: { code, level, province: '湖南' } })
  })
  test('an unassigned county may exist for show; a half-typed code may not', () => {
    expect(parseDivisionCode('990001')).toMatchObject({ ok: true, value: { province: null } })
    expect(faultOf(parseDivisionCode('43062'))).toBe('length')
    expect(faultOf(parseDivisionCode('43O623'))).toBe('alphabet')
  })
  test('a township lies inside its county and in no other', () => {
    expect(liesInside('430623100', '430623')).toBe(true)
    expect(liesInside('419001100', '430623')).toBe(false)
  })
})

describe('发文字号', () => {
  test.each([
    ['岳县教体发〔2017〕4号', '岳县教体发〔2017〕4号'],
    ['岳县教体发[2017]4号', '岳县教体发〔2017〕4号'],
    ['岳县教体发（2017） 4 号', '岳县教体发〔2017〕4号'],
    ['教发厅函【2024】20号', '教发厅函〔2024〕20号'],
  ])('%s', (text, written) => {
    expect(DocumentNumber.parse(text)).toBe(written)
  })
  test.each(['岳县教体发〔2017〕04号', '岳县教体发〔2017〕第4号', '岳县教体发2017-4', '〔2017〕4号'])(
    '%s is not one',
    text => {
      expect(faultOf(parseDocumentNumber(text))).toBe('shape')
    },
  )
})

test('no text at all, and no text whatever, makes a reader throw; what is read is read the same again', () => {
  const readers = [CasNumber, CitizenId, CreditCode, DocumentNumber, Plate, SchoolCode, Vin]
  fc.assert(
    fc.property(fc.constantFrom(...readers), fc.string({ unit: 'binary' }), (reader, text) => {
      const once = reader.safeParse(text)
      if (once.success) expect(reader.parse(once.data)).toBe(once.data)
    }),
  )
})

test('every fault is told to a person in both languages, at the field', () => {
  const faults: CodeFault[] = [
    { code: 'length', expected: [7, 8], actual: 6 },
    { code: 'alphabet', at: 2, character: 'I' },
    { code: 'shape' },
    { code: 'division', actual: '99' },
    { code: 'date', actual: '2026-02-30' },
    { code: 'check-digit', expected: '9', actual: '8' },
    { code: 'organisation-check-digit', expected: '9', actual: '8' },
  ]
  expect(new Set(faults.map(fault => faultText(fault).zh)).size).toBe(faults.length)
  expect(new Set(faults.map(fault => faultText(fault).en)).size).toBe(faults.length)
  const issue = CasNumber.safeParse('7664-93-8').error?.issues[0]
  expect(issue).toMatchObject({ message: 'bad-cas-number', params: { code: 'check-digit', expected: '9' } })
})
