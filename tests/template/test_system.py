"""What an emulator cannot show: how the table, the queues, the API and the logs are kept."""

from __future__ import annotations

import json
import re
import unittest

from templates import ALL, ROOT, Template, functions, source

KEY = "arn:aws:kms:REGION:ACCOUNT:key/1"


def rust(path: str) -> str:
    return (ROOT / path).read_text()


class Parameters(unittest.TestCase):
    def test_each_has_a_description_a_default_and_a_constraint(self) -> None:
        constraints = {"AllowedPattern", "AllowedValues", "MinLength", "MaxLength", "MinValue"}
        for name, parameter in source("template.yaml")["Parameters"].items():
            self.assertGreater(len(parameter["Description"]), 10, name)
            self.assertIn("Default", parameter, name)
            self.assertTrue(constraints & parameter.keys(), name)
            if pattern := parameter.get("AllowedPattern"):
                self.assertRegex(parameter["Default"], f"^(?:{pattern})$", name)

    def test_each_is_asked_for_in_a_group_and_used(self) -> None:
        template = source("template.yaml")
        groups = template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
        self.assertEqual(sorted(name for group in groups for name in group["Parameters"]),
                         sorted(template["Parameters"]))
        text = rust("template.yaml").split("\nConditions:\n")[1]
        for name in template["Parameters"]:
            self.assertRegex(text, rf"(!Ref |\$\{{){name}\b", name)


