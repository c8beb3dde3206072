"""The API's description is OpenAPI 3.1, as the specification's own schema has it."""

from __future__ import annotations

import copy
import json
import unittest

from openapi_spec_validator import OpenAPIV31SpecValidator

from templates import ROOT


def merged(whole: object, part: object) -> object:
    """What the local stack serves: the parts put together, object by object."""
    if not isinstance(whole, dict) or not isinstance(part, dict):
        return part
    return {**whole, **{name: merged(whole.get(name), value) for name, value in part.items()}}


def document() -> dict:
    whole: object = {}
    for path in sorted((ROOT / "shared/web/openapi").glob("*.json")):
        whole = merged(whole, json.loads(path.read_text()))
    return whole


class Description(unittest.TestCase):
    def test_it_is_openapi(self) -> None:
        described = document()
        self.assertTrue(described["openapi"].startswith("3.1."))
        self.assertEqual([], [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()])

    def test_what_is_none_is_found_out(self) -> None:
        broken = copy.deepcopy(document())
        del broken["paths"]["/api/unactivated"]["get"]["responses"]["200"]["description"]
        self.assertNotEqual([], list(OpenAPIV31SpecValidator(broken).iter_errors()))


if __name__ == "__main__":
    unittest.main()
