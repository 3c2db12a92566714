#!/usr/bin/env python3
"""Runs the transcripts of functions on a real Spark and reports every disagreement.

    python3 -m venv venv && venv/bin/pip install 'pyspark==3.5.*'      (Java 17; outside the repository)
    venv/bin/python test/spark/run.py [--update] [file.slt ...]

Without --update it compares types and rows with the transcript; with it, it writes them. The format is described in
test/support/function-transcript.ts. Spark runs with spark.sql.ansi.enabled=false in UTC.
"""

import datetime
import decimal
import glob
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def session():
    from pyspark.sql import SparkSession

    os.environ['TZ'] = 'UTC'
    spark = (
        SparkSession.builder.master('local[1]')
        .config('spark.ui.enabled', 'false')
        .config('spark.driver.memory', '1g')
        .config('spark.sql.shuffle.partitions', '1')
        .config('spark.sql.session.timeZone', 'UTC')
        .config('spark.sql.ansi.enabled', 'false')
        .config('spark.sql.parser.escapedStringLiterals', 'true')
        .config('spark.sql.datetime.java8API.enabled', 'true')
        .config('spark.sql.mapKeyDedupPolicy', 'EXCEPTION')
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel('OFF')
    return spark


def double_text(value):
    if math.isnan(value):
        return 'NaN'
    if math.isinf(value):
        return 'Infinity' if value > 0 else '-Infinity'
    value = float('%.12g' % value)
    if value == int(value) and abs(value) < 1e15:
        return '%d.0' % value if value != 0 else '0.0'
    text = repr(value)
    if 'e' in text:
        mantissa, exponent = text.split('e')
        number = int(exponent)
        if -7 < number < 21:
            return format(decimal.Decimal(text), 'f')
        return '%se%s%d' % (mantissa.removesuffix('.0'), '+' if number > 0 else '-', abs(number))
    if abs(value) >= 1e15:
        return text.removesuffix('.0')
    return text


def cell(value, type_name=''):
    if value is None:
        return 'NULL'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, float):
        return double_text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, decimal.Decimal):
        return format(value, 'f')
    if isinstance(value, (bytes, bytearray)):
        return "X'%s'" % bytes(value).hex().upper()
    if isinstance(value, datetime.datetime):
        text = value.strftime('%Y-%m-%d %H:%M:%S').rjust(19, '0')
        return text + ('.%06d' % value.microsecond).rstrip('0') if value.microsecond else text
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        micros = (value.days * 86400 + value.seconds) * 1000000 + value.microseconds
        return '0 months %d days %d us' % (int(micros / 86400000000), math.fmod(micros, 86400000000))
    if isinstance(value, dict):
        return '{%s}' % ', '.join(sorted('%s -> %s' % (cell(k), cell(v)) for k, v in value.items()))
    if isinstance(value, tuple):
        return '{%s}' % ', '.join(cell(item) for item in value)
    if isinstance(value, list):
        return '[%s]' % ', '.join(cell(item) for item in value)
    if value == '':
        return '(empty)'
    text = str(value)
    return text.replace('\\', '\\\\').replace('\t', '\\t').replace('\n', '\\n').replace('\0', '\\0')


def answer(spark, sql):
    """The types, and the rows as text; ('error', [message]) for a statement that fails."""
    try:
        frame = spark.sql(sql)
        rows = ['\t'.join(cell(value) for value in row) for row in frame.collect()]
        return ', '.join(name for _, name in frame.dtypes), rows
    except Exception as error:  # every failure of Spark's is an answer
        return 'error', [str(error).strip().split('\n')[0][:160]]


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
