import { formOf, listRegisterRules, REGISTERS, type Label, type Placed } from '@anlan/domain'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { beforeAll, describe, expect, test } from 'vitest'
import { createSSRApp, h, type Component } from 'vue'
import { createMemoryHistory, createRouter, type RouteRecordRaw } from 'vue-router'
import { renderToString } from 'vue/server-renderer'

type Props = Readonly<Record<string, unknown>>
const held: {
  render?: (component: Component, props?: Props, at?: string) => Promise<string>
  routes?: RouteRecordRaw[]
} = {}

beforeAll(async () => {
  // A browser keeps the reader's language; here nobody has chosen one.
  const kept = new Map<string, string>()
  Object.assign(globalThis, {
    localStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
    },
  })
  const [{ i18n, loadWords }, { routes }] = await Promise.all([
    import('../../app/i18n.ts'),
    import('../../app/routes.ts'),
  ])
  await loadWords()
  held.routes = routes
  held.render = async (component, props = {}, at = '/reference') => {
    const router = createRouter({ history: createMemoryHistory(), routes })
    await router.push(at)
    const app = createSSRApp({ render: () => h(component, props) })
    return renderToString(app.use(router).use(i18n).use(VueQueryPlugin))
  }
})

const render = (component: Component, props?: Props, at?: string): Promise<string> => {
  if (!held.render) throw new Error('the console is there inside tests only')
  return held.render(component, props, at)
}
/** As it stands in a page: signs that mean something there are written otherwise. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
const shows = (page: string, labels: readonly Label[]): void => {
  for (const { zh } of labels) expect(page).toContain(escaped(zh))
}

/** Nothing here names a register: what was declared a minute ago is drawn like what has always been there. */
describe.each(REGISTERS.map(register => [register.key, register] as const))('%s', (key, register: Placed) => {
  test('has its list, its form and its page of the reference under addresses of its own', () => {
    const router = createRouter({ history: createMemoryHistory(), routes: held.routes ?? [] })
    const names = ['', '/new'].map(more => router.resolve(`/registers/${key}${more}`).name)
    expect([...names, router.resolve(`/reference/registers/${key}`).name]).toEqual([
      ...['register', 'entry-new', 'reference-register'],
    ])
  })

  test('has a form with every field, and a choice for every value', async () => {
    const { default: EntryFields } = await import('../areas/EntryFields.vue')
    const form = await render(EntryFields, { register, unitId: 'x', faults: {}, modelValue: {} })
    const fields = formOf(register)
    shows(
      form,
      fields.map(({ label }) => label),
    )
    shows(
      form,
      fields.flatMap(({ options }) => options.map(({ label }) => label)),
    )
  })

  test('stands in the contents of the reference, with its fields and its rules on its page', async () => {
    const { default: ReferencePage } = await import('./ReferencePage.vue')
    const contents = await render(ReferencePage)
    expect(contents).toContain(`/reference/registers/${key}"`)
    const found = await render(ReferencePage, {}, `/reference?q=${encodeURIComponent(register.label.zh)}`)
    expect(found).toContain(`/reference/registers/${key}"`)

    const { default: FieldTable } = await import('./FieldTable.vue')
    shows(
      await render(FieldTable, { register }),
      formOf(register).map(({ label }) => label),
    )
    const { default: RuleArticle } = await import('./RuleArticle.vue')
    for (const rule of listRegisterRules(register))
      shows(await render(RuleArticle, { rule }), [rule.label, rule.remedy, rule.timing])
  })
})
