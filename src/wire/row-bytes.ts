/** From here on a native copy is faster than a loop. It makes a view per value, so the garbage collector counts too. */
const NATIVE_COPY_BYTES = 128;

/** Copies `length` bytes of `source` to `pos`, and returns the position after them. Both views are of their own memory. */
export function putBytes(
  memory: Uint8Array,
  view: DataView,
  pos: number,
  source: Uint8Array,
  sourceView: DataView,
  offset: number,
  length: number,
): number {
  if (length >= NATIVE_COPY_BYTES) {
    memory.set(source.subarray(offset, offset + length), pos);
    return pos + length;
  }
  let at = 0;
  for (; at + 8 <= length; at += 8) {
    view.setInt32(pos + at, sourceView.getInt32(offset + at, true), true);
    view.setInt32(pos + at + 4, sourceView.getInt32(offset + at + 4, true), true);
  }
  for (; at < length; at++) view.setUint8(pos + at, sourceView.getUint8(offset + at));
  return pos + length;
}
