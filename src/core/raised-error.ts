/**
 * What stands before the text of an error that a statement raised itself (raise_error, assert_true), so that it can be told
 * from an error of the engine: it becomes P0001. A character that no message holds.
 */
export const RAISED_MARK = '\u0001';
