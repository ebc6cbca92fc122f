import { LinkCommand, MAX_FILE_BYTES } from '@anlan/domain'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { networkOf, peerOf } from '../../auth/peer-address.ts'
import { Pace } from '../../pace.ts'
import type { C } from '../../drills/kiosk-answers.ts'
import { readBody } from '../../files/read-body.ts'
import { readForm } from '../../files/read-form.ts'
import type { HttpApp } from '../../http.ts'
import { Lanes } from '../../lanes.ts'
import { isKeepable } from '../../plain-text.ts'
import { readJson } from '../../read-json.ts'
import { carryByLink, openLetter, openLetterFile } from './link-deeds.ts'
import { MOST_REPLY_FILES, readReplyFiles } from './reply-files.ts'

const BODY_LIMIT = MOST_REPLY_FILES * MAX_FILE_BYTES + 64 * 1024
/** The command, and the files of an answer; some more are told that they are too many. */
const MOST_PARTS = 1 + 2 * MOST_REPLY_FILES
/** Answers of one letter that lie in memory at a time; the others wait on the line, where they cost none. */
const AT_ONCE = 1

/** Why whoever holds a link is turned away, each with its status; the page puts it into one sentence. */
const STATUS = {
  'link-unknown': 404,
  'not-found': 404,
  'link-revoked': 410,
  'link-expired': 410,
  'link-used': 409,
  'event-not-allowed': 409,
  'answer-unreadable': 400,
  'too-many-files': 422,
  'file-too-large': 413,
  'too-many-requests': 429,
} as const
type Code = keyof typeof STATUS
const isKnown = (code: string): code is Code => code in STATUS

const Opened = z.object({ token: z.string().min(1).max(100) })
const OpenedFile = Opened.extend({ file: z.uuid() })

/**
 * The door for a department that has a letter of ours and no account: `POST /api/referral-letter` opens the letter of a token,
 * `POST /api/referral-file` a file of its evidence, `POST /api/referral-answer` takes its receipt or its one answer, with
 * files. The token comes in the body, so that no log of requests has it; with an answer in `x-letter-token`, so that not a
 * byte of one is read for somebody whose link opens nothing.
 */
export function mountReferralDoor(http: HttpApp, app: App): void {
  // An office sits behind one address; whoever tries tokens gets nowhere at this pace.
  const pace = new Pace({ most: 60, perSecond: 0.5, known: 5_000 })
  const lanes = new Lanes(AT_ONCE)
  const mayAsk = (c: C): boolean => pace.takes(networkOf(peerOf(c, app.config.trustedProxies)), 1)

  http.post('/api/referral-letter', async c => {
    if (!mayAsk(c)) return refuse(c, 'too-many-requests')
    const asked = Opened.safeParse(await readSmall(c))
    if (!asked.success) return refuse(c, 'link-unknown')
    const letter = await openLetter(app, asked.data.token)
    return letter.ok ? c.json(letter.value, 200, NEVER_KEPT) : refuse(c, letter.error.code)
  })

  http.post('/api/referral-file', async c => {
    if (!mayAsk(c)) return refuse(c, 'too-many-requests')
    const asked = OpenedFile.safeParse(await readSmall(c))
    if (!asked.success) return refuse(c, 'link-unknown')
    const opened = await openLetterFile(app, asked.data.token, asked.data.file)
    if (!opened.ok) return refuse(c, opened.error.code)
    const { bytes, mediaType, disposition } = opened.value
    return c.body(new Uint8Array(bytes), 200, {
      ...{ ...NEVER_KEPT, 'content-type': mediaType, 'content-disposition': disposition },
    })
  })

  http.post('/api/referral-answer', async c => {
    if (!mayAsk(c)) return refuse(c, 'too-many-requests')
    const token = c.req.header('x-letter-token') ?? ''
    const letter = await openLetter(app, token)
    if (!letter.ok) return refuse(c, letter.error.code)
    // Each letter its own lane: whoever sends slowly keeps nobody waiting but himself.
    return lanes.in(token, async () => {
      const body = await readBody(c.req.raw, BODY_LIMIT)
      if (!body.ok) return refuse(c, 'file-too-large')
      const form = await readAnswer(body.value, c.req.header('content-type') ?? '')
      if (!form) return refuse(c, 'answer-unreadable')
      const files = await readReplyFiles(form.command.event === 'reply' ? form.files : [])
      if (!files.ok) return refuse(c, files.error.code)
      const done = await carryByLink(app, {
        token,
        command: form.command,
        files: files.value,
        requestId: c.get('requestId'),
      })
      return done.ok ? c.json(done.value, 200, NEVER_KEPT) : refuse(c, done.error.code)
    })
  })
}

/** What a small request says, or null where it makes no sense. */
async function readSmall(c: C): Promise<unknown> {
  const body = await readBody(c.req.raw, 1024)
  return body.ok ? readJson(body.value) : null
}

const NEVER_KEPT = { 'cache-control': 'no-store' }

function refuse(c: C, code: string): Response {
  if (code === 'too-many-requests') c.header('retry-after', '60')
  return c.json({ refusal: { code } }, isKnown(code) ? STATUS[code] : 422, NEVER_KEPT)
}

interface Form {
  readonly command: LinkCommand
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** The command and the files of a form, or null where it is none or says nothing that makes sense. */
async function readAnswer(body: Uint8Array, contentType: string): Promise<Form | null> {
  const form = await readForm(body, contentType, MOST_PARTS)
  const said = form?.get('command')
  if (!form || typeof said !== 'string') return null
  const sent = readJson(said)
  const command = isKeepable(sent) ? LinkCommand.safeParse(sent) : null
  if (!command?.success) return null
  const files = form.getAll('file').filter(value => typeof value !== 'string')
  return {
    command: command.data,
    files: await Promise.all(
      files.map(async file => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    ),
  }
}
