#!/usr/bin/env python3
"""Deploys template.yaml to an emulator of AWS on this machine, and runs the scenarios against what it deployed.

    infra/emulator/accept.py            build, deploy, run the scenarios, end
    infra/emulator/accept.py console  the same for the scenarios alone whose names hold that
    infra/emulator/accept.py --keep     build, deploy, say where everything is, wait for Ctrl-C

Needs Rust and Python 3.11 or later; everything else is installed under target/emulator. Nothing of AWS is reached.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from venv_at import HOME, venv

ROOT = Path(__file__).resolve().parents[2]
VENV = HOME / "venv"
STACK = "onramp"
REGION = "us-east-1"
ROLES = ["Owner", "Administrator", "UserManager", "HelpDesk", "ReadOnly"]
# Of the whole workspace, so that nothing is built anew that its other tests have built.
TEST = ["cargo", "test", "--locked", "--workspace", "--test", "scenarios", "--test", "deployed"]
# Jobs whose function crashed are given out again after as many seconds as here, rather than after twelve minutes; longer than
# an attempt takes, since a job that is given out twice counts as failed twice.
VISIBILITY = "60"
# How often a job may fail before it is given up.
RECEIVES = 3


def in_venv() -> None:
    """Goes on in a virtual environment that has what requirements.txt names."""
    python = venv("requirements.txt") / "python"
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(python, [str(python), *sys.argv])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    for _ in range(300):
        if process.poll() is not None:
            sys.exit(f"{process.args[0]} ended; its output is in {HOME}")
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing answers at {url}")


def crates() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "functions").glob("*/Cargo.toml"))


def build(architecture: str) -> None:
    packages = [argument for crate in crates() for argument in ("-p", f"onramp-{crate}")]
    target = ["--arm64"] if architecture == "arm64" else ["--x86-64"]
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ["cargo", "lambda", "build", "--profile", "emulated", "--locked", *target, *packages]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PATH": path})
    subprocess.run([*TEST, "--no-run"], cwd=ROOT, check=True)


def environment(endpoint: str, services: str) -> dict[str, str]:
    """What every client reaches AWS by: the emulator, and for messages what keeps them whole."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **kept,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ENDPOINT_URL_SESV2": services,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
    }


