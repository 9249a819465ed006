"""The demo's one-click sign-in: for its own pages on loopback alone."""

import json
import pathlib
import shutil
import tempfile
import unittest

import pair

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


class TestDemoSignIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="matterwire-demo-"))
        cls.process = pair.Process(
            "demo", "--data", cls.folder, "--port", "0", "--sandbox-port", "0", "--matters", "2")
        ready = cls.folder / "demo.json"
        pair.until("the demo to get ready", lambda: cls.process.alive() and ready.exists())
        cls.url = json.loads(ready.read_text())["portal"]

    @classmethod
    def tearDownClass(cls):
        cls.process.stop()
        shutil.rmtree(cls.folder, ignore_errors=True)

    def post(self, path, form="", **headers):
        fields = {"Content-Type": "application/x-www-form-urlencoded", **OWN_PAGE}
        fields.update({name.replace("_", "-"): value for name, value in headers.items()})
        return pair.call("POST", self.url + path, form.encode(), fields)

    def session(self):
        return self.post("/demo/sign-in", "role=broker").headers["Set-Cookie"].split(";")[0]

    def status_of_list(self, cookie):
        return pair.call("GET", self.url + "/", headers={"Cookie": cookie}).status

    def test_a_persona_is_signed_in_and_out(self):
        cookie = self.session()
        self.assertEqual(self.status_of_list(cookie), 200)
        self.assertEqual(self.post("/sign-out", Cookie=cookie).status, 303)
        self.assertEqual(self.status_of_list(cookie), 303)

    def test_a_form_of_another_site_is_refused(self):
        for path in ("/demo/sign-in", "/sign-out"):
            self.assertEqual(self.post(path, "role=broker", Sec_Fetch_Site="cross-site").status, 403)
        cookie = self.session()
        self.assertEqual(self.post("/sign-out", Cookie=cookie, Sec_Fetch_Site="cross-site").status, 403)
        self.assertEqual(self.status_of_list(cookie), 200)

    def test_a_host_name_that_resolves_to_loopback_is_refused(self):
        self.assertEqual(self.post("/demo/sign-in", "role=broker", Host="rebound.example").status, 403)

    def test_a_malformed_form_is_refused(self):
        for form in ("", "role=", "role=owner", "role=%zz", "role=broker&role=staff", "{}"):
            self.assertEqual(self.post("/demo/sign-in", form).status, 400, form)

    def test_a_form_over_the_limit_is_refused(self):
        self.assertEqual(self.post("/demo/sign-in", "role=" + "a" * 1024).status, 413)


if __name__ == "__main__":
    unittest.main()
