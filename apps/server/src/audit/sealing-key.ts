import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The public half of a sealing key. Its id is made from it, so that neither can be exchanged alone. */
export interface PublicKey {
  readonly id: string
  /** SubjectPublicKeyInfo (RFC 8410), base64. */
  readonly publicKey: string
}

/** A server's own key. Servers that share a database keep one each; all public halves lie in `audit_keys`. */
export interface SealingKey extends PublicKey {
  sign(text: string): string
}

const pathIn = (dataDir: string): string => join(dataDir, 'audit-key.pem')

/** The id of a public key: the first 128 bits of its SHA-256, in hex. */
export const keyIdOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32)

const makePem = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

function toSealingKey(privateKey: KeyObject): SealingKey {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  return {
    id: keyIdOf(publicKey),
    publicKey,
    sign: text => sign(null, Buffer.from(text), privateKey).toString('base64'),
  }
}

/** The key of a data folder, made on first use, readable by the server's own user only. */
export function readSealingKey(dataDir: string): SealingKey {
  mkdirSync(dataDir, { recursive: true })
  try {
    // 'wx' so that two first starts at once cannot make two keys.
    writeFileSync(pathIn(dataDir), makePem(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return toSealingKey(createPrivateKey(readFileSync(pathIn(dataDir), 'utf8')))
}

/** Replaces the key of a data folder. The old private half is gone; its public half keeps proving old seals. */
export function replaceSealingKey(dataDir: string): { before: PublicKey; after: SealingKey } {
  const before = readSealingKey(dataDir)
  const temporary = `${pathIn(dataDir)}.new`
  writeFileSync(temporary, makePem(), { mode: 0o600 })
  renameSync(temporary, pathIn(dataDir))
  return { before: { id: before.id, publicKey: before.publicKey }, after: readSealingKey(dataDir) }
}

/** True when the signature is the key's over the text. What is not a key or a signature at all proves nothing. */
export function isSignedBy({ publicKey }: PublicKey, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}
