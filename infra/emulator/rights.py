"""Stands between functions and the emulator, and refuses what a function's role does not allow.

The emulator asks for no permission. Functions say who they are in their user agent, and infra/roles.yaml says what they
may: actions, resources, the leading keys and the attributes of rows. What is refused is refused as AWS does it.
"""

from __future__ import annotations

import fnmatch
import http.client
import json
import re
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "template"))

from templates import Template, functions  # noqa: E402

SERVICES = {"DynamoDB_20120810": "dynamodb", "AmazonSQS": "sqs", "secretsmanager": "secretsmanager"}
RESOURCES = {"sqs": "QueueArn", "secretsmanager": "CodeKeyArn"}
WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
# Used by what hands jobs to a function, not by the function itself, or by services that are not behind this one.
BY_OTHERS = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes",
             "ses:SendEmail", "ses:GetAccount", "sns:Publish", "sns:CheckIfPhoneNumberIsOptedOut"}


def listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


class Ask:
    """One thing that a function wants to do."""

    def __init__(self, action: str, resource: str, keys: set[str] = frozenset(), attributes: set[str] = frozenset()):
        self.action, self.resource, self.keys, self.attributes = action, resource, keys, attributes


def attributes(body: dict) -> set[str]:
    """Every attribute that a write names."""
    names = set(body.get("ExpressionAttributeNames", {}).values()) | set(body.get("Item", {})) | set(body.get("Key", {}))
    for expression in ("UpdateExpression", "ConditionExpression"):
        names |= set(re.findall(r"(?<![#:\w])[a-z_]\w*(?!\w*\()", body.get(expression, "")))
    return names


def asked(target: str, body: dict) -> list[Ask]:
    """What a call asks for, in the words of policies."""
    prefix, name = target.rsplit(".", 1)
    service = SERVICES.get(prefix, prefix)
    if service != "dynamodb":
        # A batch is allowed by the right to one.
        return [Ask(f"{service}:{name.removesuffix('Batch')}", RESOURCES.get(service, "?"))]
    if name == "TransactWriteItems":
        return [one(WRITES[kind], item) for entry in body["TransactItems"] for kind, item in entry.items()]
    if name == "TransactGetItems":
        return [one("GetItem", entry["Get"]) for entry in body["TransactItems"]]
    if name == "BatchGetItem":
        keys = {key["pk"]["S"] for wanted in body["RequestItems"].values() for key in wanted["Keys"]}
        return [Ask("dynamodb:BatchGetItem", "TableArn", keys)]
    if name == "Query":
        names, values = body.get("ExpressionAttributeNames", {}), body["ExpressionAttributeValues"]
        equal = re.findall(r"([#\w]+)\s*=\s*(:\w+)", body["KeyConditionExpression"])
        keys = {values[value]["S"] for key, value in equal if names.get(key, key).endswith("pk")}
        index = body.get("IndexName")
        return [Ask("dynamodb:Query", f"TableArn/index/{index}" if index else "TableArn", keys)]
    return [one(name, body)]


def one(name: str, body: dict) -> Ask:
    row = body.get("Key") or body.get("Item") or {}
    return Ask(f"dynamodb:{name}", "TableArn", {row["pk"]["S"]} if "pk" in row else set(), attributes(body))


class Rights:
    """What each function may do, and which of it was used."""

    def __init__(self) -> None:
        roles = Template("infra/roles.yaml")
        self.statements = {}
        for crate, logical in functions().items():
            policies = roles.properties(f"{logical}Role").get("Policies", [])
            self.statements[crate] = [s for policy in policies for s in policy["PolicyDocument"]["Statement"]]
        self.used: Counter = Counter()
        self.refused: Counter = Counter()
        self.lock = threading.Lock()

    def allows(self, who: str, ask: Ask) -> bool:
        for at, statement in enumerate(self.statements.get(who, [])):
            if ask.action not in listed(statement["Action"]) or ask.resource not in listed(statement.get("Resource", [])):
                continue
            conditions = statement.get("Condition", {})
            patterns = conditions.get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys")
            denied = set(conditions.get("ForAllValues:StringNotEquals", {}).get("dynamodb:Attributes", []))
            if denied & ask.attributes:
                continue
            matching = {key: [p for p in patterns or ["*"] if fnmatch.fnmatchcase(key, p)] for key in ask.keys}
            if all(matching.values()):
                with self.lock:
                    for pattern in {p for found in matching.values() for p in found} or {"*"}:
                        self.used[who, at, ask.action, pattern] += 1
                return True
        with self.lock:
            kinds = ",".join(sorted(key[:2] for key in ask.keys))
            self.refused[f"{who} may not {ask.action} on {ask.resource} {kinds}"] += 1
        return False

    def unused(self) -> list[str]:
        """Rights that nothing has needed."""
        found = []
        for who, statements in self.statements.items():
            for at, statement in enumerate(statements):
                keys = statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", ["*"])
                for action in set(listed(statement["Action"])) - BY_OTHERS:
                    found += [f"{who}: {action} {key}" for key in keys if not self.used[who, at, action, key]]
        return sorted(found)


def serve(emulator: str) -> tuple[str, Rights]:
    """Starts it; returns where it is, and what it knows."""
    rights, upstream = Rights(), urlsplit(emulator).netloc
    connections = threading.local()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("connection", "content-length", "transfer-encoding", "keep-alive"):
                    self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            who = (re.search(r"\bapp/([\w-]+)", self.headers.get("user-agent", "")) or [None, "nobody"])[1]
            for ask in asked(self.headers.get("x-amz-target", "unknown.Unknown"), json.loads(body or b"{}")):
                if not rights.allows(who, ask):
                    refusal = {"__type": "com.amazon.coral.service#AccessDeniedException", "Message": "not authorized"}
                    headers = [("content-type", "application/x-amz-json-1.0")]
                    return self.answer(400, headers, json.dumps(refusal).encode())
            for attempt in (1, 2):
                if not hasattr(connections, "open"):
                    connections.open = http.client.HTTPConnection(upstream, timeout=30)
                try:
                    connections.open.request("POST", self.path, body, dict(self.headers.items()))
                    reply = connections.open.getresponse()
                    return self.answer(reply.status, reply.getheaders(), reply.read())
                except (http.client.HTTPException, OSError):
                    connections.open.close()
                    del connections.open
                    if attempt == 2:
                        return self.answer(503, [], b"{}")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}", rights
