import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/**
 * Seals texts and bytes with AES-256-GCM. The key's id travels in the value, so that keys can be
 * rotated; the row's identity is authenticated with it, so that a value copied into another row
 * does not open.
 */
export type Vault = {
  seal(plain: string, identity: string): string;
  open(sealed: string, identity: string): string;
  sealBytes(plain: Uint8Array, identity: string): Buffer;
  openBytes(sealed: Uint8Array, identity: string): Buffer;
  /** A keyed fingerprint: equal texts give equal bytes, and nothing else can be learnt from it. */
  fingerprint(plain: string, domain: string): Buffer;
  /** The id of the key that seals now. */
  readonly keyId: string;
};

/** The first key seals; every key opens. The fingerprint's key stays with the oldest one. */
export function makeVault(keys: readonly [Uint8Array, ...Uint8Array[]]): Vault {
  const ring = new Map(keys.map((key) => [keyIdOf(key), derive(key, "seal")]));
  const keyId = keyIdOf(keys[0]);
  const sealingKey = ring.get(keyId) as Buffer;
  const fingerprintKey = derive(keys[keys.length - 1] ?? keys[0], "fingerprint");

  const vault: Vault = {
    keyId,
    seal: (plain, identity) =>
      `${keyId}.${vault.sealBytes(Buffer.from(plain, "utf8"), identity).subarray(idLength).toString("base64url")}`,
    open(sealed, identity) {
      const dot = sealed.indexOf(".");
      const id = Buffer.from(sealed.slice(0, dot), "latin1");
      const body = Buffer.from(sealed.slice(dot + 1), "base64url");
      return vault.openBytes(Buffer.concat([id, body]), identity).toString("utf8");
    },
    sealBytes(plain, identity) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", sealingKey, nonce);
      cipher.setAAD(Buffer.from(identity, "utf8"));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.from(keyId, "latin1"), nonce, cipher.getAuthTag(), body]);
    },
    openBytes(sealed, identity) {
      const bytes = Buffer.from(sealed);
      const id = bytes.subarray(0, idLength).toString("latin1");
      const key = ring.get(id);
      if (!key) throw new UnknownKeyError(id);
      const nonce = bytes.subarray(idLength, idLength + 12);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce);
      decipher.setAAD(Buffer.from(identity, "utf8"));
      decipher.setAuthTag(bytes.subarray(idLength + 12, idLength + 28));
      return Buffer.concat([decipher.update(bytes.subarray(idLength + 28)), decipher.final()]);
    },
    fingerprint: (plain, domain) =>
      createHmac("sha256", fingerprintKey).update(domain).update("\0").update(plain).digest(),
  };
  return vault;
}

export class UnknownKeyError extends Error {
  override name = "UnknownKeyError";
  constructor(keyId: string) {
    super(
      `No key with the id ${keyId} is configured: DATA_ENCRYPTION_KEY is not the one that sealed this.`,
    );
  }
}

/** Compares two secrets in a time that tells nothing about either. */
export function isSameSecret(a: string, b: string): boolean {
  const key = randomBytes(32);
  const digest = (text: string) => createHmac("sha256", key).update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

// --- internal ---

const idLength = 8;

function keyIdOf(key: Uint8Array): string {
  return derive(key, "id").subarray(0, 4).toString("hex");
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `bot-auto-order/${purpose}`, 32));
}
