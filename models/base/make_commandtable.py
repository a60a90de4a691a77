#!/usr/bin/env python3
"""Writes commandtable.inc from what a running server says about its own commands.

    redis-cli -s SOCKET --json COMMAND > c.json; redis-cli -s SOCKET --json COMMAND DOCS > d.json
    python3 make_commandtable.py c.json d.json > commandtable.inc
"""
import json
import sys

FLAGS = {
    "write": "Write", "readonly": "ReadOnly", "admin": "Admin", "pubsub": "PubSub",
    "noscript": "NoScript", "blocking": "Blocking", "fast": "Fast", "no_multi": "NoMulti",
    "denyoom": "DenyOom", "movablekeys": "MovableKeys",
}


def lines(commands, docs):
    for entry in commands:
        name, arity, flags, first, last, step, categories = entry[:7]
        doc = docs.get(name, {})
        words = [FLAGS[flag] for flag in flags if flag in FLAGS]
        if "@dangerous" in categories:
            words.append("Danger")
        yield name.upper(), '    {"%s", %d, %s, %d, %d, %d, "%s", "%s"},' % (
            name.upper(), arity, " | ".join(sorted(words)) or "0", first, last, step,
            doc.get("since", ""), doc.get("group", ""))
        if len(entry) > 9 and entry[9]:
            yield from lines(entry[9], doc.get("subcommands", {}))


with open(sys.argv[1]) as commands, open(sys.argv[2]) as docs:
    table = dict(lines(json.load(commands), json.load(docs)))
for name in sorted(table):
    print(table[name])
