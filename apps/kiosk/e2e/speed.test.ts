import { expect, test } from 'vitest'
import { shows, useScreens } from './screens.ts'
import { useSchool } from './school.ts'

const CLASSES = 60
const IN_CLASS = 50
const THROTTLE = 4
const TOUCHES = 41

const school = useSchool('035', Array<number>(CLASSES).fill(IN_CLASS))
const screens = useScreens()

test('a touch is said to be counted after it is on the disk, with three thousand on the list and a slow machine', async () => {
  const screen = await screens.pair(school, '大校')
  const { page } = screen
  await screen.press(/开始演练/)
  await screen.press('消防疏散')
  await screen.press('操场东')
  await shows(page, 'outstanding', CLASSES * IN_CLASS)
  await screen.cut(true)
  await screen.press(/三（7）班/)
  const devtools = await screen.context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
  const { times, tooEarly } = await page.evaluate(async touches => {
    const transaction = IDBDatabase.prototype.transaction
    let committed: () => void = () => undefined
    // The browser's own word that a transaction is on the disk.
    IDBDatabase.prototype.transaction = function (...args) {
      const made = transaction.apply(this, args)
      if (args[1] === 'readwrite') made.addEventListener('complete', () => committed())
      return made
    }
    const [times, early] = [[] as number[], [] as string[]]
    for (let at = 0; at < touches; at += 1) {
      const button = document.querySelector<HTMLElement>('.person--unaccounted .person__main')
      if (!button) throw new Error('nobody is left')
      const began = performance.now()
      await new Promise<void>(resolve => {
        committed = () => {
          times.push(performance.now() - began)
          if (!button.parentElement?.classList.contains('person--unaccounted')) early.push(button.innerText)
          resolve()
        }
        button.click()
      })
      // On a busy machine the screen follows later, and the same child would be touched again.
      while (button.isConnected && button.parentElement?.classList.contains('person--unaccounted'))
        await new Promise(resolve => setTimeout(resolve, 20))
    }
    return { times: times.sort((a, b) => a - b), tooEarly: early }
  }, TOUCHES)
  const median = times[Math.floor(TOUCHES / 2)] ?? 0
  process.stdout.write(`touch to commit under ${THROTTLE}x throttle: median ${median.toFixed(1)} ms\n`)
  expect(tooEarly).toEqual([])
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await shows(page, 'accounted', TOUCHES)
  await screen.context.close()
})
