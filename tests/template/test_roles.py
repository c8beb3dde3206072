"""What each function may do: no more than infra/README.md says."""

from __future__ import annotations

import json
import re
import unittest

from templates import ROOT, Template, functions

ACTIVATION = ["activated", "activated_at", "device", "redeemed"]
# Rights over what AWS names no resources for, or that are the customer's key: apart from the table.
SHARED = {"Logging", "Tracing", "CustomerKey"}
# Actions for which AWS names no resource.
NAMELESS = {
    ("Tracing", ("xray:PutTraceSegments", "xray:PutTelemetryRecords")),
    ("Deliver", ("ses:GetAccount", "sns:CheckIfPhoneNumberIsOptedOut")),
    ("AdminApi", ("sns:CheckIfPhoneNumberIsOptedOut",)),
    ("Console", ("sns:CheckIfPhoneNumberIsOptedOut",)),
}


def listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


def resource_name(resource: str) -> str:
    names = {
        "TableArn": "the table", "TableArn/index/gsi1": "gsi1", "TableArn/index/gsi2": "gsi2", "TableArn/index/gsi3": "gsi3",
        "QueueArn": "the queue", "FeedbackQueueArn": "the queue of feedback", "*": "no resource",
        "CodeKeyArn": "the code key", "not arn:aws:sns:*:*:*": "phone numbers",
        "arn:aws:ses:REGION:ACCOUNT:identity/*": "the sender",
        "arn:aws:ses:REGION:ACCOUNT:configuration-set/ConfigurationSet": "the configuration set",
    }
    return names.get(resource, resource)


def told(statement: dict) -> str:
    """A statement in words: its actions, on what, of which kinds of row."""
    actions = ", ".join(f"`{action}`" for action in listed(statement["Action"]))
    resources = listed(statement["Resource"]) if "Resource" in statement else [f"not {statement['NotResource']}"]
    text = f"{actions} on {', '.join(resource_name(resource) for resource in resources)}"
    condition = dict(statement.get("Condition", {}))
    keys = condition.pop("ForAllValues:StringLike", {}).pop("dynamodb:LeadingKeys", None)
    if keys:
        text += f" of {', '.join(f'`{key}`' for key in keys)}"
    if condition.pop("ForAllValues:StringNotEquals", None) == {"dynamodb:Attributes": ACTIVATION}:
        text += ", nothing of activation"
    if condition.pop("StringEquals", None) == {"ses:FromAddress": "SenderAddress"}:
        text += ", from the sender's address alone"
    return f"{text} (if {json.dumps(condition)})" if condition else text


