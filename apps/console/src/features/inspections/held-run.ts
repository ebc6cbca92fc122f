import type { InspectionRunId, Instant } from '@anlan/domain'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { currentSession } from '../../app/session.ts'
import { forgetRun, readDevice, writeDevice, type HeldAnswer, type HeldPhoto } from './device.ts'
import { draftOf, EMPTY_DRAFT, isLocal, type Draft } from './draft.ts'
import type { KeptAnswer, RunDetail } from './useInspections.ts'

export type HeldRun = ReturnType<typeof holdRun>

/**
 * What this page holds of a run. Everything is on the device before anything else happens to it, and what another page
 * of the device writes is taken over item by item.
 */
export function holdRun(id: InspectionRunId, account: string) {
  const whose = { account, run: id as string }
  const detail = shallowRef<RunDetail | null>(null)
  const held = shallowReactive(new Map<string, HeldAnswer>())
  const photos = shallowReactive(new Map<string, HeldPhoto>())
  /** False when this device could not keep what was typed. */
  const isStored = ref(true)
  const unsent = computed(() => [...held.values()].filter(each => each.isUnsent).length)
  const siblings = new BroadcastChannel(`anlan-inspection-${id}`)

  /** Whoever signed out has taken everything with him: nothing is written or sent for him any more. */
  const isOver = (): boolean => currentSession()?.account.id !== account

  async function store(parts: Parameters<typeof writeDevice>[1]): Promise<void> {
    if (isOver()) return
    try {
      await writeDevice(whose, parts)
      isStored.value = true
      siblings.postMessage('changed')
    } catch {
      isStored.value = false
    }
  }

  /** Takes over what another page of this device has written, where it is newer than what stands here. */
  async function readSiblings(): Promise<void> {
    const there = await readDevice(whose).catch(() => null)
    if (!there) {
      isStored.value = false
      return
    }
    if (there.detail && (detail.value?.run.revision ?? 0) < there.detail.run.revision)
      detail.value = there.detail
    for (const photo of there.photos) photos.set(photo.id, photo)
    for (const theirs of there.answers) {
      const ours = held.get(theirs.code)
      const [newer, older] = [theirs.editedAt ?? '', ours?.editedAt ?? '']
      if (!ours || newer > older || (newer === older && !theirs.isUnsent)) held.set(theirs.code, theirs)
    }
  }

  const heldAt = (code: string): HeldAnswer =>
    held.get(code) ?? {
      ...{ ...whose, code, draft: EMPTY_DRAFT, editedAt: null, seen: [], isUnsent: false, by: null },
    }

  function put(next: HeldAnswer): HeldAnswer {
    held.set(next.code, next)
    return next
  }

  function putPhoto(photo: HeldPhoto): HeldPhoto {
    photos.set(photo.id, photo)
    return photo
  }

  /** Changes what is filled in for an item. */
  function edit(code: string, patch: Partial<Draft>): Promise<void> {
    const was = heldAt(code)
    const known = [...was.seen, ...(was.editedAt === null ? [] : [was.editedAt])].map(at => Date.parse(at))
    // Later than all it replaces, also by a clock that is behind.
    const editedAt = new Date(Math.max(Date.now(), ...known.map(at => at + 1))).toISOString() as Instant
    return store({
      answers: [put({ ...was, draft: { ...was.draft, ...patch }, editedAt, isUnsent: true })],
    })
  }

  async function addPhotos(code: string, files: Iterable<File>): Promise<void> {
    for (const file of files) {
      const photo = putPhoto({
        ...{ ...whose, id: `local:${crypto.randomUUID()}`, name: file.name, type: file.type },
        ...{ bytes: await file.arrayBuffer(), sentAs: null, problem: null },
      })
      await store({ photos: [photo] })
      await edit(code, { photos: [...heldAt(code).draft.photos, photo.id] })
    }
  }

  async function removePhoto(code: string, photo: string): Promise<void> {
    await edit(code, { photos: heldAt(code).draft.photos.filter(each => each !== photo) })
    if (isLocal(photo)) await dropPhotos([photo])
  }

  /** Takes pictures off this device, once nobody needs them here. */
  async function dropPhotos(gone: readonly string[]): Promise<void> {
    for (const photo of gone) photos.delete(photo)
    await store({ gone })
  }

  /** Takes over what the server has for an item. */
  function takeAnswer({ answer, at, byName }: KeptAnswer): void {
    const ours = held.get(answer.code)
    // What is on its way is judged by the server first; what is one's own stays as it was typed.
    if (ours?.isUnsent) return
    const by = { name: byName, at }
    if (ours?.seen.includes(at)) put({ ...ours, by })
    else
      put({
        ...{ ...whose, code: answer.code, draft: draftOf(answer), editedAt: at, seen: [at] },
        ...{ isUnsent: false, by },
      })
  }

  const forget = (): Promise<void> => forgetRun(whose).catch(() => undefined)

  return {
    ...{ detail, held, photos, isStored, unsent, siblings, isOver, store, readSiblings, forget },
    ...{ heldAt, put, putPhoto, edit, addPhotos, removePhoto, dropPhotos, takeAnswer },
  }
}
