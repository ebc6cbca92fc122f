import type { AppRouter } from '@anlan/server/api'
import type { EntryFilter, EntrySort } from './useRegisters.ts'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { RegisterKey, UnitId } from '@anlan/domain'
import { UploadError } from '../../app/errors.ts'
import { signedOutUnderway } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'

export type Import = inferRouterOutputs<AppRouter>['imports']['get']
export type ImportState = Import['state']

/** What the server works on by itself: a page looks again twice a second. */
const isUnderWay = (state: ImportState | undefined): boolean => state === 'checking' || state === 'writing'
const LOOK_AGAIN_MS = 500

export const useImport = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['imports', 'one', computed(() => toValue(id))],
    queryFn: () => trpc.imports.get.query({ id: toValue(id) }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? LOOK_AGAIN_MS : false),
  })

export const useImports = (register: MaybeRefOrGetter<RegisterKey>, unitId: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['imports', 'list', computed(() => [toValue(register), toValue(unitId)])],
    queryFn: () =>
      trpc.imports.list.query({ register: toValue(register), unitId: toValue(unitId) as UnitId }),
    enabled: computed(() => toValue(unitId) !== ''),
    refetchInterval: ({ state }) =>
      (state.data ?? []).some(each => isUnderWay(each.state)) ? LOOK_AGAIN_MS : false,
  })

/** Sends a table for a unit's register; `onProgress` hears the share that is on its way, 0 to 1. */
export function sendTable(
  register: RegisterKey,
  unitId: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/registers/${register}/imports?unit=${encodeURIComponent(unitId)}`)
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    request.responseType = 'json'
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      const answer = request.response as { id?: string; refusal?: { code: string } } | null
      const code = answer?.refusal?.code ?? 'unknown'
      if (code === 'signed-out') signedOutUnderway.value = true
      if (request.status === 201 && answer?.id) resolve({ id: answer.id })
      else reject(new UploadError(code))
    })
    request.addEventListener('error', () => reject(new Error('network')))
    request.send(file)
  })
}

interface Shown {
  readonly filter: EntryFilter
  readonly sort: EntrySort
  readonly columns: readonly string[]
  readonly language: string
}

/** Where exactly what a list shows is fetched as a file. */
export function exportUrl(
  register: RegisterKey,
  format: 'xlsx' | 'csv',
  { filter, sort, columns, language }: Shown,
): string {
  const query = new URLSearchParams({
    ...{ lang: language, filter: JSON.stringify(filter), sort: JSON.stringify(sort) },
    columns: columns.join(','),
  })
  return `/api/registers/${register}/export.${format}?${query.toString()}`
}
