"""Prints the hosts that botocore's own resolver has for services, as lines of
"service region fips dual-stack host", in the order in which aws::serviceUrl() is asked.
"""
import sys

import botocore.session

resolver = botocore.session.Session().get_component("endpoint_resolver")
for service in sys.argv[1].split(","):
    for region in sys.argv[2].split(","):
        for fips in (False, True):
            for dual_stack in (False, True):
                found = resolver.construct_endpoint(
                    service,
                    region,
                    use_fips_endpoint=fips,
                    use_dualstack_endpoint=dual_stack,
                )
                print(service, region, int(fips), int(dual_stack), found["hostname"])
