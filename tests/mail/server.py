"""A real mail server for tests: aiosmtpd, behaving as the recipient's name asks.

    server.py TLS [--port PORT] [--cert FILE --key FILE] [--login USER:PASSWORD]

TLS is none, starttls or implicit. The first line on standard output is {"port": ...}; then comes one line for each mail
that was taken: {"from", "to", "helo", "login", "encrypted", "bytes"}, the bytes in base64, as they came over the wire less
the dots of RFC 5321, section 4.5.2. The names before the @:

    nobody   550 to the recipient          busy    451 to the recipient
    spam     554 to the mail               cut     hangs up after the mail, before it has said so
    hung     takes the mail, and the first time never says so
"""

import argparse
import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def tell(line):
    print(json.dumps(line), flush=True)


class Handler:
    def __init__(self):
        self.hung = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "nobody":
            return "550 5.1.1 No such user here"
        if name == "busy":
            return "451 4.3.0 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "spam":
            return "554 5.7.1 Looks like spam"
        tell({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "helo": session.host_name,
            "login": bool(session.authenticated),
            "encrypted": server.transport.get_extra_info("sslcontext") is not None,
            "bytes": base64.b64encode(envelope.original_content).decode(),
        })
        if name == "hung" and not self.hung:
            self.hung = True
            await asyncio.Event().wait()
        if name == "cut":
            server.transport.abort()
        return "250 OK"


async def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("tls", choices=["none", "starttls", "implicit"])
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--cert")
    arguments.add_argument("--key")
    arguments.add_argument("--login")
    given = arguments.parse_args()

    context = None
    if given.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(given.cert, given.key)
    options = {"hostname": "localhost", "enable_SMTPUTF8": True}
    if given.tls == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if given.login:
        expected = tuple(part.encode() for part in given.login.split(":", 1))

        def check(server, session, envelope, mechanism, data):
            known = isinstance(data, LoginPassword) and (data.login, data.password) == expected
            return AuthResult(success=known, handled=False)

        # At an implicit port aiosmtpd does not see that the connection is encrypted.
        require_tls = given.tls == "starttls"
        options |= {"authenticator": check, "auth_required": True, "auth_require_tls": require_tls}
    loop = asyncio.get_running_loop()
    handler = Handler()
    server = await loop.create_server(
        lambda: SMTP(handler, loop=loop, **options),
        host="127.0.0.1",
        port=given.port,
        ssl=context if given.tls == "implicit" else None,
    )
    tell({"port": server.sockets[0].getsockname()[1]})
    await server.serve_forever()


if __name__ == "__main__":
    import logging

    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    asyncio.run(main())
