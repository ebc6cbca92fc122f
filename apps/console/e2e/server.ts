import { startProduct } from '@anlan/browser'
import type {} from '@anlan/browser/testing'
import type { TestProject } from 'vitest/node'

/** The product with the demonstration county in it, once for every worker of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const starts = await Promise.allSettled(
    Array.from({ length: project.config.maxWorkers }, () => startProduct({ ANLAN_DEMO: '1' })),
  )
  const products = starts.flatMap(start => (start.status === 'fulfilled' ? [start.value] : []))
  const stop = async (): Promise<void> => {
    await Promise.all(products.map(product => product.stop()))
  }
  const failed = starts.find(start => start.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  project.provide(
    'products',
    products.map(({ origin, data }) => ({ origin, data })),
  )
  return stop
}