class Kept(unittest.TestCase):
    def test_the_table_has_the_keys_that_the_design_has(self) -> None:
        table = Template("template.yaml").properties("Table")
        design = rust("shared/aws/src/table/design.rs")
        keys = [key["AttributeName"] for key in table["KeySchema"]]
        self.assertEqual(keys, ["pk", "sk"])
        found = {(index["IndexName"], *(key["AttributeName"] for key in index["KeySchema"]))
                 for index in table["GlobalSecondaryIndexes"]}
        designed = set(re.findall(r'index: "(\w+)", pk: "(\w+)", sk: "(\w+)"', design))
        self.assertEqual(found, designed)
        self.assertEqual(table["TimeToLiveSpecification"],
                         {"AttributeName": re.search(r'TTL: &str = "(\w+)"', design)[1], "Enabled": True})

    def test_the_table_can_be_restored_and_is_not_lost_by_mistake(self) -> None:
        template = Template("template.yaml")
        table = template.properties("Table")
        self.assertEqual(table["BillingMode"], "PAY_PER_REQUEST")
        self.assertTrue(table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"])
        self.assertTrue(table["DeletionProtectionEnabled"])
        for logical in ("Table", "CodeKey"):
            resource = template.resources[logical]
            self.assertEqual((resource["DeletionPolicy"], resource["UpdateReplacePolicy"]),
                             ("RetainExceptOnCreate", "Retain"), logical)
        pool = Template("infra/sign-in.yaml", DeletionProtection="ACTIVE").properties("Administrators")
        self.assertEqual(pool["DeletionProtection"], "ACTIVE")
        self.assertFalse(Template("template.yaml", DeletionProtection="off").properties("Table")["DeletionProtectionEnabled"])

    def test_a_customers_key_encrypts_everything_that_is_kept(self) -> None:
        plain, keyed = Template("template.yaml"), Template("template.yaml", CustomerKeyArn=KEY)
        self.assertEqual(keyed.properties("Table")["SSESpecification"],
                         {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": KEY})
        for logical in ("Queue", "FeedbackQueue", "DeadLetterQueue"):
            self.assertTrue(plain.properties(logical)["SqsManagedSseEnabled"], logical)
            self.assertEqual(keyed.properties(logical)["KmsMasterKeyId"], KEY, logical)
        for kind, count in (("AWS::SecretsManager::Secret", 2), ("AWS::Logs::LogGroup", 2)):
            found = keyed.of_type(kind)
            self.assertEqual([resource["Properties"]["KmsKeyId"] for resource in found.values()], [KEY] * count)
        topic = Template("infra/monitoring.yaml", CustomerKeyArn=KEY).properties("Alarms")
        self.assertEqual(topic["KmsMasterKeyId"], KEY)

    def test_jobs_are_not_given_out_twice_and_not_lost(self) -> None:
        template = Template("template.yaml")
        queue = template.properties("Queue")
        self.assertGreaterEqual(queue["VisibilityTimeout"], 6 * template.properties("Deliver")["Timeout"])
        self.assertEqual(queue["RedrivePolicy"]["deadLetterTargetArn"], {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]})
        self.assertGreaterEqual(queue["RedrivePolicy"]["maxReceiveCount"], 5)
        self.assertEqual(template.properties("DeadLetterQueue")["MessageRetentionPeriod"], 14 * 86_400)
        mappings = template.of_type("AWS::Lambda::EventSourceMapping").values()
        containers = {}
        for properties in (mapping["Properties"] for mapping in mappings):
            self.assertEqual(properties["FunctionResponseTypes"], ["ReportBatchItemFailures"])
            containers[properties["FunctionName"]["Ref"]] = properties["ScalingConfig"]["MaximumConcurrency"]
        self.assertEqual(containers, {"Deliver": 5, "Feedback": 2})

    def test_what_ses_tells_reaches_feedback_and_is_not_lost(self) -> None:
        template = Template("template.yaml")
        told = template.properties("EmailFeedback")["EventDestination"]
        self.assertEqual(told["MatchingEventTypes"], ["DELIVERY", "BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE"])
        self.assertTrue(told["EventBridgeDestination"]["EventBusArn"].endswith(":event-bus/default"))
        rule = template.properties("EmailEvents")
        self.assertEqual(rule["EventPattern"]["source"], ["aws.ses"])
        self.assertEqual(rule["Targets"][0]["Arn"], {"Fn::GetAtt": ["FeedbackQueue", "Arn"]})
        (statement,) = template.properties("FeedbackQueuePolicy")["PolicyDocument"]["Statement"]
        self.assertEqual((statement["Principal"], statement["Action"]), ({"Service": "events.amazonaws.com"}, "sqs:SendMessage"))
        self.assertEqual(statement["Condition"], {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["EmailEvents", "Arn"]}}})
        queue = template.properties("FeedbackQueue")
        self.assertGreaterEqual(queue["VisibilityTimeout"], 6 * template.properties("Feedback")["Timeout"])
        self.assertEqual(queue["RedrivePolicy"]["deadLetterTargetArn"], {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]})

    def test_what_sns_tells_of_texts_reaches_feedback_once_it_is_switched_on(self) -> None:
        self.assertNotIn("SmsLogs", Template("template.yaml").resources)
        nested = Template("template.yaml", SmsStatusLogs="on").properties("SmsLogs")["Parameters"]
        self.assertEqual(nested["Feedback"], {"Fn::GetAtt": ["Feedback", "Arn"]})
        template = Template("infra/sms-logs.yaml", Feedback="Feedback", CustomerKeyArn=KEY, LogRetentionDays=30)
        groups = template.of_type("AWS::Logs::LogGroup")
        name = "sns/REGION/ACCOUNT/DirectPublishToPhoneNumber"
        self.assertEqual({group["Properties"]["LogGroupName"] for group in groups.values()}, {name, f"{name}/Failure"})
        for group in groups.values():
            self.assertEqual((group["Properties"]["RetentionInDays"], group["Properties"]["KmsKeyId"]), (30, KEY))
        filters = [f["Properties"] for f in template.of_type("AWS::Logs::SubscriptionFilter").values()]
        self.assertEqual({f["LogGroupName"]["Ref"] for f in filters}, set(groups))
        self.assertEqual([(f["DestinationArn"], f["FilterPattern"]) for f in filters], [("Feedback", "")] * 2)
        permissions = [p["Properties"] for p in template.of_type("AWS::Lambda::Permission").values()]
        self.assertEqual([(p["FunctionName"], p["Principal"], p["SourceAccount"]) for p in permissions],
                         [("Feedback", "logs.amazonaws.com", "ACCOUNT")] * 2)
        self.assertEqual({p["SourceArn"]["Fn::GetAtt"][0] for p in permissions}, set(groups))
        role = template.properties("WriterRole")
        (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
        self.assertEqual(trust["Principal"], {"Service": "sns.amazonaws.com"})
        ((statement,),) = [policy["PolicyDocument"]["Statement"] for policy in role["Policies"]]
        self.assertEqual(statement["Action"], ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])
        self.assertEqual(statement["Resource"], [{"Fn::GetAtt": [logical, "Arn"]} for logical in groups])

    def test_reminders_run_by_the_hour_and_can_be_switched_off(self) -> None:
        for switch, state in (("on", "ENABLED"), ("off", "DISABLED")):
            template = Template("template.yaml", Reminders=switch)
            (schedule,) = template.of_type("AWS::Scheduler::Schedule").values()
            properties = schedule["Properties"]
            self.assertEqual((properties["ScheduleExpression"], properties["State"]), ("rate(1 hour)", state))
            self.assertEqual(json.loads(properties["Target"]["Input"]), {"slot": "<aws.scheduler.scheduled-time>"})
            for logical in ("Deliver", "Remind"):
                variables = template.properties(logical)["Environment"]["Variables"]
                self.assertEqual(variables["ONRAMP_REMINDERS"], switch)

    def test_secrets_are_made_by_aws_and_stand_in_no_template(self) -> None:
        for name, secret in Template("template.yaml").of_type("AWS::SecretsManager::Secret").items():
            self.assertNotIn("SecretString", secret["Properties"], name)
            self.assertEqual(secret["Properties"]["GenerateSecretString"]["PasswordLength"], 64)


