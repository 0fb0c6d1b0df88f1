"""Makes fernet.vectors.json: the published Fernet vectors, and links that the package `cryptography` mints.

Needs Python 3.11 and the package `cryptography`:  python3 fernet.py > fernet.vectors.json
"""

import base64
import hashlib
import json
from datetime import datetime

from cryptography.fernet import Fernet

# https://github.com/fernet/spec: verify.json and invalid.json, with the kind of failure in place of its description.
SECRET = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="
HEAD = "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1Ydyk"
GENUINE = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=="
PUBLISHED = [
    ("hello", GENUINE, "01:20:01", "ok"),
    ("incorrect mac", HEAD + "QUFBQUFBQUFBQQ==", "01:20:01", "BadTag"),
    ("too short", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==", "01:20:01", "Malformed"),
    ("invalid base64", "%%%%%%%%%%%%%" + HEAD[13:] + "RtfsH-p1YsUD2Q==", "01:20:01", "Malformed"),
    (
        "payload size not multiple of block size",
        "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm",
        "01:20:01",
        "Malformed",
    ),
    (
        "payload padding error",
        "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==",
        "01:20:01",
        "BadPadding",
    ),
    (
        "far-future TS (unacceptable clock skew)",
        "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==",
        "01:20:01",
        "FromTheFuture",
    ),
    ("expired TTL", HEAD + "RtfsH-p1YsUD2Q==", "01:21:31", "Expired"),
    (
        "incorrect IV (causes padding error)",
        "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==",
        "01:20:01",
        "BadPadding",
    ),
    ("trailing characters after b64 padding", GENUINE + "trailingdata", "01:20:01", "Malformed"),
    (
        "invalid characters in b64",
        "*gAAAAAAdwJ6wAAECAwQFBgcI!CQoLDA0ODy021?cpGVWKZ_eEwC@GM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==",
        "01:20:01",
        "Malformed",
    ),
    (
        "invalid non-urlsafe characters in b64",
        "gAAAAAAdwJ6wAAEC/AwQFBgcICQoLDA0ODy+021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==",
        "01:20:01",
        "Malformed",
    ),
]

NOW, AGE = 1_800_000_000, 3600
FULL = {
    "company": "4711",
    "sites": ["S-1", "Köln/2"],
    "url": "https://portal.example/login?a=1&b=2",
    "country": "DE",
    "owner": "ada@example.org",
    "startDate": "2026-01-31",
    "exp": NOW + 60,
}
SMALL = {"company": "4711"}


def key(name):
    return base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()).decode()


def mint(name, payload, *, secret="old portal", at=NOW - 10, padded=True):
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    iv = hashlib.sha256(name.encode()).digest()[:16]
    fernet = Fernet(key(secret))
    text = fernet._encrypt_from_parts(data, at, iv)
    assert fernet.decrypt_at_time(text, 10**9, at) == data
    return text.decode() if padded else text.decode().rstrip("=")


def link_id(text):
    token = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    named = b"latchstring/foreign-link/v1" + len(b"fernet").to_bytes(8, "big") + b"fernet" + token
    return hashlib.sha256(named).hexdigest()[:32]


def case(name, payload, expect, *, kind="company", company="co_a", now=NOW, **how):
    made = {"name": name, "kind": kind, "public_company_id": company, "now": now}
    made |= {"text": mint(name, payload, **how), "expect": expect}
    if expect == "ok":
        made |= {"issued_at": how.get("at", NOW - 10), "link_id": link_id(made["text"]), "payload": payload}
    return made


def text(body):
    return body.encode()


