import { AccountId, findRegister, labelAuthorRole, UnitId } from '@anlan/domain'
import { i18n, useWords } from '../../app/i18n.ts'

/** The account the server acts as by itself. */
const SYSTEM_ID = '00000000-0000-7000-8000-000000000000'
const isSystem = (accountId: string): boolean => accountId === SYSTEM_ID

interface Actor {
  readonly id: string
  readonly name: string
  readonly role: string
}

/** Who did it, by the name and role he had then; the server itself is called what it is. */
export function useActor() {
  const { t, label } = useWords()
  return {
    sayActor: ({ id, name }: Actor): string => (isSystem(id) ? t('audit.system') : name),
    sayRole: ({ id, role }: Actor): string =>
      isSystem(id) ? t('audit.byItself') : label(labelAuthorRole(role)),
  }
}

/** A moment by China's clocks, to the second. */
export const sayMoment = (at: string): string =>
  new Date(at).toLocaleString(i18n.global.locale.value === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'medium' },
  })

/** Where the pages of things lie, by the kind the record calls them. */
const PAGES: Readonly<Record<string, string>> = {
  ...{ hazard: '/hazards', campaign: '/campaigns', assignment: '/tasks', unit: '/units' },
  ...{ person: '/people', account: '/people', entry: '/entries' },
}

interface NamedSubject {
  readonly kind: string
  readonly name: string | null
}

/** What a subject is called; an entry is called by its register. */
export function useSubject() {
  const { label } = useWords()
  return ({ kind, name }: NamedSubject): string | null =>
    kind === 'entry' && name !== null ? label(findRegister(name)?.label) || name : name
}

/** The page of a subject; null for what has none, or is out of the reader's sight. */
export function pageOf({ kind, id, name }: { kind: string; id: string; name: string | null }): string | null {
  if (kind === 'verification') return '/audit/verification'
  // Who reads the record need not be one who may read the register.
  if (kind === 'entry' && findRegister(name ?? '')?.permissions.read !== 'register.read') return null
  const page = PAGES[kind]
  return page === undefined || name === null ? null : `${page}/${id}`
}

export const personPage = (accountId: string): string | null =>
  !isSystem(accountId) && AccountId.safeParse(accountId).success ? `/people/${accountId}` : null
export const unitPage = (unitId: string): string | null =>
  UnitId.safeParse(unitId).success ? `/units/${unitId}` : null
