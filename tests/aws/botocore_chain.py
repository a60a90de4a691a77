"""Finds keys as botocore does, for a table of homes.

Reads a JSON list of cases {"home", "profile", "environment", "endpoint"}, and prints what botocore
makes of each: profiles, region, and keys or that there are none.
"""
import json
import os
import sys

import botocore.session


class Session(botocore.session.Session):
    endpoint = None

    def create_client(self, service_name, *args, **kwargs):
        kwargs["endpoint_url"] = self.endpoint
        kwargs["region_name"] = kwargs.get("region_name") or "us-east-1"
        return super().create_client(service_name, *args, **kwargs)


def resolve(case):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ["HOME"] = case["home"]
    os.environ["AWS_CONFIG_FILE"] = case["home"] + "/.aws/config"
    os.environ["AWS_SHARED_CREDENTIALS_FILE"] = case["home"] + "/.aws/credentials"
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    os.environ.update(case["environment"])
    session = Session(profile=case["profile"] or None)
    session.endpoint = case["endpoint"]
    found = {"profiles": sorted(session.available_profiles), "region": "", "id": ""}
    try:
        found["region"] = session.get_config_variable("region") or ""
        credentials = session.get_credentials()
        if credentials is not None:
            keys = credentials.get_frozen_credentials()
            found.update(id=keys.access_key, secret=keys.secret_key, token=keys.token or "")
    except Exception as error:  # whatever it is called: there are no keys
        found["error"] = type(error).__name__
    return found


with open(sys.argv[1], encoding="utf-8") as table:
    json.dump([resolve(case) for case in json.load(table)], sys.stdout)
