#!/usr/bin/env python3
"""Runs the transcripts of functions on a real Spark and reports every disagreement.

    npm run spark -- functions [--update] [file.slt ...]

Without --update it compares types and rows with the transcript; with it, it writes them. The format is described in
test/support/function-transcript.ts.
"""

import glob
import os
import sys

from spark_answers import answer, session

HERE = os.path.dirname(os.path.abspath(__file__))


def run(spark, path, update):
    lines = open(path, encoding='utf-8').read().split('\n')
    out, differences, i = [], [], 0
    while i < len(lines):
        if not lines[i].startswith('query'):
            out.append(lines[i])
            i += 1
            continue
        types, start, sql = lines[i][len('query'):].strip(), i + 1, []
        i += 1
        while i < len(lines) and lines[i] not in ('', '----'):
            sql.append(lines[i])
            i += 1
        rows = []
        if i < len(lines) and lines[i] == '----':
            i += 1
            while i < len(lines) and lines[i] not in ('', '---- ours'):
                rows.append(lines[i])
                i += 1
        spark_types, spark_rows = answer(spark, '\n'.join(sql))
        if spark_types == 'error':
            spark_rows = []
        if (types, rows) != (spark_types, spark_rows):
            differences.append('%s:%d: %s\n  transcript %s %s\n  spark      %s %s'
                               % (os.path.basename(path), start, ' '.join(sql), types, rows, spark_types, spark_rows))
        out += ['query %s' % spark_types, *sql, '----', *spark_rows]
    if update:
        open(path, 'w', encoding='utf-8').write('\n'.join(out))
    return differences


def main(spark, arguments):
    update = '--update' in arguments
    paths = [argument for argument in arguments if not argument.startswith('--')]
    paths = paths or sorted(glob.glob(os.path.join(HERE, 'functions', '*.slt')))
    differences = [difference for path in paths for difference in run(spark, path, update)]
    report = '\n'.join(differences) + '\n%d disagreements in %d files' % (len(differences), len(paths))
    return report, bool(differences) and not update


if __name__ == '__main__':
    text, failed = main(session(), sys.argv[1:])
    print(text)
    sys.exit(1 if failed else 0)
