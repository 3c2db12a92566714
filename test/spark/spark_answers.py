"""A local Spark as the dialect means it, and its answers as the text that transcripts hold."""

import datetime
import decimal
import math
import os
import re


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
        .config('spark.sql.legacy.timeParserPolicy', 'CORRECTED')
        # Thousands of statements over a handful of rows: to compile each would take most of the time.
        .config('spark.sql.codegen.wholeStage', 'false')
        .config('spark.sql.codegen.factoryMode', 'NO_CODEGEN')
        .config('spark.sql.adaptive.enabled', 'false')
        .config('spark.ui.showConsoleProgress', 'false')
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
        return '%d months 0 days 0 us' % value if re.match('interval (year|month)', type_name) else str(value)
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


def answer(spark, sql, with_names=False):
    """The types, and the rows as text; ('error', [message]) for a statement that fails. The names first where asked."""
    try:
        frame = spark.sql(sql)
        names, types = [name for name, _ in frame.dtypes], [name for _, name in frame.dtypes]
        rows = ['\t'.join(cell(value, types[i]) for i, value in enumerate(row)) for row in frame.collect()]
        types = ', '.join(types)
    except Exception as error:  # every failure of Spark's is an answer
        names, types, rows = [], 'error', [str(error).strip().split('\n')[0][:160]]
    return (names, types, rows) if with_names else (types, rows)
