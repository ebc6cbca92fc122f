type Translate = (key: string, named?: Record<string, unknown>) => string

/** How long ago something was, in words; `ms` may be a little below zero where clocks differ. */
export function sayAge(t: Translate, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 2) return t('board.drill.justNow')
  if (seconds < 120) return t('board.drill.secondsAgo', { count: seconds })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return t('board.drill.minutesAgo', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? t('board.drill.hoursAgo', { count: hours })
    : t('board.drill.daysAgo', { count: Math.floor(hours / 24) })
}

/** A stretch as a stop-watch shows it: 1:05, 12:30, 1:02:03. */
export function sayClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (number: number): string => String(number).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