LINKS = [
    case("ok_small", SMALL, "ok"),
    case("ok_every_field", FULL, "ok"),
    case("ok_second_before_exp", FULL, "ok", now=NOW + 59),
    case("ok_without_padding", {"company": "4711", "country": "FR"}, "ok", padded=False),
    case("ok_nulls", {"company": "4712", "sites": None, "url": None, "exp": None}, "ok", company="co_b"),
    case("ok_connection", FULL | {"connection": "K-9"}, "ok", kind="connection"),
    case("ok_a_minute_ahead", SMALL, "ok", at=NOW + 60),
    case("ok_public_id", {"company": "co_z"}, "ok", company="co_z", secret="old erp"),
    case("ok_second_before_max_age", {"company": "co_z"}, "ok", company="co_z", secret="old erp", at=NOW - AGE + 1),
    case("bad_exp", FULL, "Expired", now=NOW + 60),
    case("bad_exp_negative", SMALL | {"exp": -1}, "Expired"),
    case("bad_max_age", {"company": "co_z"}, "Expired", company="co_z", secret="old erp", at=NOW - AGE),
    case("bad_max_age_before_exp", {"company": "co_z", "exp": NOW + 60}, "Expired", company="co_z", secret="old erp", at=NOW - AGE),
    case("bad_future", SMALL, "FromTheFuture", at=NOW + 61),
    case("bad_other_company", SMALL, "WrongCompany", company="co_b"),
    case("bad_unmapped_company", {"company": "4713"}, "WrongCompany"),
    case("bad_public_id_beside_a_map", {"company": "co_a"}, "WrongCompany"),
    case("bad_public_id_case", {"company": "CO_Z"}, "WrongCompany", company="co_z", secret="old erp"),
    case("bad_connection_in_company_link", SMALL | {"connection": "K-9"}, "BadPayload"),
    case("bad_no_connection_in_connection_link", SMALL, "BadPayload", kind="connection"),
    case("bad_unknown_key", SMALL | {"maxUses": 1}, "BadPayload"),
    case("bad_key_case", {"Company": "4711"}, "BadPayload"),
    case("bad_repeated_key", text('{"company":"4711","company":"4712"}'), "BadPayload"),
    case("bad_no_company", {"sites": []}, "BadPayload"),
    case("bad_null_company", {"company": None}, "BadPayload"),
    case("bad_number_company", {"company": 4711}, "BadPayload"),
    case("bad_empty_company", {"company": ""}, "BadPayload"),
    case("bad_control_character", SMALL | {"owner": "ada@example.org\r\nBcc: eve@example.org"}, "BadPayload"),
    case("bad_fraction_exp", SMALL | {"exp": NOW + 60.5}, "BadPayload"),
    case("bad_text_exp", SMALL | {"exp": "2027-01-15T08:00:00Z"}, "BadPayload"),
    case("bad_huge_exp", text('{"company":"4711","exp":9223372036854775808}'), "BadPayload"),
    case("bad_sites_text", SMALL | {"sites": "S-1"}, "BadPayload"),
    case("bad_sites_number", SMALL | {"sites": [1]}, "BadPayload"),
    case("bad_array", [SMALL], "BadPayload"),
    case("bad_two_objects", text('{"company":"4711"}{}'), "BadPayload"),
    case("bad_not_utf8", b'{"company":"\xff"}', "BadPayload"),
    case("bad_not_json", b"hello", "BadPayload"),
    case("bad_empty_payload", b"", "BadPayload"),
    case("bad_unknown_secret", SMALL, "BadTag", secret="somebody else"),
]


def unix(clock):
    return int(datetime.fromisoformat(f"1985-10-26T{clock}-07:00").timestamp())


print(
    json.dumps(
        {
            "published": {
                "source": "https://github.com/fernet/spec, verify.json and invalid.json",
                "secret": SECRET,
                "ttl_sec": 60,
                "vectors": [
                    {"name": name, "token": token, "now": unix(clock), "expect": expect}
                    for name, token, clock, expect in PUBLISHED
                ],
            },
            "sources": [
                {"name": "old-portal", "secret": key("old portal"), "companies": {"4711": "co_a", "4712": "co_b"}},
                {"name": "old-erp", "secret": key("old erp"), "max_age_seconds": AGE},
            ],
            "links": LINKS,
        },
        indent=2,
    )
)
