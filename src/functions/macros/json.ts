/** JSON; text that is no JSON gives NULL. */
export const jsonMacros: readonly string[] = [
  'json_at(s, p) AS CASE WHEN json_valid(s) THEN json_extract_string(s, p) END',
  `json_matches(s, p) AS CASE WHEN json_valid(s) THEN sh.json_unwrapped(json_extract(s, p)) END`,
  `json_unwrapped(l) AS CASE len(l) WHEN 0 THEN NULL WHEN 1 THEN CAST(l[1] AS VARCHAR) ELSE CAST(to_json(l) AS VARCHAR) END`,
  `json_member(s, k) AS CASE WHEN json_valid(s) THEN json_extract_string(s, '$."' || replace(k, '"', '\\"') || '"') END`,
  `csv_field(s) AS CASE WHEN s IS NULL THEN '' WHEN regexp_matches(s, '[,"\\n\\r]') OR s = ''
    THEN '"' || replace(s, '"', '\\"') || '"' ELSE s END`,
];