class Functions(unittest.TestCase):
    def test_every_crate_is_a_function_and_every_function_a_crate(self) -> None:
        found = Template("template.yaml").of_type("AWS::Lambda::Function")
        self.assertEqual(sorted(found), sorted(functions().values()))
        written = source("template.yaml")["Resources"]
        for crate, logical in functions().items():
            self.assertEqual(written[logical]["Properties"]["CodeUri"], f"target/lambda/{crate}/")

    def test_each_runs_on_arm_logs_json_where_logs_are_kept_and_has_its_limits(self) -> None:
        template = Template("template.yaml")
        for name, function in template.of_type("AWS::Lambda::Function").items():
            properties = function["Properties"]
            self.assertEqual((properties["Runtime"], properties["Architectures"]), ("provided.al2023", ["arm64"]), name)
            self.assertEqual(properties["LoggingConfig"]["LogFormat"], "JSON")
            self.assertEqual(properties["LoggingConfig"]["LogGroup"], {"Ref": "Logs"})
            self.assertLessEqual(properties["Timeout"], 120, name)
            self.assertLessEqual(properties["MemorySize"], 1024, name)
        for name, group in template.of_type("AWS::Logs::LogGroup").items():
            self.assertEqual(group["Properties"]["RetentionInDays"], 30, name)

    def test_tracing_and_reserved_concurrency_are_parameters(self) -> None:
        plain, set_up = Template("template.yaml"), Template("template.yaml", XRay="on", RedeemReservedConcurrency=20)
        for name in functions().values():
            self.assertEqual(plain.properties(name)["TracingConfig"]["Mode"], "PassThrough")
            self.assertEqual(set_up.properties(name)["TracingConfig"]["Mode"], "Active")
        self.assertNotIn("ReservedConcurrentExecutions", plain.properties("Redeem"))
        self.assertEqual(set_up.properties("Redeem")["ReservedConcurrentExecutions"], 20)

    def test_each_is_told_what_it_asks_its_environment_for(self) -> None:
        template = Template("template.yaml", SmsSenderId="Example")
        text = rust("shared/aws/src/environment.rs")
        # What each reading of several variables reads, by its name.
        reads = {name: set(re.findall(r'"(ONRAMP_[A-Z_]+)"', body))
                 for name, body in re.findall(r"^pub fn (settings|guard|reminder_rule)\b.*?\{\n(.*?)^\}", text, re.M | re.S)}
        self.assertEqual(len(reads), 3)
        for crate, logical in functions().items():
            main = rust(f"functions/{crate}/src/main.rs")
            asked = set(re.findall(r'"(ONRAMP_[A-Z_]+)"', main))
            for name, names in reads.items():
                if f"environment::{name}(" in main:
                    asked |= names
            told = template.properties(logical)["Environment"]["Variables"].keys()
            self.assertLessEqual({name for name in asked if " " not in name}, set(told), crate)


