import { listPasswordFaults, PASSWORD_FAULTS, PASSWORD_LENGTH } from '@anlan/domain'
import { computed, ref, toValue, type MaybeRefOrGetter } from 'vue'
import { useWords } from '../../app/i18n.ts'

/**
 * A new password typed twice and what speaks against it, by the rules the server applies too. Faults show once
 * somebody has asked for the password to be taken, and then follow what he types.
 */
export function usePasswordRules(owner: {
  username: MaybeRefOrGetter<string>
  previous?: MaybeRefOrGetter<string>
}) {
  const { t, label } = useWords()
  const [next, repeated, judged] = [ref(''), ref(''), ref(false)]
  const found = computed(() =>
    listPasswordFaults(next.value, {
      username: toValue(owner.username),
      previous: toValue(owner.previous),
    }),
  )
  const differs = computed(() => next.value !== repeated.value)
  return {
    next,
    repeated,
    hint: computed(() => t('password.rules', { length: PASSWORD_LENGTH.min })),
    faults: computed(() => (judged.value ? found.value.map(fault => label(PASSWORD_FAULTS[fault])) : [])),
    repeatFaults: computed(() => (judged.value && differs.value ? [t('password.differs')] : [])),
    /** True when the password may be sent. */
    judge(): boolean {
      judged.value = true
      return found.value.length === 0 && !differs.value
    },
  }
}
