import { SCHOOL_KINDS, type Binds } from '../organisation/unit.ts'

/** Who keeps a register: every school, or those with the thing it is about. */
export const EVERY_SCHOOL: Binds = { kinds: SCHOOL_KINDS }
export const WITH_CANTEEN: Binds = { kinds: SCHOOL_KINDS, having: ['hasCanteen'] }
export const WITH_BUS: Binds = { kinds: SCHOOL_KINDS, having: ['hasBus'] }
export const WITH_LAB: Binds = { kinds: SCHOOL_KINDS, having: ['hasLab'] }
/** Institutions outside the schools: they are inspected like them. */
export const OFFCAMPUS: Binds = { kinds: ['offcampus'] }
export const BOARDING: Binds = { kinds: SCHOOL_KINDS, having: ['boarding'] }

/** What registers ask for unless they hold something only few may see. */
export const OPEN = { read: 'register.read', record: 'register.record' } as const
