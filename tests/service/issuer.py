"""An OpenID Connect issuer of the tests: its person has signed in there already, and agrees."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server


class Issuer:
    """On a free port, over TLS where it is given a certificate and its key.

    `claims` is what it says of the person; `sign` makes the token of them.
    """

    def __init__(self, *certificate: Path) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k"})
        self.claims: dict[str, Any] = {"email": "an@example.vn", "email_verified": True}
        tls = (str(certificate[0]), str(certificate[1])) if certificate else None
        self.server = make_server("127.0.0.1", 0, self._app(), threaded=True, ssl_context=tls)
        host = "https://localhost" if tls else "http://127.0.0.1"
        self.url = f"{host}:{self.server.server_port}"
        self.nonce = self.verifier = ""
        self.sign: Callable[[dict[str, Any]], str] = self.sign_with_its_key
        self._thread = threading.Thread(target=self.server.serve_forever)
        self._thread.start()

    def sign_with_its_key(self, said: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": "k"}, said, self.key)

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()

    def _app(self) -> Flask:
        app = Flask("issuer")

        @app.get("/.well-known/openid-configuration")
        def configuration() -> Any:
            places = {"authorization_endpoint": "auth", "token_endpoint": "token"}
            places["jwks_uri"] = "keys"
            known = {name: f"{self.url}/{path}" for name, path in places.items()}
            return jsonify(issuer=self.url, **known)

        @app.get("/keys")
        def keys() -> Any:
            return jsonify(keys=[self.key.as_dict(private=False)])

        @app.get("/auth")
        def auth() -> Any:
            self.nonce = request.args["nonce"]
            back = {"state": request.args["state"], "code": "c0de"}
            return redirect(f"{request.args['redirect_uri']}?{urlencode(back)}")

        @app.post("/token")
        def token() -> Any:
            now = int(time.time())
            said = {"iss": self.url, "aud": "client", "sub": "1", "iat": now, "exp": now + 60}
            said |= {"nonce": self.nonce, **self.claims}
            # None takes a claim away.
            signed = self.sign({name: one for name, one in said.items() if one is not None})
            assert request.form["code"] == "c0de"
            self.verifier = request.form.get("code_verifier", "")
            return jsonify(access_token="a", token_type="Bearer", id_token=signed)

        return app
