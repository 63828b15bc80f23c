"""A real mail server for tests: STARTTLS with a certificate made on the spot, a user and a password, and what came over the wire."""

import email
import email.policy
import ssl
import subprocess
import threading
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "shop", "s3cretly/+ word"


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    certificate, key = folder / "mail.crt", folder / "mail.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
         "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key


class Letter:
    """One mail as it came."""

    def __init__(self, sender: str, recipients: list[str], raw: bytes):
        self.sender, self.recipients, self.raw = sender, recipients, raw
        self.message: EmailMessage = email.message_from_bytes(raw, policy=email.policy.default)

    def part(self, kind: str) -> str:
        return next(part.get_content() for part in self.message.walk() if part.get_content_type() == kind)

    def files(self) -> list[tuple[str, bytes]]:
        return [(part.get_filename(), part.get_payload(decode=True)) for part in self.message.iter_attachments()]


class MailServer:
    """Takes mail until it is stopped; `answers` gives the next answers to DATA or RCPT in place of a 250; for DATA also what makes one."""

    def __init__(self, folder: Path, tls: bool = True, port: int = 0):
        self.letters: list[Letter] = []
        self.rcpt_answers: list[str] = []
        self.data_answers: list[str | Callable[[], str]] = []
        self.arrived = threading.Condition()
        self.certificate, key = make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        options = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": self._sign_in} if tls else {}
        self.controller = _FreePort(self, hostname="127.0.0.1", port=port, ready_timeout=10, **options)
        self.controller.start()
        self.port = self.controller.server.sockets[0].getsockname()[1]

    def url(self, query: str = "?starttls=required", user: str = USER, password: str = "s3cretly%2F%2B%20word") -> str:
        return f"smtp://{user}:{password}@127.0.0.1:{self.port}{query}"

    @staticmethod
    def _sign_in(server, session, envelope, mechanism, data) -> AuthResult:
        good = data.login.decode() == USER and data.password.decode() == PASSWORD
        return AuthResult(success=good, handled=good)

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.rcpt_answers:
            return self.rcpt_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        answer = self.data_answers.pop(0) if self.data_answers else "250 OK"
        if callable(answer):
            answer = answer()
        with self.arrived:
            if answer.startswith("250"):
                self.letters.append(Letter(envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
            self.arrived.notify_all()
        return answer

    def wait_for(self, count: int, timeout: float = 15) -> list[Letter]:
        """All letters, once there are that many."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.letters) >= count, timeout), f"{len(self.letters)} of {count} mails came"
            return list(self.letters)

    def to(self, recipient: str, timeout: float = 15) -> Letter:
        """The first letter to a recipient."""
        with self.arrived:
            found = lambda: [letter for letter in self.letters if letter.recipients == [recipient]]
            assert self.arrived.wait_for(found, timeout), f"nothing came for {recipient}"
            return found()[0]

    def stop(self) -> None:
        self.controller.stop()


class _FreePort(Controller):
    """Listens at a port that the system chooses."""

    def _trigger_server(self) -> None:
        # The library knocks at the port it was told, which is not the one it got.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