class Api(unittest.TestCase):
    # The Admin API verifies its requests' signatures by itself.
    # The console signs people in by itself, with a cookie that no bearer token replaces.
    PUBLIC = {"/console", "/console/{proxy+}",
              "/admin/v1/{path+}", "/activate/{code}", "/android/{code}", "/iphone/{code}", "/push/v2/activation/{code+}",
              "/frame/qr", "/activate/{code}/opened"}

    def test_all_but_links_are_behind_the_authorizer(self) -> None:
        for name, route in Template("infra/routes.yaml").of_type("AWS::ApiGatewayV2::Route").items():
            path = route["Properties"]["RouteKey"].split()[1]
            expected = "NONE" if path in self.PUBLIC else "CUSTOM"
            self.assertEqual(route["Properties"]["AuthorizationType"], expected, name)

    def test_the_authorizer_is_asked_each_time_and_by_no_one_else(self) -> None:
        template = Template("infra/routes.yaml")
        authorizer = template.properties("Authorizer")
        self.assertEqual((authorizer["AuthorizerResultTtlInSeconds"], authorizer["EnableSimpleResponses"]), (0, True))
        self.assertNotIn("IdentitySource", authorizer)
        for name, permission in template.of_type("AWS::Lambda::Permission").items():
            self.assertEqual(permission["Properties"]["Principal"], "apigateway.amazonaws.com", name)
            self.assertIn(":ApiId/", permission["Properties"]["SourceArn"], name)

    def test_requests_are_throttled_and_the_access_log_holds_no_path_and_no_person(self) -> None:
        stage = Template("infra/routes.yaml", RequestsPerSecond=200, RequestBurst=400).properties("Stage")
        limits = stage["DefaultRouteSettings"]
        self.assertEqual((limits["ThrottlingRateLimit"], limits["ThrottlingBurstLimit"]), (200, 400))
        told = set(re.findall(r"\$context\.([\w.]+)", stage["AccessLogSettings"]["Format"]))
        self.assertEqual(told, {"requestTime", "requestId", "routeKey", "status", "responseLatency",
                                "integrationLatency", "responseLength", "integrationErrorMessage", "authorizer.error"})
        json.loads(stage["AccessLogSettings"]["Format"])

    def test_pages_of_other_origins_cannot_read_it(self) -> None:
        self.assertNotIn("CorsConfiguration", Template("template.yaml").properties("Api"))

    def test_with_a_name_of_its_own_it_has_no_other(self) -> None:
        plain = Template("template.yaml")
        named = Template("template.yaml", DomainName="onramp.example.org", CertificateArn="arn:aws:acm:x")
        self.assertFalse(plain.properties("Api")["DisableExecuteApiEndpoint"])
        self.assertTrue(named.properties("Api")["DisableExecuteApiEndpoint"])
        self.assertNotIn("Domain", plain.resources)
        self.assertEqual(named.properties("Redeem")["Environment"]["Variables"]["ONRAMP_BASE_URL"],
                         "https://onramp.example.org")
        domain = Template("infra/domain.yaml").properties("Name")["DomainNameConfigurations"][0]
        self.assertEqual(domain["SecurityPolicy"], "TLS_1_2")

    def test_with_an_issuer_of_their_own_there_is_no_user_pool(self) -> None:
        own = Template("template.yaml", IssuerUrl="https://id.example.org", IssuerKeysUrl="https://id.example.org/k",
                       Audience="onramp")
        self.assertNotIn("SignIn", own.resources)
        variables = own.properties("Authorizer")["Environment"]["Variables"]
        self.assertEqual((variables["ONRAMP_ISSUER"], variables["ONRAMP_AUDIENCE"]), ("https://id.example.org", "onramp"))

    def test_the_console_signs_in_by_code_without_a_secret_and_comes_back_to_itself_alone(self) -> None:
        template = Template("infra/sign-in.yaml", BaseUrl="https://onramp.example.org")
        client = template.properties("Client")
        self.assertFalse(client["GenerateSecret"])
        self.assertEqual((client["AllowedOAuthFlows"], client["AllowedOAuthFlowsUserPoolClient"]), (["code"], True))
        self.assertEqual(client["CallbackURLs"], ["https://onramp.example.org/console/callback"])
        self.assertEqual(client["LogoutURLs"], ["https://onramp.example.org/console/signed-out"])
        groups = template.of_type("AWS::Cognito::UserPoolGroup").values()
        self.assertEqual(sorted(group["Properties"]["GroupName"] for group in groups),
                         ["Administrator", "HelpDesk", "Owner", "ReadOnly", "UserManager"])

    def test_administrators_are_made_by_administrators(self) -> None:
        pool = Template("infra/sign-in.yaml").properties("Administrators")
        self.assertTrue(pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"])
        self.assertGreaterEqual(pool["Policies"]["PasswordPolicy"]["MinimumLength"], 15)


class Watched(unittest.TestCase):
    def setUp(self) -> None:
        self.template = Template("infra/monitoring.yaml")
        self.alarms = self.template.of_type("AWS::CloudWatch::Alarm")

    def test_each_alarm_reaches_someone_and_has_its_page_in_the_runbook(self) -> None:
        headings = re.findall(r"^### (.+)$", rust("infra/README.md"), re.MULTILINE)
        anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        for name, alarm in self.alarms.items():
            properties = alarm["Properties"]
            self.assertEqual(properties["AlarmActions"], [{"Ref": "Alarms"}], name)
            anchor = properties["AlarmDescription"].split("infra/README.md#")[1]
            self.assertIn(anchor, anchors, name)

    def test_there_is_an_alarm_for_each_trouble_and_no_more_than_are_free(self) -> None:
        self.assertEqual(set(self.alarms), {
            "DeadLetters", "OldestJob", "Stalled", "Refused", "ApiErrors", "FunctionErrors", "FunctionThrottles",
            "TableThrottles", "BounceRate", "ComplaintRate"})
        self.assertEqual(self.template.properties("BounceRate")["Threshold"], 0.05)
        self.assertEqual(self.template.properties("ComplaintRate")["Threshold"], 0.001)

    def test_every_function_is_watched(self) -> None:
        for alarm in ("FunctionErrors", "FunctionThrottles"):
            text = json.dumps(self.alarms[alarm])
            for logical in functions().values():
                self.assertIn(f'"Value": "{logical}"', text, alarm)

    def test_metrics_of_ours_are_ones_that_are_counted(self) -> None:
        counted = set(re.findall(r'Self::\w+ => "([A-Z]\w+)"', rust("shared/usecases/src/ports/metrics.rs")))
        for alarm in self.alarms.values():
            for metric in alarm["Properties"].get("Metrics", []):
                found = metric.get("MetricStat", {}).get("Metric", {})
                if found.get("Namespace") == "Onramp":
                    self.assertIn(found["MetricName"], counted)
        body = self.template.properties("Dashboard")["DashboardBody"]
        self.assertLessEqual(set(re.findall(r'MetricName=\\"(\w+)\\"', body)), counted)

    def test_the_dashboard_is_readable_and_shows_what_operators_ask_for(self) -> None:
        body = json.loads(self.template.properties("Dashboard")["DashboardBody"])
        text = json.dumps(body)
        for wanted in ("Sent", "Opened", "Activated", "Reason", "ApproximateAgeOfOldestMessage", "Reputation.BounceRate",
                       "Reputation.ComplaintRate", "p50", "p99", "ConsumedWriteCapacityUnits", "SMSMonthToDateSpentUSD"):
            self.assertIn(wanted, text)
        places = [(w["x"], w["y"]) for w in body["widgets"]]
        self.assertEqual(len(places), len(set(places)))


class Documented(unittest.TestCase):
    def test_nested_templates_are_deployed(self) -> None:
        urls = {r["Properties"]["TemplateURL"] for r in source("template.yaml")["Resources"].values()
                if r["Type"] == "AWS::CloudFormation::Stack"}
        self.assertEqual(urls, set(ALL) - {"template.yaml"})


if __name__ == "__main__":
    unittest.main()
