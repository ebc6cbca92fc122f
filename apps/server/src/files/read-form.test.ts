import { expect, test } from 'vitest'
import { readForm } from './read-form.ts'

const part = (name: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const read = (body: string, type = 'multipart/form-data; boundary=b', mostParts = 3) =>
  readForm(Buffer.from(body), type, mostParts)

test('a form as a browser sends it is read, with its files', async () => {
  const form = new FormData()
  form.set('place', '教学楼--三层')
  form.append('photo', new File(['bytes'], '照片.jpg'))
  const sent = new Response(form)
  const body = new Uint8Array(await sent.arrayBuffer())
  const got = await readForm(body, sent.headers.get('content-type') ?? '', 2)
  expect(got?.get('place')).toBe('教学楼--三层')
  expect(got?.get('photo')).toMatchObject({ name: '照片.jpg', size: 5 })
  const quoted = await read(`${part('a', '1')}--b--\r\n`, 'multipart/form-data; boundary="b"')
  expect(quoted?.get('a')).toBe('1')
})

test('a form of as many parts as it may have is read, one of more is none', async () => {
  expect(await read(`${part('a', '1').repeat(3)}--b--\r\n`)).not.toBeNull()
  expect(await read(`${part('a', '1').repeat(4)}--b--\r\n`)).toBeNull()
})

test.each([
  ['a part whose head does not end', `${part('a'.repeat(5000), '1')}--b--\r\n`],
  ['no end', part('a', '1')],
  ['nothing', ''],
  ['another boundary', `${part('a', '1').replace('--b', '--c')}--c--\r\n`],
])('with %s it is none', async (_what, body) => {
  expect(await read(body)).toBeNull()
})

test.each(['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
  'sent as “%s” it is none',
  async type => {
    expect(await read(`a=1&${part('a', '1')}--b--\r\n`, type)).toBeNull()
  },
)
