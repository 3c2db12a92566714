#!/usr/bin/env python3
"""Runs statements on a real Spark and compares them with what was answered here.

    npm run spark -- statements | fuzz [seed] [count]

Reads JSON lines: {"view": name, "sql": query} makes a temporary view; {"sql", "ordered", "names", "types", "rows"} is a
statement with our answer, {"sql", "error": sqlstate, "message"} one that was refused here; "place" says where it stands.
Prints every disagreement and how many statements were equal.
"""

import collections
import json
import re
import sys

from spark_answers import answer, session

# What docs/functions.md and docs/compatibility.md decide, by SQLSTATE: an error here where Spark gives a value.
DECIDED = {
    '22003': 'a value that leaves its type is an error here',
    '22P02': 'a cast of text that fails is an error here',
    '22007': 'a cast of text that fails is an error here',
    '22008': 'a cast of text that fails is an error here',
    '0A000': 'refused here',
    '2201B': 'a regular expression of Java alone is refused here',
}


# Errors of Spark's that are no answer.
BEYOND = [
    ('out of range', 'a date that Python cannot show'),
    ('ordinal must be', 'a date that Python cannot show'),
    ('PARSE_SYNTAX_ERROR', 'not in the grammar of Spark 3.5'),
    ('UNRESOLVED_ROUTINE', 'a function that Spark has not'),
]


def same_types(spark, ours):
    """The dialect has one type of interval and one of timestamps; what has no type in Spark has any here."""
    spark = re.sub(r'\binterval( \w+)?( to \w+)?', 'interval', spark).replace('timestamp_ntz', 'timestamp')
    return re.fullmatch(re.escape(spark).replace('void', r'[a-z0-9(,)]+'), ours) is not None


def ending(ours, spark):
    """How a statement ended: `equal`, a reason that is known, or `different`."""
    names, types, rows = spark
    if types == 'error':
        if 'error' in ours:
            return 'equal'
        return next((reason for part, reason in BEYOND if part in rows[0]), 'an error there only')
    if 'error' in ours:
        return DECIDED.get(ours['error'], 'different')
    theirs = rows if ours['ordered'] else sorted(rows)
    mine = ours['rows'] if ours['ordered'] else sorted(ours['rows'])
    if theirs != mine or not same_types(types, ours['types']):
        return 'different'
    if [name.lower() for name in ours['names']] != [name.lower() for name in names]:
        return 'other names of columns'
    return 'equal'


def shown(ours, spark):
    names, types, rows = spark
    mine = ours.get('message') and '%s %s' % (ours['error'], ours['message'])
    return '%s%s\n  here   %s\n  spark  %s' % (
        ours.get('place', '') and ours['place'] + ': ', ours['sql'],
        mine or '%s | %s | %s' % (', '.join(ours['names']), ours['types'], ours['rows']),
        rows[0] if types == 'error' else '%s | %s | %s' % (', '.join(names), types, rows))


def main(paths):
    spark = session()
    counts = collections.Counter()
    for path in paths:
        for line in open(path, encoding='utf-8'):
            each = json.loads(line)
            if 'view' in each:
                spark.sql(each['sql']).createOrReplaceTempView(each['view'])
                continue
            theirs = answer(spark, each['sql'], with_names=True)
            how = ending(each, theirs)
            counts[how] += 1
            if how in ('different', 'an error there only', 'other names of columns'):
                print('%s\n%s\n' % (how, shown(each, theirs)))
    for how, count in counts.most_common():
        print('%6d  %s' % (count, how))
    return 1 if counts['different'] else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
