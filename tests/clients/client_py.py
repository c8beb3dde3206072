"""What scripts that use duo_client see. Run by tests/clients/run, which says in the environment where the stack is."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import time
import unittest
import urllib.parse
import urllib.request

import duo_client
from duo_client import client as client_module

HTTP, HTTPS, CA = (os.environ[f"ONRAMP_{name}"] for name in ("HTTP", "HTTPS", "CA"))
PEOPLE = int(os.environ["ONRAMP_PEOPLE"])
PORT = urllib.parse.urlsplit(HTTPS).port


def admin(who: str = "ALL", host: str = "localhost", **options) -> duo_client.Admin:
    ikey, skey = os.environ[f"ONRAMP_{who}"].split(":")
    return duo_client.Admin(ikey, skey, host, port=PORT, ca_certs=CA, **options)


def count() -> int:
    token = json.load(urllib.request.urlopen(f"{HTTP}/dev/token", b'{"role":"Owner"}'))["access_token"]
    ask = urllib.request.Request(f"{HTTP}/api/unactivated/count", headers={"Authorization": f"Bearer {token}"})
    return json.load(urllib.request.urlopen(ask))["email"]


def redeem(url: str) -> tuple[int, dict]:
    ask = urllib.request.Request(f"{HTTP}/push/v2/activation/{url.rsplit('/', 1)[1]}?platform=Android", b"")
    try:
        reply = urllib.request.urlopen(ask)
        return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


class Clients(unittest.TestCase):
    def fails(self, code: int, call, *args, **kwargs) -> dict:
        with self.assertRaises(RuntimeError) as raised:
            call(*args, **kwargs)
        error = raised.exception
        self.assertEqual((error.status, error.data["code"]), (code // 100, code), error.data)
        self.assertNotIn("response", error.data)
        return error.data

    def person(self, name: str, number: str = "", **phone) -> tuple[dict, dict]:
        api = admin()
        user = api.add_user(name, realname=name.title(), email=f"{name}@example.org")
        kind = {"type": "mobile", "platform": "generic smartphone", **phone}
        made = api.add_phone(number=number or None, **kind)
        api.add_user_phone(user["user_id"], made["phone_id"])
        return user, made


class Slice(Clients):
    def test_from_a_new_user_to_an_active_phone_and_the_log(self):
        api, before, began = admin(), count(), int(time.time())
        user, phone = self.person("ada", "+1 212 555 0101")
        self.assertEqual((phone["number"], phone["type"], phone["platform"]),
                         ("+12125550101", "Mobile", "Generic Smartphone"))
        self.assertEqual((phone["activated"], phone["capabilities"]), (False, ["sms", "phone"]))
        self.assertEqual(count(), before + 1)
        first = api.create_activation_url(phone["phone_id"], valid_secs=3600, install="1")
        self.assertEqual(first["valid_secs"], 3600)
        self.assertTrue(first["installation_url"].startswith("https://"))
        query = urllib.parse.urlsplit(first["activation_barcode"]).query
        self.assertTrue(query.startswith("value=duo%3A%2F%2F"), query)
        png = urllib.request.urlopen(first["activation_barcode"])
        self.assertEqual((png.headers["content-type"], png.read(4)), ("image/png", b"\x89PNG"))
        second = api.create_activation_url(phone["phone_id"])
        self.assertEqual((second["valid_secs"], "installation_url" in second), (86400, False))
        self.assertEqual(redeem(first["activation_url"])[1]["code"], 40403)
        self.assertEqual(redeem(second["activation_url"])[0], 200)
        active = api.get_phone_by_id(phone["phone_id"])
        self.assertEqual((active["activated"], active["platform"]), (True, "Google Android"))
        self.assertIn("mobile_otp", active["capabilities"])
        self.assertEqual([held["user_id"] for held in active["users"]], [user["user_id"]])
        self.assertEqual(count(), before)
        self.fails(40002, api.create_activation_url, phone["phone_id"])
        lines = api.get_administrator_log(mintime=began)
        mine = [line for line in lines if user["user_id"] in str(line) or phone["phone_id"] in str(line)]
        # Lines of the same second are in no order.
        self.assertEqual(sorted(line["action"] for line in mine),
                         ["phone_activate", "phone_associate", "phone_create", "regen_mobile", "regen_mobile",
                          "user_create"])
        self.assertEqual([line["timestamp"] for line in lines], sorted(line["timestamp"] for line in lines))
        by = {line["action"]: line for line in mine}
        self.assertEqual((by["user_create"]["username"], by["phone_activate"]["username"]), ("API", user["user_id"]))
        self.assertEqual(json.loads(by["phone_associate"]["description"])["phone_id"], phone["phone_id"])
        told = json.dumps(lines)
        for secret in ("ada@example.org", "2125550101", second["activation_url"].rsplit("/", 1)[1]):
            self.assertNotIn(secret, told)
        api.delete_phone(phone["phone_id"])
        api.delete_user(user["user_id"])

    def test_every_field_of_a_user(self):
        api = admin()
        user = api.add_user("bo", realname="Bo Żółw 山", status="bypass", notes="of the night\nshift", email="Bo@Example.org",
                            firstname="Bo", lastname="Żółw", alias1="bo1", aliases="alias2=bo2&alias8=bo+8")
        self.assertEqual(user["aliases"], {"alias1": "bo1", "alias2": "bo2", "alias8": "bo 8"})
        self.assertEqual((user["alias1"], user["alias3"], user["status"]), ("bo1", None, "bypass"))
        self.assertEqual((user["is_enrolled"], user["groups"], user["phones"]), (False, [], []))
        self.assertAlmostEqual(user["created"], time.time(), delta=60)
        same = api.update_user(user["user_id"], notes="")
        self.assertEqual((same["notes"], same["realname"], same["alias1"]), ("", "Bo Żółw 山", "bo1"))
        self.assertEqual(api.update_user(user["user_id"], alias1="")["aliases"], {"alias2": "bo2", "alias8": "bo 8"})
        api.update_user(user["user_id"], username="robert", email="")
        self.assertEqual(api.get_users_by_name("bo"), [])
        for name in ("ROBERT", "bo2"):
            self.assertEqual([found["user_id"] for found in api.get_users_by_name(name)], [user["user_id"]])
        self.assertEqual(api.get_user_by_email("bo@example.org"), [])
        api.update_user(user["user_id"], email="bo@example.org")
        self.assertEqual([found["username"] for found in api.get_user_by_email("BO@example.org")], ["robert"])
        other = api.add_user("rob")
        self.assertEqual(len(list(api.get_users_by_names(["robert", "rob", "nobody"]))), 2)
        self.assertEqual(len(list(api.get_users_by_ids([user["user_id"], other["user_id"]]))), 2)
        self.fails(40003, api.add_user, "Robert")
        self.fails(40003, api.add_user, "bo2")
        self.fails(40003, api.update_user, other["user_id"], alias1="robert")
        self.fails(40002, api.update_user, other["user_id"], status="asleep")
        self.fails(40002, api.update_user, other["user_id"], email="nobody")
        for made in (user, other):
            self.assertEqual(api.delete_user(made["user_id"]), "")
            self.assertEqual(api.delete_user(made["user_id"]), "")
        self.fails(40401, api.get_user_by_id, user["user_id"])

    def test_every_field_of_a_phone(self):
        api = admin()
        phone = api.add_phone(number="212-555-0102", extension="12", name="Desk", type="Landline", predelay="5", postdelay="1")
        self.assertEqual((phone["number"], phone["extension"], phone["predelay"]), ("+12125550102", "12", "5"))
        self.assertEqual(phone["platform"], "Unknown")
        self.assertEqual(api.get_phones_by_number("+12125550102"), [])
        self.assertEqual(len(api.get_phones_by_number("+12125550102", "12")), 1)
        plain = api.add_phone(number="+12125550102")
        self.assertEqual(plain["type"], "Unknown")
        self.fails(40003, api.add_phone, number="(212) 555 0102")
        moved = api.update_phone(plain["phone_id"], number="+44 7400 123456", type="mobile", platform="windows phone 7")
        self.assertEqual((moved["number"], moved["platform"]), ("+447400123456", "Windows Phone"))
        self.assertEqual([p["phone_id"] for p in api.get_phones_by_number("+447400123456")], [plain["phone_id"]])
        refused = self.fails(40002, api.add_phone, number="12")
        self.assertIn("number", refused["message_detail"])
        self.fails(40002, api.add_phone, type="pager")
        self.fails(40002, api.create_activation_url, phone["phone_id"])
        self.fails(40002, api.create_activation_url, plain["phone_id"])
        self.assertIn(phone["phone_id"], {found["phone_id"] for found in api.get_phones()})
        for made in (phone, plain):
            self.assertEqual(api.delete_phone(made["phone_id"]), "")
            self.assertEqual(api.delete_phone(made["phone_id"]), "")

    def test_attaching_detaching_and_what_becomes_of_links(self):
        api, before = admin(), count()
        user, phone = self.person("cy", platform="apple ios")
        self.assertEqual((phone["number"], phone["capabilities"]), ("", []))
        self.assertEqual([p["phone_id"] for p in api.get_user_phones(user["user_id"])], [phone["phone_id"]])
        self.assertTrue(api.get_user_by_id(user["user_id"])["is_enrolled"])
        link = api.create_activation_url(phone["phone_id"])["activation_url"]
        self.assertEqual(count(), before + 1)
        api.update_user(user["user_id"], status="disabled")
        self.assertEqual(count(), before)
        api.update_user(user["user_id"], status="active")
        api.delete_user_phone(user["user_id"], phone["phone_id"])
        api.delete_user_phone(user["user_id"], phone["phone_id"])
        self.assertEqual(count(), before)
        self.assertEqual(redeem(link)[0], 404)
        self.fails(40002, api.create_activation_url, phone["phone_id"])
        api.add_user_phone(user["user_id"], phone["phone_id"])
        link = api.create_activation_url(phone["phone_id"])["activation_url"]
        api.delete_user(user["user_id"])
        self.assertEqual((redeem(link)[0], count()), (404, before))
        self.assertEqual(api.get_phone_by_id(phone["phone_id"])["users"], [])
        self.fails(40401, api.add_user_phone, user["user_id"], phone["phone_id"])
        api.delete_phone(phone["phone_id"])

    def test_links_by_sms(self):
        api = admin()
        user, phone = self.person("dora", "+12125550110")
        sent = api.send_sms_activation_to_phone(phone["phone_id"], valid_secs=600, install="1",
                                                installation_msg="Get it: <insturl>", activation_msg="Go: <acturl>")
        outbox = json.load(urllib.request.urlopen(f"{HTTP}/outbox.json?to=%2B12125550110"))
        self.assertEqual([message["text"] for message in outbox], [sent["activation_msg"], sent["installation_msg"]])
        self.assertEqual(sent["valid_secs"], 600)
        self.assertEqual(redeem(sent["activation_msg"].split()[-1])[0], 200)
        self.assertIn("https://", api.send_sms_installation(phone["phone_id"])["installation_msg"])
        self.fails(40002, api.send_sms_installation, phone["phone_id"], "no link")
        self.fails(40002, api.send_sms_activation_to_phone, phone["phone_id"], activation_msg="no link")
        api.delete_phone(phone["phone_id"])
        api.delete_user(user["user_id"])

    def test_enrolling(self):
        api = admin()
        code = api.enroll_user("eve", "eve@example.org", valid_secs=3600)
        self.assertRegex(code, "^[A-Za-z0-9]{20}$")
        self.assertNotEqual(api.enroll_user("eve", "eve@example.org"), code)
        (user,) = api.get_users_by_name("eve")
        self.assertFalse(user["is_enrolled"])
        self.fails(40001, api.json_api_call, "POST", "/admin/v1/users/enroll", {"username": "x"})
        api.delete_user(user["user_id"])


class Signing(Clients):
    def test_every_version_and_digest(self):
        for version in (2, 4, 5):
            for host in ("localhost", "127.0.0.1"):
                api = admin(host=host, sig_version=version)
                user = api.add_user(f"signed {version} ~!'()*", realname="a+b=c&d 山")
                self.assertEqual(api.get_users_by_name(user["username"])[0]["realname"], "a+b=c&d 山")
                api.delete_user(user["user_id"])
        old = admin("OLD", sig_version=2, digestmod=hashlib.sha1)
        old.get_users(limit=1)
        self.fails(40103, admin(sig_version=2, digestmod=hashlib.sha1).get_users, limit=1)

    def test_each_refusal_has_its_code(self):
        api = admin()
        wrong = admin()
        wrong.skey = wrong.skey.swapcase()
        self.fails(40103, wrong.get_users, limit=1)
        wrong = admin()
        wrong.ikey = "DI" + "0" * 18
        self.fails(40102, wrong.get_users, limit=1)
        self.fails(40301, admin("READER").add_user, "nobody")
        self.fails(40301, admin("READER").get_administrator_log)
        self.fails(40001, api.json_api_call, "POST", "/admin/v1/users", {})
        self.fails(40401, api.json_api_call, "GET", "/admin/v1/nothing", {})
        self.fails(40401, api.get_user_by_id, "DU" + "0" * 18)
        self.fails(40501, api.json_api_call, "DELETE", "/admin/v1/users", {})
        self.fails(40002, api.json_api_call, "GET", "/admin/v1/users", {"limit": "many"})
        now = client_module.email.utils.formatdate
        try:
            client_module.email.utils.formatdate = lambda: now(time.time() - 400)
            self.fails(40105, api.get_users, limit=1)
        finally:
            client_module.email.utils.formatdate = now
        for headers, code in ({}, 40101), ({"Authorization": "Basic RElBOmFh", "Host": "localhost"}, 40104):
            connection = http.client.HTTPConnection(urllib.parse.urlsplit(HTTP).netloc)
            connection.request("GET", "/admin/v1/users", headers=headers)
            reply = json.load(connection.getresponse())
            connection.close()
            self.assertEqual((reply["stat"], reply["code"]), ("FAIL", code))

    def test_who_asks_too_often_is_put_off_and_served_later(self):
        """The log may be asked for five times a minute here; the client waits and asks again by itself."""
        api = admin("LIMITED")
        waits = []
        client_module.sleep, slept = waits.append, client_module.sleep
        try:
            for _ in range(5):
                api.get_administrator_log(mintime=int(time.time()))
            begun = int(time.time()) // 60
            try:
                self.fails(42901, api.get_administrator_log, mintime=int(time.time()))
            except AssertionError:
                # The minute ended in between.
                self.assertNotEqual(int(time.time()) // 60, begun)
                return
            self.assertEqual(len(waits), 6)
        finally:
            client_module.sleep = slept


class Lists(Clients):
    def test_bulk_and_the_iterators(self):
        api = admin("BULK")
        listed = count()
        began = time.monotonic()
        ids = []
        for first in range(0, PEOPLE, 100):
            users = [{"username": f"p{n:05}", "email": f"p{n:05}@example.org"} for n in range(first, min(first + 100, PEOPLE))]
            made = api.json_api_call("POST", "/admin/v1/users/bulk_create", {"users": json.dumps(users)})
            ids += [user["user_id"] for user in made]
        for n, user_id in enumerate(ids):
            phone = api.add_phone(number=f"+1212{2000000 + n}", type="mobile", platform="apple ios")
            api.add_user_phone(user_id, phone["phone_id"])
        print(f"\n{PEOPLE} users with a phone each in {time.monotonic() - began:.0f} s", flush=True)
        self.assertEqual(count(), listed + PEOPLE)
        everyone = [user["user_id"] for user in api.get_users_iterator()]
        self.assertEqual(len(everyone), len(set(everyone)))
        self.assertLessEqual(set(ids), set(everyone))
        self.assertEqual(len({phone["phone_id"] for phone in api.get_phones_generator()}), PEOPLE)
        # A script that counts rows by itself sees the same.
        counted = []
        while page := api.get_users(limit=300, offset=len(counted)):
            counted += [user["user_id"] for user in page]
        self.assertEqual(counted, everyone)
        self.fails(40003, api.json_api_call, "POST", "/admin/v1/users/bulk_create",
                   {"users": json.dumps([{"username": "new"}, {"username": "p00000"}])})


if __name__ == "__main__":
    unittest.main()
