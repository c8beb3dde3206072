"""The templates as CloudFormation gets them: the transform applied, parameters filled in, conditions decided."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import yaml
from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform

# The transform asks for one, and for nothing else of AWS.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

ROOT = Path(__file__).resolve().parents[2]
PSEUDO = {
    "AWS::Region": "REGION",
    "AWS::AccountId": "ACCOUNT",
    "AWS::Partition": "aws",
    "AWS::StackName": "onramp",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::NoValue": None,
}
GONE = object()


class Loader(yaml.SafeLoader):
    """Reads short forms of intrinsic functions as their long ones."""


def _long(loader: Loader, suffix: str, node: yaml.Node) -> dict:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        return {name: value.split(".", 1) if suffix == "GetAtt" else value}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    return {name: loader.construct_mapping(node, deep=True)}


Loader.add_multi_constructor("!", _long)


class _NoPolicies(ManagedPolicyLoader):
    """Every function has a role of its own: no policy is looked up by name."""

    def __init__(self) -> None:
        super().__init__(None)

    def load(self) -> dict:
        return {}


def source(name: str) -> dict:
    """A template as it is written."""
    return yaml.load((ROOT / name).read_text(), Loader)


@cache
def _processed(name: str) -> str:
    template = source(name)
    if "Transform" in template:
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                resource["Properties"]["CodeUri"] = {"Bucket": "bucket", "Key": "key"}
        template = transform(template, {}, _NoPolicies(), None)
    return yaml.safe_dump(template)


class Template:
    """A template with parameters: those that are not given have their default."""

    def __init__(self, name: str, **parameters: object) -> None:
        self.body = yaml.safe_load(_processed(name))
        known = {key: value.get("Default", key) for key, value in self.body.get("Parameters", {}).items()}
        self.values = {**PSEUDO, **known, **parameters}
        self.conditions = {name: None for name in self.body.get("Conditions", {})}
        self.resources = {}
        for logical, resource in self.body["Resources"].items():
            if self._holds(resource.get("Condition")):
                self.resources[logical] = self._decided(resource)

    def of_type(self, kind: str) -> dict[str, dict]:
        return {name: found for name, found in self.resources.items() if found["Type"] == kind}

    def properties(self, logical: str) -> dict:
        return self.resources[logical]["Properties"]

    def _holds(self, condition: str | None) -> bool:
        if condition is None:
            return True
        if self.conditions[condition] is None:
            self.conditions[condition] = bool(self._decided(self.body["Conditions"][condition]))
        return self.conditions[condition]

    def _decided(self, value: object) -> object:
        if isinstance(value, list):
            decided = [self._decided(item) for item in value]
            return [item for item in decided if item is not GONE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, inside),) = value.items()
            if name == "Ref" and inside in self.values:
                found = self.values[inside]
                return GONE if found is None else found
            if name == "Fn::If":
                return self._decided(inside[1] if self._holds(inside[0]) else inside[2])
            if name == "Fn::Equals":
                left, right = self._decided(inside)
                return str(left) == str(right)
            if name == "Fn::Not":
                return not self._decided(inside[0])
            if name == "Condition" and isinstance(inside, str) and inside in self.conditions:
                return self._holds(inside)
            if name == "Fn::Sub" and isinstance(inside, str):
                return re.sub(r"\$\{([^}]+)\}", lambda match: str(self.values.get(match[1], match[0])), inside)
        decided = {name: self._decided(inside) for name, inside in value.items()}
        return {name: inside for name, inside in decided.items() if inside is not GONE}


def functions() -> dict[str, str]:
    """Crates of functions/ and their names in the templates."""
    crates = sorted(path.parent.name for path in (ROOT / "functions").glob("*/Cargo.toml"))
    return {crate: "".join(part.capitalize() for part in crate.split("-")) for crate in crates}


ALL = ["template.yaml", *sorted(f"infra/{path.name}" for path in (ROOT / "infra").glob("*.yaml")
                                 if path.name != "checkov.yaml")]
