/** SQL's LIKE, without regard to case, as a test of names; without a pattern everything passes. */
export function likeMatcher(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const wanted = [...pattern.toLowerCase()];
  return (name) => fits([...name.toLowerCase()], wanted);
}

/** Goes back to the last `%` only, so that no pattern takes longer than its length times the name's. */
function fits(name: readonly string[], pattern: readonly string[]): boolean {
  let [at, wanted] = [0, 0];
  let [lastPercent, resume] = [-1, 0];
  while (at < name.length) {
    if (pattern[wanted] === '%') {
      [lastPercent, resume] = [wanted, at];
      wanted++;
    } else if (pattern[wanted] === '_' || pattern[wanted] === name[at]) {
      at++;
      wanted++;
    } else if (lastPercent >= 0) {
      resume++;
      [at, wanted] = [resume, lastPercent + 1];
    } else return false;
  }
  while (pattern[wanted] === '%') wanted++;
  return wanted === pattern.length;
}
