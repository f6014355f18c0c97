import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as 43 characters that need no escaping in a URL, a header or a WebSocket subprotocol. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What a secret looks like from outside; anything else is refused before it is compared. */
export const secretPattern = /^[A-Za-z0-9_-]{43}$/;

/** What is kept of a secret where it has to be looked up: finding a digest in a map tells an attacker nothing about the secret. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares in time that depends on neither text. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest());
}

/**
 * Shows knowledge of a secret without telling it. The port is part of what is signed, so that a process on another port cannot pass
 * the question on and use the answer as its own.
 */
export function proofOfSecret(secret: string, port: number, nonce: string): string {
  return createHmac('sha256', secret).update(`autoglm-host:${port}:${nonce}`).digest('base64url');
}
