"""What the emulator drops or does otherwise, put right in a copy of the templates. Everything else is deployed as it is.

Each change is mechanical, made wherever its pattern stands, and listed with its reason in infra/emulator/README.md.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import yaml

PUBLISHED = "https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${Administrators}/.well-known/"


class Tagged:
    """A value under a short form of an intrinsic function, such as !Sub."""

    def __init__(self, tag: str, value: object) -> None:
        self.tag, self.value = tag, value


class Loader(yaml.SafeLoader):
    """Reads short forms."""


class Dumper(yaml.SafeDumper):
    """Writes them, and no aliases, which CloudFormation does not read."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _read(loader: Loader, suffix: str, node: yaml.Node) -> Tagged:
    if isinstance(node, yaml.ScalarNode):
        return Tagged("!" + suffix, loader.construct_scalar(node))
    if isinstance(node, yaml.SequenceNode):
        return Tagged("!" + suffix, loader.construct_sequence(node, deep=True))
    return Tagged("!" + suffix, loader.construct_mapping(node, deep=True))


def _write(dumper: Dumper, tagged: Tagged) -> yaml.Node:
    node = dumper.represent_data(tagged.value)
    node.tag = tagged.tag
    if isinstance(node, yaml.ScalarNode):
        node.style = '"'
    return node


Loader.add_multi_constructor("!", _read)
Dumper.add_representer(Tagged, _write)


def generated_secrets(template: dict) -> None:
    """The emulator generates secrets without regard to which characters are excluded."""
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::SecretsManager::Secret" and "GenerateSecretString" in properties:
            rule = properties.pop("GenerateSecretString")
            alphabet = [c for c in "0123456789abcdefghijklmnopqrstuvwxyz" if c not in rule["ExcludeCharacters"]]
            properties["SecretString"] = "".join(secrets.choice(alphabet) for _ in range(rule["PasswordLength"]))


def published(template: dict, endpoint: str) -> None:
    """What the user pool publishes is at the emulator's address; its tokens name the address that AWS has."""
    for output in template.get("Outputs", {}).values():
        value = output["Value"]
        if isinstance(value, Tagged) and str(value.value).startswith(PUBLISHED):
            document = value.value.removeprefix(PUBLISHED)
            output["Value"] = Tagged("!Sub", f"{endpoint}/${{Administrators}}/.well-known/{document}")


def metric_math(template: dict) -> None:
    """The emulator has alarms on one metric alone."""
    resources = template["Resources"]
    for name in [name for name, found in resources.items() if found["Type"] == "AWS::CloudWatch::Alarm"]:
        if "Metrics" in resources[name]["Properties"]:
            del resources[name]


def numbers(template: dict) -> None:
    """The emulator takes the number of containers of a queue as it comes; parameters come as texts."""
    parameters = template.get("Parameters", {})
    for resource in template["Resources"].values():
        for event in resource.get("Properties", {}).get("Events", {}).values():
            scaling = event["Properties"].get("ScalingConfig", {})
            if isinstance(found := scaling.get("MaximumConcurrency"), Tagged):
                scaling["MaximumConcurrency"] = parameters[found.value]["Default"]


def email_events(template: dict) -> None:
    """Events of aws.* can be put by AWS alone; what stands for SES puts its own under another name."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Events::Rule" and resource["Properties"]["EventPattern"]["source"] == ["aws.ses"]:
            resource["Properties"]["EventPattern"]["source"] = ["emulated.ses"]


def asked_for_rights(crate: str, properties: dict, rights: str) -> None:
    """The emulator asks for no permission: functions reach it through what does, and say who they are."""
    variables = properties.setdefault("Environment", {}).setdefault("Variables", {})
    variables["AWS_SDK_UA_APP_ID"] = crate
    # One by one: the emulator sets the endpoint of all services itself.
    variables |= {f"AWS_ENDPOINT_URL_{service}": rights for service in ("DYNAMODB", "SQS", "SECRETS_MANAGER")}


def settings_at_once(properties: dict) -> None:
    """Scenarios take turns at one system: what one of them had decided would count for a minute in the next."""
    properties.setdefault("Environment", {}).setdefault("Variables", {})["ONRAMP_SETTINGS_HOLD"] = "0"


def translate(root: Path, target: Path, endpoint: str, rights: str) -> Path:
    """Copies the templates of `root` to `target` with what the emulator needs changed; returns the main one."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "infra").mkdir(parents=True)
    for path in [root / "template.yaml", *sorted((root / "infra").glob("*.yaml"))]:
        if path.name == "checkov.yaml":
            continue
        template = yaml.load(path.read_text(), Loader)
        generated_secrets(template)
        published(template, endpoint)
        metric_math(template)
        numbers(template)
        email_events(template)
        for resource in template["Resources"].values():
            if "CodeUri" in resource.get("Properties", {}):
                code = root / resource["Properties"]["CodeUri"]
                resource["Properties"]["CodeUri"] = str(code)
                asked_for_rights(code.name, resource["Properties"], rights)
                settings_at_once(resource["Properties"])
        text = yaml.dump(template, Dumper=Dumper, sort_keys=False, width=10_000)
        (target / path.relative_to(root)).write_text(text)
    return target / "template.yaml"
