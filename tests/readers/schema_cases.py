"""usage: schema_cases.py SCHEMA PROFILE.json    SPDX-License-Identifier: MIT

Prints one case a line, {"name", "good", "data"}: the profile, the same without what is optional, and the
profile broken in every way that the schema forbids, one at a time.
"""
import copy
import json
import sys

BROKEN_TEXT = {"format": "pinport/marketing-profile/2", "edition": "2017", "country": "kr", "kind": "service", "url": "ftp://a",
               "linkedInOrganizationProfile": "contoso", "mpnId": "12a"}


def at(data, path):
    for step in path:
        data = data[step]
    return data


def broken(profile, name, path, change):
    data = copy.deepcopy(profile)
    change(at(data, path[:-1]) if path else data, path[-1] if path else None)
    return {"name": f"{name} at /{'/'.join(map(str, path))}", "good": False, "data": data}


def put(value):
    def change(around, step):
        around[step] = value
    return change


def break_object(profile, schema, path):
    for key in at(profile, path):
        yield from break_all(profile, schema["properties"][key], path + [key])
    for key in schema["required"]:
        yield broken(profile, "missing", path + [key], lambda around, step: around.pop(step))
    yield broken(profile, "unknown", path + ["colour"], put("blue"))


def break_all(profile, schema, path):
    if path:
        for value in (None, 4711, True):
            yield broken(profile, f"{value}", path, put(value))
    if schema["type"] == "object":
        yield from break_object(profile, schema, path)
    elif schema["type"] == "array":
        yield broken(profile, "not a list", path, put({}))
        for i in range(len(at(profile, path))):
            yield from break_all(profile, schema["items"], path + [i])
    else:
        yield broken(profile, "not a text", path, put([]))
        if "pattern" in schema or "enum" in schema:
            yield broken(profile, "wrong text", path, put(BROKEN_TEXT.get(path[-1], "?")))


def least(profile, schema):
    if schema["type"] == "object":
        return {key: least(profile[key], schema["properties"][key]) for key in schema["required"]}
    return [] if schema["type"] == "array" else profile


with open(sys.argv[1], encoding="utf-8") as file:
    SCHEMA = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    PROFILE = json.load(file)
cases = [{"name": "the profile", "good": True, "data": PROFILE},
         {"name": "the least profile", "good": True, "data": least(PROFILE, SCHEMA)},
         {"name": "a list", "good": False, "data": []}]
cases += break_all(PROFILE, SCHEMA, [])
for case in cases:
    print(json.dumps(case))
