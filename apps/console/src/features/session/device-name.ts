/** Browsers as people call them; the first that fits wins, since most of them also call themselves Chrome or Safari. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信 WeChat'],
  [/DingTalk/i, '钉钉 DingTalk'],
  [/Edg\w*\//, 'Edge'],
  [/QIHU|360[ES]E/i, '360'],
  [/MQQBrowser|QQBrowser/, 'QQ'],
  [/UCBrowser|UCWEB/, 'UC'],
  [/HuaweiBrowser/, '华为 Huawei'],
  [/MiuiBrowser/, '小米 Mi'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/i, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** What a browser says of itself, short enough to recognise one's own: `Edge · Windows`. Null when it says nothing known. */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null) return null
  const found = [BROWSERS, SYSTEMS].flatMap(table => table.find(([sign]) => sign.test(userAgent))?.[1] ?? [])
  return found.length > 0 ? found.join(' · ') : null
}
