import { ref, watch } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { i18n, loadWords } from './i18n.ts'
import { whenReached } from './line.ts'
import { routes } from './routes.ts'
import { safeNext } from './safe-next.ts'
import { currentSession, gateOf, loadSession } from './session.ts'
import { connection } from './trpc.ts'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash, top: 16 } : { top: 0 }),
})

/** Where to go once what stands before it is done; a page that stands before others hands on what it was given. */
const nextOf = (to: RouteLocationNormalized): { next?: string } => {
  const next = to.meta.gate ? safeNext(to.query.next) : to.fullPath
  return next === '/' ? {} : { next }
}

/** True while a page is on its way: over a slow line that takes a moment, and what does not answer is pressed again. */
export const going = ref(false)
router.beforeEach(() => void (going.value = true))
router.beforeEach(async to => {
  if (to.meta.bare && !to.meta.gate) return true
  const me = currentSession() ?? (await whenReached(loadSession).catch(() => null))
  if (me === null) return { name: 'sign-in', query: nextOf(to) }
  const gate = gateOf(me)
  if (gate && to.meta.gate !== gate) return { name: gate, query: nextOf(to) }
  if (!gate && to.meta.gate) return safeNext(to.query.next)
  if (to.meta.permission && !me.permissions.includes(to.meta.permission)) return { name: 'not-found' }
  return true
})
// The pages before the sign-in bring their own words; a paper outside the shell does not.
router.beforeEach(async to => {
  if (!to.meta.bare || !i18n.global.te(to.meta.title)) await loadWords()
})

router.afterEach(to => {
  going.value = false
  document.title = `${i18n.global.t(to.meta.title)} · ${i18n.global.t('app.name')}`
})

// A page whose parts do not come: an upgrade took them away, or nobody is there to send them.
router.onError((error, to) => {
  going.value = false
  if (!/dynamically imported module|Importing a module script failed|preload/i.test(String(error))) return
  void fetch('/health/live').then(
    () => (connection.outdated = true),
    () => {
      connection.away = true
      watch(
        () => connection.away,
        // Some browsers remember that a part did not come, and only a new page asks for it again.
        () => location.assign(to.fullPath),
        { once: true },
      )
    },
  )
})
