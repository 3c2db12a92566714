import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Bytes of a cancel key, by the minor version of the protocol. */
const KEY_BYTES = { 0: 4, 2: 32 } as const;

interface Target {
  readonly key: Buffer;
  readonly cancel: () => void;
}

/** Who may be cancelled: live sessions by process id, each with the secret that its client was given. */
export class CancelRegistry {
  private readonly targets = new Map<number, Target>();

  /** Answers the key for BackendKeyData. */
  add(processId: number, minor: 0 | 2, cancel: () => void): Buffer {
    const key = randomBytes(KEY_BYTES[minor]);
    this.targets.set(processId, { key, cancel });
    return key;
  }

  remove(processId: number): void {
    this.targets.delete(processId);
  }

  /** Interrupts the session's statement when the key is right; otherwise nothing. Answers whether it was. */
  cancel(processId: number, key: Buffer): boolean {
    const target = this.targets.get(processId);
    const expected = target?.key ?? randomBytes(key.length);
    if (expected.length !== key.length || !timingSafeEqual(expected, key) || target === undefined) return false;
    target.cancel();
    return true;
  }
}
