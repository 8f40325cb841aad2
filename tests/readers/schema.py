"""usage: schema.py SCHEMA <CASES    judged by python3-jsonschema: see schema_cases.py. SPDX-License-Identifier: MIT"""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for line in sys.stdin:
    case = json.loads(line)
    verdict = "passed" if validator.is_valid(case["data"]) == case["good"] else "FAILED"
    print(verdict, "jsonschema:", case["name"])
