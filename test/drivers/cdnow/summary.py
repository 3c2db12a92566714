"""Prints the rows of the query in the file named by the first argument, read in binary, values parted by a bar."""

import pathlib
import sys

import psycopg

with psycopg.connect() as connection, connection.cursor(binary=True) as cursor:
    for row in cursor.execute(pathlib.Path(sys.argv[1]).read_text()):
        print("|".join(str(value) for value in row))