def start(endpoint: str, services: str) -> list[subprocess.Popen]:
    """Starts the emulator, and what stands for SES and SNS."""
    shutil.rmtree(HOME / "messages", ignore_errors=True)
    port = endpoint.rsplit(":", 1)[1]
    # Functions inherit this: their texts go where their emails go. Alarms' topics stay with the emulator.
    env = {**environment(endpoint, services), "AWS_ENDPOINT_URL_SNS": services}
    env |= {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": port}
    emulator = subprocess.Popen(
        [VENV / "bin" / "ministack"], env=env, stdout=(HOME / "emulator.log").open("w"), stderr=subprocess.STDOUT
    )
    program = ROOT / "target" / "debug" / "onramp-services"
    keeper = subprocess.Popen(
        [program, services.removeprefix("http://"), HOME / "messages"],
        env=environment(endpoint, services),
        stdout=(HOME / "services.log").open("w"),
        stderr=subprocess.STDOUT,
    )
    wait_for(f"{endpoint}/_ministack/health", emulator)
    wait_for(f"{services}/outbox.json", keeper)
    return [emulator, keeper]


def deploy(env: dict[str, str], architecture: str, rights: str) -> None:
    from translate import translate

    template = translate(ROOT, HOME / "template", env["AWS_ENDPOINT_URL"], rights)
    command = [VENV / "bin" / "sam", "deploy", "--template-file", template, "--stack-name", STACK, "--resolve-s3"]
    command += ["--capabilities", "CAPABILITY_IAM", "--no-progressbar", "--parameter-overrides"]
    # Reminders are tried whatever the hour, and texts do not wait for a slow origination.
    command += [f"Architecture={architecture}", "DeletionProtection=off", "ReminderHours=0-24", "SmsRate=100"]
    subprocess.run(command, env=env, check=True, stdout=(HOME / "deploy.log").open("w"))


def said(env: dict[str, str], *command: str, told: str = "") -> list[str]:
    """The lines that an operator's command prints, given lines to read."""
    path = f"{VENV / 'bin'}{os.pathsep}{env['PATH']}"
    run = subprocess.run(
        command, cwd=ROOT, env={**env, "PATH": path}, input=told, capture_output=True, text=True
    )
    if run.returncode:
        sys.exit(f"{command[0]} failed: {run.stderr}")
    return run.stdout.splitlines()


def administrators(env: dict[str, str], cognito, pool: str) -> dict[str, dict[str, str]]:
    """Someone with each role, and someone with none, made and signed in by the commands that operators have: their
    tokens, and what they type on the sign-in page."""
    found = {"tokens": {}, "accounts": {}}
    for role in [*ROLES, ""]:
        email = f"{role or 'nobody'}@example.org".lower()
        first = said(env, "infra/add-administrator", email, role or "HelpDesk", STACK)[-1]
        if not role:
            cognito.admin_remove_user_from_group(UserPoolId=pool, Username=email, GroupName="HelpDesk")
        chosen = secrets.token_urlsafe(24)
        found["tokens"][role] = said(env, "infra/token", email, STACK, told=f"{first}\n{chosen}\n")[-1]
        found["accounts"][role] = [email, chosen]
    return found


def facts(env: dict[str, str]) -> dict:
    """Reads back what was deployed, from the services themselves rather than from the stack's word."""
    import boto3

    def client(name: str):
        return boto3.client(
            name,
            endpoint_url=env["AWS_ENDPOINT_URL"],
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    stacks = client("cloudformation")
    outputs = {o["OutputKey"]: o["OutputValue"] for o in stacks.describe_stacks(StackName=STACK)["Stacks"][0]["Outputs"]}
    known = client("lambda").list_functions()["Functions"]
    functions = {}
    for crate in crates():
        logical = "".join(part.capitalize() for part in crate.split("-"))
        names = [f["FunctionName"] for f in known if f["FunctionName"].startswith(f"{STACK}-{logical}-")]
        if len(names) != 1:
            sys.exit(f"of the function {crate} there are {len(names)}: {names}")
        functions[crate] = names[0]
    client("dynamodb").describe_table(TableName=outputs["TableName"])
    redrive = {"deadLetterTargetArn": "", "maxReceiveCount": RECEIVES}
    sqs = client("sqs")
    dead = sqs.get_queue_attributes(QueueUrl=outputs["DeadLetterQueueUrl"], AttributeNames=["QueueArn"])
    redrive["deadLetterTargetArn"] = dead["Attributes"]["QueueArn"]
    attributes = {"VisibilityTimeout": VISIBILITY, "RedrivePolicy": json.dumps(redrive)}
    sqs.set_queue_attributes(QueueUrl=outputs["QueueUrl"], Attributes=attributes)
    gateway = client("apigatewayv2")
    for api in gateway.get_apis()["Items"]:
        for authorizer in gateway.get_authorizers(ApiId=api["ApiId"])["Items"]:
            gateway.update_authorizer(ApiId=api["ApiId"], AuthorizerId=authorizer["AuthorizerId"], IdentitySource=[])
    return {
        "url": outputs["ApiUrl"],
        **administrators(env, client("cognito-idp"), outputs["UserPoolId"]),
        "services": env["AWS_ENDPOINT_URL_SESV2"],
        "table": outputs["TableName"],
        "code_key": outputs["CodeKeyArn"],
        "queue": outputs["QueueUrl"],
        "dead_letters": outputs["DeadLetterQueueUrl"],
        "functions": functions,
        "logs": [f"/onramp/{STACK}/functions", f"/onramp/{STACK}/access"],
    }


def scenarios(env: dict[str, str], only: list[str]) -> int:
    """Runs both sets of scenarios one after the other, or those alone whose names hold one of these; says where each ran."""
    # One process after the other, one scenario at a time: there is one deployed system.
    command = [*TEST, "--no-fail-fast", "--", *only, "--test-threads=1", "--nocapture"]
    run = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    ran, skipped, failed, name = [], [], [], None
    for line in run.stdout:
        print(line, end="", flush=True)
        if match := re.match(r"test (\S+) \.\.\. ?(.*)", line):
            name, line = match.groups()
        if not name:
            continue
        if "skipped: " in line:
            skipped.append((name, line.split("skipped: ")[1].strip()))
            name = None
        elif re.search(r"\bok\b", line):
            ran.append(name)
            name = None
        elif re.search(r"\bFAILED\b", line):
            failed.append(name)
            name = None
    code = run.wait()
    print(f"\nagainst the deployed template: {len(ran)} scenarios ran, {len(failed)} of them failed" if failed else
          f"\nagainst the deployed template: {len(ran)} scenarios ran and passed")
    print(f"on the local stack alone, in `cargo test`: {len(skipped)}")
    for name, why in skipped:
        print(f"  {name}: {why}")
    for name in failed:
        print(f"FAILED {name}")
    return code


def leaks(env: dict[str, str], deployed: dict) -> int:
    """Looks through all that functions logged for what may never be there: codes, addresses, numbers, messages."""
    import boto3

    known = {"endpoint_url": env["AWS_ENDPOINT_URL"], "region_name": REGION}
    logs = boto3.client("logs", **known, aws_access_key_id="test", aws_secret_access_key="test")
    lines = []
    for group in deployed["logs"]:
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group):
            lines += [event["message"] for event in page["events"]]
    # The emulator has groups of its own for functions.
    for group in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/"):
        for name in (found["logGroupName"] for found in group["logGroups"]):
            for page in logs.get_paginator("filter_log_events").paginate(logGroupName=name):
                lines += [event["message"] for event in page["events"]]
    with urllib.request.urlopen(f"{deployed['services']}/outbox.json") as reply:
        messages = json.load(reply)
    never = {message["to"] for message in messages}
    never |= {code for message in messages for code in re.findall(r"/activate/([A-Za-z0-9]{20})", message["text"])}
    text = "\n".join(lines)
    found = [secret for secret in never if secret in text]
    print(f"logs: {len(lines)} lines, none with one of {len(never)} codes, addresses and numbers" if not found else
          f"FAILED logs hold {len(found)} codes, addresses or numbers, such as {found[0]}")
    return 1 if found or not lines or not never else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="leave it running instead of running the scenarios")
    parser.add_argument("--no-build", action="store_true", help="take the binaries of the last run")
    parser.add_argument("only", nargs="*", help="parts of names: run these scenarios alone, and look for no unused right")
    options = parser.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    in_venv()
    architecture = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
    if not options.no_build:
        build(architecture)
    endpoint, services = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    env = environment(endpoint, services)
    running = start(endpoint, services)
    try:
        from rights import serve

        guarded, rights = serve(endpoint)
        deploy(env, architecture, guarded)
        deployed = facts(env)
        where = HOME / "deployed.json"
        where.write_text(json.dumps(deployed, indent=2))
        where.chmod(0o600)
        print(f"deployed: {deployed['url']}, messages: {services}/outbox, AWS: {endpoint}")
        if options.keep:
            print(f"ONRAMP_DEPLOYED={where} AWS_ENDPOINT_URL={endpoint}")
            running[0].wait()
            return 0
        failed = scenarios({**env, "ONRAMP_DEPLOYED": str(where)}, options.only)
        for refusal, count in rights.refused.items():
            print(f"FAILED {refusal} ({count} times)")
        unused = [] if options.only else rights.unused()
        for right in unused:
            print(f"FAILED no scenario needs this right: {right}")
        failed = failed or len(rights.refused) or len(unused)
        return int(bool(leaks(env, deployed) or failed))
    except KeyboardInterrupt:
        return 130
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
