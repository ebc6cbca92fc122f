import { AreaId, DutyContent, type DutyKind } from '@anlan/domain'

/** What is typed of a duty, before it is one. */
export interface DutyForm {
  post: string
  kind: DutyKind
  area: string
  text: string
  basis: string
  coOwners: string[]
}

/** A form with what is known of a duty, or with nothing but the post it is for. */
export const dutyForm = (known: DutyContent | null, post: string | null = null): DutyForm => ({
  ...{ post: known?.post ?? post ?? '', kind: known?.kind ?? 'safety', area: known?.area ?? '' },
  ...{ text: known?.text ?? '', basis: known?.basis ?? '', coOwners: [...(known?.coOwners ?? [])] },
})

/** The duty as it was typed: one of business lies in no area, and no post shares its own duty. */
export const readDutyForm = (form: DutyForm): DutyContent =>
  DutyContent.parse({
    ...form,
    area: form.kind === 'business' || form.area === '' ? null : AreaId.parse(form.area),
    basis: form.basis.trim() === '' ? null : form.basis,
    coOwners: form.coOwners.filter(post => post !== form.post),
  })
