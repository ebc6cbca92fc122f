import { MAX_FILE_BYTES } from '@anlan/domain'
import { connect } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty } from '../testing/county.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'
import { hashOf } from './file-store.ts'
import type { FileMeta } from './keep-file.ts'
import { MAX_UNUSED } from './unused-files.ts'
import { aDocument, aPdf, aPhoto, aPngThatSays, GPS } from '../testing/evidence.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'

let house: Awaited<ReturnType<typeof open>>
let east: Visitor
let west: Visitor
/** People of the bureau, at a server beside that asks no second factor of them. */
let bureau: { inspector: Visitor; auditor: Visitor; close(): Promise<void> }
beforeAll(async () => {
  await givePasswords(county, PASSWORD, ['eastSafety', 'westSafety', 'inspector', 'auditor'])
  house = await open(county.assembled)
  const signedIn = async (origin: string, name: string): Promise<Visitor> => {
    const visitor = new Visitor(origin)
    await visitor.signIn(name, PASSWORD)
    return visitor
  }
  east = await signedIn(house.origin, 'eastsafety')
  west = await signedIn(house.origin, 'westsafety')
  const server = await county.another({ demo: true })
  const beside = await open(server)
  bureau = {
    inspector: await signedIn(beside.origin, 'inspector'),
    auditor: await signedIn(beside.origin, 'auditor'),
    close: async () => {
      await beside.close()
      await server.close()
    },
  }
})
afterAll(async () => {
  await house.close()
  await bureau.close()
})

interface Sent {
  readonly status: number
  readonly code: string | undefined
  readonly file: FileMeta
}

