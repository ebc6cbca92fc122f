/** An expected outcome or an expected refusal. Faults are thrown, never put in here. */
export type Result<Value, Refusal> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Refusal }

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value })
export const err = <Refusal>(error: Refusal): { readonly ok: false; readonly error: Refusal } => ({
  ok: false,
  error,
})

/** Ends a switch over a closed set: a member that was forgotten does not compile. */
export function unreachable(never: never): never {
  throw new Error(`a closed set grew without its switch: ${JSON.stringify(never)}`)
}
