"""Compares what a fake service was asked and answered with the services' published models.

Standard input: JSON lines {"action": "ec2:DescribeInstances", "request": body, "answer": body}.
Every member of an answer has to be one that botocore's parser finds, with its value, and every
field of a request one that the model has. Prints what differs and ends with status 1.
"""
import json
import sys
import urllib.parse
import xml.etree.ElementTree

import botocore.loaders
import botocore.model
import botocore.parsers

# Published after Debian's botocore.
NEWER = {"elasticache:DescribeServerlessCaches"}


def leaves(value):
    if isinstance(value, dict):
        for member in value.values():
            yield from leaves(member)
    elif isinstance(value, list):
        for member in value:
            yield from leaves(member)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif value is not None:
        yield str(value)


def leaves_of_xml(element):
    if element.tag.rpartition("}")[2] in ("ResponseMetadata", "requestId"):
        return
    children = list(element)
    if not children and element.text:
        yield element.text
    for child in children:
        yield from leaves_of_xml(child)


def fields_of(service, shape):
    """How the members of a request are called on the wire."""
    for name, member in shape.members.items():
        own = member.serialization.get("queryName") or member.serialization.get("name") or name
        if service.metadata["protocol"] == "ec2":
            own = own[0].upper() + own[1:]
        yield own


def compare(service, operation, line):
    parsed = botocore.parsers.create_parser(service.metadata["protocol"]).parse(
        {"status_code": 200, "headers": {}, "body": line["answer"].encode()},
        operation.output_shape)
    parsed.pop("ResponseMetadata", None)
    if service.metadata["protocol"] == "json":
        sent = leaves(json.loads(line["answer"]))
        asked = json.loads(line["request"]).keys()
        known = set(operation.input_shape.members)
    else:
        sent = leaves_of_xml(xml.etree.ElementTree.fromstring(line["answer"].encode()))
        asked = {name.partition(".")[0] for name, _ in urllib.parse.parse_qsl(line["request"])}
        asked -= {"Action", "Version"}
        known = set(fields_of(service, operation.input_shape)) if operation.input_shape else set()
    difference = set(sent) ^ set(leaves(parsed))
    unknown = set(asked) - known
    if difference or unknown:
        print(line["action"], "values:", sorted(difference), "fields:", sorted(unknown))
        return False
    return True


def main():
    loader = botocore.loaders.Loader()
    services = {}
    good = True
    count = 0
    for text in sys.stdin:
        line = json.loads(text)
        count += 1
        if line["action"] in NEWER:
            continue
        name, _, action = line["action"].partition(":")
        if name not in services:
            services[name] = botocore.model.ServiceModel(
                loader.load_service_model(name, "service-2"), name)
        good &= compare(services[name], services[name].operation_model(action), line)
    if good:
        print(count, "compared")
    return 0 if good else 1


sys.exit(main())