async function send(
  bytes: Uint8Array,
  name = '照片.jpg',
  { by = east, unit = county.units.eastMiddle as string } = {},
): Promise<Sent> {
  const response = await by.fetch(`/api/files?unit=${unit}&name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
  })
  const body = (await response.json()) as FileMeta & { refusal?: { code: string } }
  return { status: response.status, code: body.refusal?.code, file: body }
}

const keep = async (bytes: Uint8Array, name?: string): Promise<FileMeta> => {
  const sent = await send(bytes, name)
  expect([sent.status, sent.code]).toEqual([201, undefined])
  return sent.file
}

const fetchBytes = async (id: string, variant: string): Promise<{ response: Response; bytes: Buffer }> => {
  const response = await east.fetch(`/api/files/${id}/${variant}`)
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

const rowsKept = async (): Promise<number> => {
  const { rows } = await county.assembled.connections.owner.query<{ n: number }>(
    'select count(*)::int as n from files',
  )
  return rows[0]?.n ?? -1
}

describe('a photo', () => {
  test('is what its bytes say and not what its name says', async () => {
    const png = await aPhoto({ format: 'png' })
    expect(await keep(png, '合影.pdf')).toMatchObject({ mediaType: 'image/png', name: '合影.pdf.png' })
    const jpeg = await aPhoto()
    expect(await keep(jpeg, 'C:\\相机\\灭火器.JPG')).toMatchObject({
      ...{ mediaType: 'image/jpeg', name: '灭火器.JPG', size: jpeg.byteLength },
    })
    expect(await keep(await aPhoto({ format: 'webp' }), 'x')).toMatchObject({ name: 'x.webp' })
  })

  test('taken with the telephone held sideways is shown upright', async () => {
    // Red on the left as it lies in the file; turned a quarter clockwise, as orientation 6 asks, red is on top.
    const file = await keep(await aPhoto({ orientation: 6, width: 400, height: 200 }))
    expect([file.width, file.height]).toEqual([200, 400])
    for (const variant of ['thumbnail', 'view', 'original']) {
      const { bytes } = await fetchBytes(file.id, variant)
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      expect(info.height).toBe(info.width * 2)
      const at = (x: number, y: number): string => {
        const [red = 0, , blue = 0] = data.subarray((y * info.width + x) * info.channels)
        return red > 200 && blue < 60 ? 'red' : blue > 200 && red < 60 ? 'blue' : `${red} ${blue}`
      }
      const middle = info.width >> 1
      expect([variant, at(middle, 4), at(middle, info.height - 4)]).toEqual([variant, 'red', 'blue'])
    }
  })

  test.each(['jpeg', 'png', 'webp'] as const)(
    'as %s keeps where and by whom it was taken on the server',
    async format => {
      const bytes = await aPhoto({ format, notes: true })
      expect(bytes.includes(GPS)).toBe(true)
      const file = await keep(bytes)
      for (const variant of ['thumbnail', 'view', 'original']) {
        const served = await fetchBytes(file.id, variant)
        expect(served.bytes.includes(GPS)).toBe(false)
        const { exif, xmp, iptc, orientation } = await sharp(served.bytes).metadata()
        expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined])
      }
    },
  )

  test('has a small copy and one for the screen, and loses no size in full', async () => {
    const file = await keep(await aPhoto({ width: 3200, height: 1600 }))
    const sizes: [string, string, number, number][] = [
      ['thumbnail', 'webp', 320, 160],
      ['view', 'webp', 1600, 800],
      ['original', 'jpeg', 3200, 1600],
    ]
    for (const [variant, format, width, height] of sizes) {
      const { response, bytes } = await fetchBytes(file.id, variant)
      expect(response.headers.get('content-type')).toBe(`image/${format}`)
      expect(await sharp(bytes).metadata()).toMatchObject({ format, width, height })
    }
    const small = await keep(await aPhoto({ width: 40, height: 30 }))
    expect(await sharp((await fetchBytes(small.id, 'view')).bytes).metadata()).toMatchObject({ width: 40 })
  })

  test('is not taken from whoever sends hundreds and hands none in, until some are or a day is over', async () => {
    const head = county.people.westSafety
    const rows = Array.from({ length: MAX_UNUSED }, (_, each) => ({
      ...{ id: newId<string>(), unit_id: county.units.westMiddle, sha256: `${each}`, name: 'x.pdf' },
      ...{ media_type: 'application/pdf', size: 1, width: null, height: null, created_by: head.accountId },
      created_at: county.assembled.app.clock.now(),
    }))
    await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx => bulkInsert(tx, 'files', rows))
    const by = { by: west, unit: county.units.westMiddle }
    expect((await send(await aPhoto(), 'a.jpg', by)).code).toBe('too-many-unused-files')
    expect((await send(await aPhoto())).status).toBe(201)
    await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
      tx
        .deleteFrom('files')
        .where('id', '=', rows[0]?.id ?? '')
        .execute(),
    )
    expect((await send(await aPhoto(), 'a.jpg', by)).status).toBe(201)
  })

  test('in full size is made once, and not anew for each who asks', async () => {
    const photo = await aPhoto({ width: 120, height: 80 })
    const file = await keep(photo)
    const store = county.assembled.app.files
    expect(await store.find(hashOf(photo), 'clean')).toBeNull()
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => fetchBytes(file.id, 'original')))
    for (const { bytes } of others) expect(bytes).toEqual(first?.bytes)
    expect(await store.find(hashOf(photo), 'clean')).toEqual(first?.bytes)
    const kept = await sharp(first?.bytes).resize(60).jpeg().toBuffer()
    await store.putVariant(hashOf(photo), 'clean', kept)
    expect((await fetchBytes(file.id, 'original')).bytes).toEqual(kept)
  })

  test('with a blemish that every viewer passes over is kept', async () => {
    const sound = await aPhoto()
    const start = sound.indexOf(Buffer.from([0xff, 0xc4]))
    const blemished = Buffer.concat([sound.subarray(0, start), Buffer.alloc(3), sound.subarray(start)])
    const file = await keep(blemished)
    expect((await fetchBytes(file.id, 'thumbnail')).response.status).toBe(200)
    expect((await fetchBytes(file.id, 'original')).response.status).toBe(200)
  })

  test('whose copies went missing gets them anew', async () => {
    const bytes = await aPhoto({ width: 90, height: 60 })
    const file = await keep(bytes)
    const before = await fetchBytes(file.id, 'thumbnail')
    await county.assembled.app.files.remove(await hashOfRow(file.id), 'thumbnail')
    const after = await fetchBytes(file.id, 'thumbnail')
    expect(after.response.status).toBe(200)
    expect(after.bytes).toEqual(before.bytes)
  })
})

const hashOfRow = async (id: string): Promise<string> => {
  const { rows } = await county.assembled.connections.owner.query<{ sha256: string }>(
    'select sha256 from files where id = $1',
    [id],
  )
  return rows[0]?.sha256 ?? ''
}

describe('what is no evidence is refused in a word of its own, and nothing of it is kept', () => {
  const cut = async (): Promise<Buffer> => {
    const whole = await aPhoto({ width: 800, height: 600, noise: true })
    return whole.subarray(0, whole.byteLength >> 1)
  }
  const polyglot = async (): Promise<Buffer> =>
    Buffer.concat([Buffer.from('<!doctype html><script>alert(1)</script>'), await aPhoto()])
  test.each<[string, string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['nothing at all', '空.jpg', () => Buffer.alloc(0), 'empty-file'],
    ['a text called a photo', '合影.jpg', () => Buffer.from('这不是照片'), 'not-a-photo'],
    ['a photo cut off on the way', '合影.jpg', cut, 'not-a-photo'],
    [
      'a sound header with nothing behind',
      '合影.jpg',
      async () => (await aPhoto()).subarray(0, 300),
      'not-a-photo',
    ],
    ['a drawing that can hold scripts', '图.svg', () => Buffer.from(SVG), 'file-type-unsupported'],
    ['a drawing called a photo', '图.png', () => Buffer.from(SVG), 'not-a-photo'],
    [
      'a page',
      'a.html',
      () => Buffer.from('<!doctype html><script>alert(1)</script>'),
      'file-type-unsupported',
    ],
    ['a page with a photo behind it', 'a.html', polyglot, 'file-type-unsupported'],
    ['a moving picture', 'a.gif', () => aPhoto({ format: 'gif' }), 'photo-format-unsupported'],
    ['an archive', 'a.zip', () => aDocument('whatever.txt', Buffer.from('x')), 'file-type-unsupported'],
    ['a program', 'a.pdf', () => Buffer.from('4d5a90000300000004000000ffff', 'hex'), 'file-type-unsupported'],
    [
      'a small picture that says it is enormous',
      'a.png',
      () => aPngThatSays(30_000, 30_000),
      'photo-too-many-pixels',
    ],
    [
      'an archive that swells to half a gigabyte',
      'a.docx',
      () => aSwellingDocument(),
      'file-type-unsupported',
    ],
  ])('%s', async (_what, name, make, code) => {
    const before = await rowsKept()
    expect(await send(await make(), name)).toMatchObject({ status: 422, code })
    expect(await rowsKept()).toBe(before)
  })
})

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>隐患</text></svg>'
const aSwellingDocument = (): Promise<Buffer> =>
  aDocument('[Content_Types].xml', Buffer.alloc(512 * 1024 * 1024))

describe('size', () => {
  test('may be 10 MB and not one byte more', async () => {
    const full = Buffer.concat([aPdf(), Buffer.alloc(MAX_FILE_BYTES - aPdf().byteLength)])
    expect((await keep(full, '总结.pdf')).size).toBe(MAX_FILE_BYTES)
    const before = await rowsKept()
    const over = await send(Buffer.concat([full, Buffer.alloc(1)]), '总结.pdf')
    expect([over.status, over.code]).toEqual([413, 'file-too-large'])
    expect(await rowsKept()).toBe(before)
  })

  test('of a body that says it is too large is refused before the body comes', async () => {
    expect(await rawPost(`content-length: ${1024 ** 4}`, [])).toMatch(/^HTTP\/1.1 413 .*file-too-large/s)
  })

  test('of a body that says nothing is refused where it passes the limit, though it never ends', async () => {
    const chunk = Buffer.alloc(1024 * 1024)
    const framed = Buffer.concat([Buffer.from('100000\r\n'), chunk, Buffer.from('\r\n')])
    const endless = function* (): Generator<Buffer> {
      for (;;) yield framed
    }
    expect(await rawPost('transfer-encoding: chunked', endless())).toMatch(/^HTTP\/1.1 413 .*file-too-large/s)
  })

  /** Posts by hand, bytes as long as the server takes them, and gives what it answers. */
  function rawPost(header: string, chunks: Iterable<Buffer>): Promise<string> {
    const { hostname, port } = new URL(house.origin)
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname)
      let answer = ''
      let sent = 0
      socket.on('data', bytes => {
        answer += bytes.toString()
        if (answer.includes('}')) socket.destroy()
      })
      socket.on('error', error => (answer === '' ? reject(error) : resolve(answer)))
      socket.on('close', () => resolve(answer))
      socket.write(
        `POST /api/files?unit=${county.units.eastMiddle}&name=a HTTP/1.1\r\nhost: ${hostname}\r\ncookie: ${east.cookies}\r\n${header}\r\n\r\n`,
      )
      const iterator = chunks[Symbol.iterator]()
      const pour = (): void => {
        for (;;) {
          if (socket.destroyed) return
          const { value, done } = iterator.next()
          if (done) return
          sent += value.byteLength
          if (sent > 200 * 1024 * 1024) return void socket.destroy(new Error('the server reads on and on'))
          if (!socket.write(value)) return void socket.once('drain', pour)
        }
      }
      pour()
    })
  }
})

describe('what is fetched', () => {
  test('of a paper is a download that no browser opens as a page', async () => {
    const file = await keep(
      Buffer.concat([aPdf(), Buffer.from('<script>alert(1)</script>')]),
      '工作总结（定稿）.html',
    )
    expect(file.name).toBe('工作总结（定稿）.html.pdf')
    for (const variant of ['original', 'view', 'thumbnail']) {
      const { response } = await fetchBytes(file.id, variant)
      expect(response.headers.get('content-type')).toBe('application/pdf')
      expect(response.headers.get('content-disposition')).toMatch(/^attachment;/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; frame-ancestors 'none'; sandbox",
      )
    }
  })

  test('bears its Chinese name, whatever signs stand in it', async () => {
    const file = await keep(aPdf(), "关于“安全月”的通知(1)'*;=.pdf")
    const { response } = await fetchBytes(file.id, 'original')
    const header = response.headers.get('content-disposition') ?? ''
    expect(header).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/)
    expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe("关于“安全月”的通知(1)'*;=.pdf")
  })

  test('with a name as long as a disk allows, and of signs that count double', async () => {
    const file = await keep(aPdf(), `${'🔥'.repeat(300)}.pdf`)
    expect([...file.name]).toHaveLength(120)
    const { response } = await fetchBytes(file.id, 'original')
    expect(response.status).toBe(200)
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain('🔥.pdf')
  })

  test('travels once, and is asked for anew each time', async () => {
    const file = await keep(await aPhoto())
    const { response } = await fetchBytes(file.id, 'thumbnail')
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
    const etag = response.headers.get('etag') ?? ''
    const again = await east.fetch(`/api/files/${file.id}/thumbnail`, { headers: { 'if-none-match': etag } })
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
    const other = await east.fetch(`/api/files/${file.id}/view`, { headers: { 'if-none-match': etag } })
    expect(other.status).toBe(200)
    const stranger = await new Visitor(house.origin).fetch(`/api/files/${file.id}/thumbnail`, {
      headers: { 'if-none-match': etag },
    })
    expect(stranger.status).toBe(401)
    const neighbour = await west.fetch(`/api/files/${file.id}/thumbnail`, {
      headers: { 'if-none-match': etag },
    })
    expect(neighbour.status).toBe(404)
  })

  test('is a school’s own, and the bureau’s; to another school it does not exist', async () => {
    const file = await keep(await aPhoto())
    for (const variant of ['original', 'view', 'thumbnail']) {
      const statuses = await Promise.all(
        [east, bureau.inspector, west].map(
          async by => (await by.fetch(`/api/files/${file.id}/${variant}`)).status,
        ),
      )
      expect(statuses).toEqual([200, 200, 404])
    }
    const [theirs, nobodys] = await Promise.all(
      [file.id, '0199f000-0000-7000-8000-000000000000'].map(async id =>
        (await west.fetch(`/api/files/${id}/view`)).text(),
      ),
    )
    expect(theirs).toBe(nobodys)
  })

  test.each([
    ['an id that is none', 'x/view'],
    ['a copy nobody makes', '0199f000-0000-7000-8000-000000000000/huge'],
  ])('under %s is not found', async (_what, path) => {
    expect((await east.fetch(`/api/files/${path}`)).status).toBe(404)
  })

  test('whose bytes are gone is not found, and is not called a database away', async () => {
    const file = await keep(Buffer.concat([aPdf(), Buffer.from('gone')]), 'a.pdf')
    await county.assembled.app.files.remove(await hashOfRow(file.id))
    const response = await east.fetch(`/api/files/${file.id}/original`)
    expect([response.status, await response.json()]).toEqual([404, { refusal: { code: 'not-found' } }])
  })
})

describe('who may hand in', () => {
  test('nobody for a unit out of his reach, and nobody unknown', async () => {
    const photo = await aPhoto()
    const before = await rowsKept()
    const asked = [
      await send(photo, 'a.jpg', { by: west }),
      await send(photo, 'a.jpg', { unit: 'nonsense' }),
      await send(photo, 'a.jpg', { by: new Visitor(house.origin) }),
    ]
    expect(asked.map(({ status, code }) => [status, code])).toEqual([
      [422, 'outside-scope'],
      [404, 'not-found'],
      [401, 'signed-out'],
    ])
    expect(await send(photo, 'a.jpg', { by: bureau.auditor })).toMatchObject({
      status: 403,
      code: 'not-permitted',
    })
    expect(await rowsKept()).toBe(before)
  })

  test('whoever does is on record', async () => {
    const { id } = await keep(await aPhoto())
    expect(await county.audit('file.keep', id)).toMatchObject([
      { actor_name: 'eastSafety', unit_id: county.units.eastMiddle },
    ])
  })
})
