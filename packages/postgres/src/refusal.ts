/** A reason, in words for whoever runs the machine, why something cannot be done here. */
export interface ClusterRefusal {
  readonly code:
    | 'platform-unsupported'
    | 'programs-do-not-run'
    | 'no-user-to-run-as'
    | 'folder-not-ours'
    | 'folder-of-another-user'
    | 'folder-unreachable'
    | 'folder-in-use'
    | 'folder-not-empty'
    | 'cluster-older'
    | 'cluster-newer'
    | 'database-too-old'
    | 'database-unreachable'
    | 'backup-damaged'
    | 'backup-impossible'
    | 'no-space'
  readonly message: { readonly zh: string; readonly en: string }
}

export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ClusterRefusal }

export const refused = (code: ClusterRefusal['code'], zh: string, en: string): Outcome<never> => ({
  ok: false,
  error: { code, message: { zh, en } },
})
