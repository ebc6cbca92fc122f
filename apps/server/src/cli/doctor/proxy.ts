import { isLoopback } from '../../config.ts'
import { good, note, type Check } from './check.ts'

/**
 * Whether a proxy that the public address speaks of is one the server believes. With none trusted all people come
 * from the proxy's own address, and one who guesses passwords there holds back the others.
 */
export const checkProxy: Check = ({ publicUrl, trustedProxies }) => {
  if (trustedProxies > 0)
    return [
      good(
        'proxy',
        `来源地址由前面 ${trustedProxies} 层代理告知，请确认层数相符。`,
        `Requests come through ${trustedProxies} trusted proxies; make sure that there are as many.`,
      ),
    ]
  if (publicUrl === null || isLoopback(new URL(publicUrl).hostname)) return []
  return [
    note(
      'proxy',
      `已设 ANLAN_PUBLIC_URL，而 ANLAN_TRUST_PROXY 为 0：如果前面有代理，所有人会被当作来自同一个地址，请把它设为代理的层数。`,
      'ANLAN_PUBLIC_URL is set while ANLAN_TRUST_PROXY is 0: behind a proxy all people then count as one address; set it to the number of proxies.',
    ),
  ]
}
