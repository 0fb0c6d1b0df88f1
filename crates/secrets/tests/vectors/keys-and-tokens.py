"""Makes keys-and-tokens.vectors.json from docs/spec/keys-and-tokens.md alone, sharing no code with the crate.

Needs Python 3.11 and the package `cryptography`:  python3 keys-and-tokens.py > keys-and-tokens.vectors.json
"""

import base64
import hashlib
import hmac
import json
import zlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

ROOT, KEY_ID = bytes(range(32)), bytes.fromhex("00000001")
IV, ID_1, ID_2 = bytes(range(0xF0, 0x100)), bytes([1] * 16), bytes([2] * 16)
DATA_KEY = bytes(range(0x40, 0x60))
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def expand(root, info, length):
    prk = mac(b"latchstring/v1", root)
    return HKDFExpand(hashes.SHA256(), length, info.encode()).derive(prk)


def prefixed(part):
    return len(part).to_bytes(8, "big") + part


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def base62(number, width):
    text = ""
    for _ in range(width):
        text, number = DIGITS[number % 62] + text, number // 62
    return text


def box(root, info, key_id, context, plaintext):
    keys = expand(root, info, 64)
    padded = plaintext + b"\x80"
    padded += bytes(-len(padded) % 32)
    ciphertext = Cipher(algorithms.AES(keys[:32]), modes.CTR(IV)).encryptor().update(padded)
    head = b"\x01" + key_id + IV
    parts = b"".join(prefixed(part) for part in [info.encode(), *context])
    return (head + ciphertext + mac(keys[32:], parts, head, ciphertext)).hex()


def api_key(prefix):
    text = prefix + base62(int.from_bytes(ROOT, "big"), 43)
    return text + base62(zlib.crc32(text.encode()), 6)


first = KEY_ID + mac(expand(ROOT, "latchstring/audit/v1", 32), KEY_ID, b"\x00", prefixed(b"created"))
second = KEY_ID + mac(
    expand(ROOT, "latchstring/audit/v1", 32), KEY_ID, b"\x01", prefixed(first), prefixed(b"viewed")
)
code_tag = mac(
    expand(ROOT, "latchstring/code/v1", 32),
    prefixed(ID_1), prefixed(b"ada@example.org"), prefixed(IV), prefixed(b"042042"),
)
canary_tag = mac(expand(ROOT, "latchstring/canary/v1", 32), b"\x01", KEY_ID, IV)
token_mac = mac(expand(ROOT, "latchstring/token/v1", 32), bytes(range(16)), (7).to_bytes(4, "big"))
data_key_id = expand(DATA_KEY, "latchstring/vault-data-key-id/v1", 4)

print(json.dumps({
    "link_token": "lsi_" + b64(token_mac),
    "api_key_live": api_key("lsk_live_"),
    "api_key_test": api_key("lsk_test_"),
    "session_token": b64(ROOT),
    "session_csrf": b64(mac(ROOT, b"latchstring/csrf/v1")),
    "vault_wrapped_key": box(ROOT, "latchstring/vault/v1", KEY_ID, [ID_1, ID_2], DATA_KEY),
    "vault_field": box(DATA_KEY, "latchstring/vault-field/v1", data_key_id, [ID_1, ID_2, b"password"], b"correct horse"),
    "webhook_secret": box(ROOT, "latchstring/webhook/v1", KEY_ID, [ID_1, ID_2], ROOT),
    "session_state": box(ROOT, "latchstring/session/v1", KEY_ID, [ID_1], b"state"),
    "audit_first": first.hex(),
    "audit_next": second.hex(),
    "canary": b64(b"\x01" + IV + KEY_ID + canary_tag),
    "code": (KEY_ID + IV + code_tag).hex(),
}, indent=1))