class Roles(unittest.TestCase):
    def setUp(self) -> None:
        self.template = Template("infra/roles.yaml", CustomerKeyArn="CustomerKeyArn", XRay="on")
        self.roles = {name.removesuffix("Role"): found["Properties"]
                      for name, found in self.template.of_type("AWS::IAM::Role").items()}

    def statements(self, role: str) -> list[dict]:
        policies = self.roles[role].get("Policies", [])
        return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]

    def all_statements(self) -> list[tuple[str, dict]]:
        own = [(role, statement) for role in self.roles for statement in self.statements(role)]
        managed = self.template.of_type("AWS::IAM::ManagedPolicy")
        return own + [(name, statement) for name, policy in managed.items()
                      for statement in policy["Properties"]["PolicyDocument"]["Statement"]]

    def test_each_function_has_a_role_of_its_own_that_lambda_alone_may_take(self) -> None:
        taken = {logical: properties["Role"] for logical, properties in (
            (name, Template("template.yaml").properties(name)) for name in functions().values())}
        for logical, role in taken.items():
            self.assertEqual(role, {"Fn::GetAtt": ["Roles", f"Outputs.{logical}"]})
            trust = self.roles[logical]["AssumeRolePolicyDocument"]["Statement"]
            self.assertEqual([(s["Principal"], s["Action"]) for s in trust],
                             [({"Service": "lambda.amazonaws.com"}, "sts:AssumeRole")])
        outputs = self.template.body["Outputs"]
        self.assertEqual({name: output["Value"] for name, output in outputs.items() if name in taken},
                         {name: {"Fn::GetAtt": [f"{name}Role", "Arn"]} for name in taken})

    def test_a_role_can_do_what_the_documentation_says_and_no_more(self) -> None:
        text = (ROOT / "infra" / "README.md").read_text()
        rows = dict(re.findall(r"^\| `([a-z-]+)` \|[^|]*\| (.*) \|$", text, re.MULTILINE))
        for crate, logical in functions().items():
            expected = "; ".join(told(statement) for statement in self.statements(logical)) or "nothing"
            self.assertEqual(rows.get(crate), expected, f"the row of {crate} in infra/README.md")

    def test_managed_policies_are_the_shared_ones(self) -> None:
        for role, properties in self.roles.items():
            names = {policy["Ref"] for policy in properties["ManagedPolicyArns"]}
            self.assertEqual(names, SHARED, role)

    def test_no_action_has_a_star_and_no_resource_but_where_aws_names_none(self) -> None:
        for who, statement in self.all_statements():
            self.assertEqual(statement["Effect"], "Allow")
            for action in listed(statement["Action"]):
                self.assertNotIn("*", action, who)
            if statement.get("Resource") == "*":
                self.assertIn((who, tuple(listed(statement["Action"]))), NAMELESS)
            self.assertNotIn("NotAction", statement)
            if "NotResource" in statement:
                self.assertIn((who, statement["Action"]), {(who, "sns:Publish") for who in ("Deliver", "AdminApi", "Console")})

    def test_only_deliver_may_send_and_the_admin_api_a_text_and_the_console_a_test(self) -> None:
        sends = {(who, action) for who, statement in self.all_statements() for action in listed(statement["Action"])
                 if action.startswith(("ses:", "sns:"))}
        asks = {("Deliver", "ses:GetAccount"), ("Deliver", "sns:CheckIfPhoneNumberIsOptedOut"),
                ("AdminApi", "sns:CheckIfPhoneNumberIsOptedOut"), ("Console", "sns:CheckIfPhoneNumberIsOptedOut")}
        self.assertEqual(
            sends - asks, {("Deliver", "ses:SendEmail"), ("Deliver", "sns:Publish"), ("AdminApi", "sns:Publish"),
                           ("Console", "ses:SendEmail"), ("Console", "sns:Publish")})

    def test_only_remind_send_links_and_the_console_start_sends(self) -> None:
        makes = {who for who, statement in self.all_statements() if "dynamodb:PutItem" in listed(statement["Action"])
                 and "J#*" in statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]}
        self.assertEqual(makes, {"Remind", "SendLinks", "Console"})

    def test_only_redeem_may_activate(self) -> None:
        """Only an update can activate, or a row put over another: only what manages phones may put them."""
        for who, statement in self.all_statements():
            actions = set(listed(statement["Action"]))
            keys = statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", [])
            if "dynamodb:PutItem" in actions and who not in ("AdminApi", "Console"):
                self.assertNotIn("P#*", keys, who)
            if "dynamodb:UpdateItem" in actions and {"P#*", "L#*"} & set(keys) and who != "Redeem":
                denied = statement["Condition"]["ForAllValues:StringNotEquals"]["dynamodb:Attributes"]
                self.assertEqual(denied, ACTIVATION, who)

    def test_every_right_to_the_table_names_the_kinds_of_row(self) -> None:
        for who, statement in self.all_statements():
            if any(action.startswith("dynamodb:") for action in listed(statement["Action"])):
                keys = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
                self.assertTrue(keys and all(re.fullmatch(r"[A-Z]#\*", key) for key in keys), who)

    def test_the_customers_key_is_used_through_our_services_alone(self) -> None:
        (statement,) = [s for who, s in self.all_statements() if who == "CustomerKey"]
        self.assertEqual(statement["Resource"], "CustomerKeyArn")
        self.assertEqual(statement["Condition"]["StringEquals"]["kms:ViaService"],
                         [f"{service}.REGION.amazonaws.com" for service in ("dynamodb", "sqs", "secretsmanager")])


if __name__ == "__main__":
    unittest.main()
