import { startProduct } from '@anlan/browser'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the product runs. */
    origin: string
    /** Its data folder. */
    data: string
  }
}

/** The product with the demonstration county in it, for all tests of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { origin, data, stop } = await startProduct({ ANLAN_DEMO: '1' })
  project.provide('origin', origin)
  project.provide('data', data)
  return stop
}
