/** A reason, in words for whoever runs the machine, why no cluster can be had here. */
export interface ClusterRefusal {
  readonly code:
    | 'platform-unsupported'
    | 'no-user-to-run-as'
    | 'folder-not-ours'
    | 'folder-unreachable'
    | 'database-too-old'
  readonly message: { readonly zh: string; readonly en: string }
}

export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ClusterRefusal }

export const refused = (code: ClusterRefusal['code'], zh: string, en: string): Outcome<never> => ({
  ok: false,
  error: { code, message: { zh, en } },
})
