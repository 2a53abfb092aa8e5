"""nginx with the sample of deploy/, filled in as its image or `envsubst` does, on free ports."""

import datetime
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SAMPLE = Path(__file__).parents[2] / "deploy" / "nginx" / "wardsheets.conf.template"
# Debian keeps it where only root's PATH looks.
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

needs_nginx = pytest.mark.skipif(
    NGINX is None, reason="needs nginx; turn on with: apt-get install nginx-light (.ci/run does)"
)

# What Debian's own nginx.conf says around the files of conf.d.
AROUND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/wardsheets.conf;
}}
"""


def make_certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """A certificate of a host that vouches for itself, and its key, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, its_key = folder / "certificate.pem", folder / "certificate.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    its_key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, its_key


def filled_in(words: Mapping[str, str]) -> str:
    """The sample with `${NAME}` replaced; a KeyError names one that it has and nobody gave."""
    return re.sub(r"\$\{(\w+)\}", lambda found: words[found[1]], SAMPLE.read_text("utf-8"))


class TlsProxy:
    """A running nginx in front of a service on a port of this machine."""

    def __init__(self, folder: Path, port: int, upstream: int, certificate: tuple[Path, Path]):
        assert NGINX
        self.folder, self.port = folder, port
        self.url = f"https://localhost:{port}"
        words = {
            "SERVER_NAME": "localhost",
            "PUBLIC_URL": self.url,
            "UPSTREAM": f"127.0.0.1:{upstream}",
            "HTTP_PORT": f"unix:{folder}/plain.socket",
            "HTTPS_PORT": f"127.0.0.1:{port}",
            "CERTIFICATE": str(certificate[0]),
            "CERTIFICATE_KEY": str(certificate[1]),
            "ACCESS_LOG": f"{folder}/access.log",
        }
        (folder / "wardsheets.conf").write_text(filled_in(words), encoding="utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        self.process = subprocess.Popen(
            [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self.folder / "error.log").read_text("utf-8"))

    def log(self) -> str:
        """What it has written of requests."""
        return (self.folder / "access.log").read_text("utf-8")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
