import { createHook } from 'node:async_hooks'

/** How many passwords are hashed while something is done, as the machine itself counts them. */
export async function countHashes(work: () => Promise<unknown>): Promise<number> {
  let begun = 0
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'SCRYPTREQUEST') begun += 1
    },
  })
  hook.enable()
  try {
    await work()
  } finally {
    hook.disable()
  }
  return begun
}
