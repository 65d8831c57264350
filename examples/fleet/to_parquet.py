#!/usr/bin/env python3
"""Makes two tables of what `collect` left behind: OUT/incidents.parquet and OUT/files.parquet.

The columns come from `oomscope schema`, not from a sample of the lines: a key that only the last file has would be lost.

    pip install duckdb==2.0.1
    examples/fleet/to_parquet.py OUT
"""

import json
import os
import subprocess
import sys

import duckdb


def column(schema, definitions):
    """The type of DuckDB for a part of a JSON Schema."""
    if "anyOf" in schema:
        (schema,) = [one for one in schema["anyOf"] if one.get("type") != "null"]
    if "$ref" in schema:
        return column(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    kind = schema["type"]
    if isinstance(kind, list):
        (kind,) = [one for one in kind if one != "null"]
    if kind == "array":
        return column(schema["items"], definitions) + "[]"
    if kind == "object" and "properties" in schema:
        keys = schema["properties"].items()
        return "STRUCT(" + ", ".join(f'"{key}" {column(value, definitions)}' for key, value in keys) + ")"
    if kind == "object":
        return f"MAP(VARCHAR, {column(schema['additionalProperties'], definitions)})"
    if kind == "integer":
        return "UBIGINT" if schema.get("minimum") == 0 else "BIGINT"
    return {"string": "VARCHAR", "number": "DOUBLE", "boolean": "BOOLEAN"}[kind]


def incident_columns():
    """The keys of a line of JSONL with their types."""
    program = os.environ.get("OOMSCOPE", "oomscope")
    definitions = json.loads(subprocess.run([program, "schema"], check=True, capture_output=True).stdout)["$defs"]
    return {key: column(value, definitions) for key, value in definitions["Incident"]["properties"].items()}


FILES = {"key": "VARCHAR", "path": "VARCHAR", "state": "VARCHAR", "exit_code": "INTEGER", "message": "VARCHAR",
         "incidents": "UBIGINT"}


def literal(columns):
    """Columns as DuckDB wants them in the call of read_json."""
    return "{" + ", ".join(f"'{key}': '{kind}'" for key, kind in columns.items()) + "}"


def quoted(path):
    return "'" + path.replace("'", "''") + "'"


def main():
    out = sys.argv[1]
    # Tasks and zones of a large node make long lines.
    longest = 1 << 30
    read = "read_json({}, format = '{}', columns = {}, maximum_object_size = {}, filename = true)"
    lines = read.format(quoted(f"{out}/incidents/*.jsonl"), "newline_delimited", literal(incident_columns()), longest)
    rows = read.format(quoted(f"{out}/files/*.json"), "auto", literal(FILES), longest)
    database = duckdb.connect()
    for name, query in [
        ("files", f"SELECT * EXCLUDE filename FROM {rows} ORDER BY path"),
        ("incidents", f"SELECT parse_filename(filename, true) AS key, * EXCLUDE filename FROM {lines} ORDER BY key, id"),
    ]:
        target = f"{out}/{name}.parquet"
        database.execute(f"COPY ({query}) TO {quoted(target + '.new')} (FORMAT parquet)")
        os.replace(target + ".new", target)
        (count,) = database.execute(f"SELECT count(*) FROM {quoted(target)}").fetchone()
        print(f"{target}: {count} rows")


if __name__ == "__main__":
    main()
