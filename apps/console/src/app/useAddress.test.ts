import { expect, test } from 'vitest'
import { createSSRApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useAddress } from './useAddress.ts'

async function at(path: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => null } }],
  })
  await router.push(path)
  return { router, address: createSSRApp({}).use(router).runWithContext(useAddress) }
}

test('another filter begins again at the first page and leaves the others as they are', async () => {
  const { router, address } = await at('/?area=fire&state=open&page=3')
  expect(address.page.value).toBe(3)
  await address.change({ state: undefined, search: '灭火器' })
  expect(router.currentRoute.value.query).toEqual({ area: 'fire', search: '灭火器' })
  expect(address.page.value).toBe(1)
})

test('another page is of the same list', async () => {
  const { router, address } = await at('/?area=fire')
  await address.goTo(2)
  expect(router.currentRoute.value.query).toEqual({ area: 'fire', page: '2' })
})

test.each(['/', '/?page=', '/?page=-4', '/?page=last', '/?page=2&page=3'])(
  '%s asks for the first page',
  async path => {
    const { address } = await at(path)
    expect(address.page.value).toBe(1)
  },
)
