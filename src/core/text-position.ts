/**
 * The 1-based position in characters (code points) of a UTF-16 offset, as field `P` of an error wants it.
 * Source: PostgreSQL manual, "Error and Notice Message Fields".
 */
export function characterPosition(text: string, offset: number): number {
  let position = 1;
  for (let i = 0; i < offset && i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const startsPair = unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length;
    if (startsPair) i++;
    position++;
  }
  return position;
}

/** The other way: the UTF-16 offset of a position. */
export function offsetOfPosition(text: string, position: number): number {
  let offset = 0;
  for (let left = position - 1; left > 0 && offset < text.length; left--) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
