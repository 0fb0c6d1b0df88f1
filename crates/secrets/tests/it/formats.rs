//! The byte formats of `docs/spec/keys-and-tokens.md`, against the independent implementation beside the vectors.

use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_secrets::audit::{EventSeal, seal_event, verify_event};
use latchstring_secrets::canary::{check_canary, seal_canary};
use latchstring_secrets::code::{CodeBinding, OneTimeCode};
use latchstring_secrets::keyring::{Keyring, RootKey};
use latchstring_secrets::secrecy::ExposeSecret;
use latchstring_secrets::session::{SessionToken, open_state, seal_state};
use latchstring_secrets::token::LinkToken;
use latchstring_secrets::vault::{DataKey, VaultContext};
use latchstring_secrets::webhook::WebhookSecret;
use serde_json::Value;

use crate::support::{Fixed, counting, from_hex, to_hex};

const FILE: &str = include_str!("../vectors/keys-and-tokens.vectors.json");
const CONTEXT: VaultContext = VaultContext { workspace: [1; 16], connection: [2; 16] };

fn vector(name: &str) -> String {
    let file: Value = serde_json::from_str(FILE).unwrap();
    file[name].as_str().unwrap().to_owned()
}

fn ring() -> Keyring {
    Keyring::new(RootKey::new("00000001".parse().unwrap(), counting(0)).unwrap())
}

fn root() -> Fixed {
    Fixed::new(&counting::<32>(0))
}

fn iv() -> Fixed {
    Fixed::new(&(0xf0..=0xff).collect::<Vec<u8>>())
}

#[test]
fn link_token() {
    let ring = ring();
    let token = LinkToken::derive(&ring, ring.primary_id(), &counting(0), 7).unwrap();
    assert_eq!(token.expose(), vector("link_token"));
}

#[test]
fn api_key_live_and_test() {
    assert_eq!(ApiKeyText::generate(ApiKeyMode::Live, &mut root()).expose(), vector("api_key_live"));
    assert_eq!(ApiKeyText::generate(ApiKeyMode::Test, &mut root()).expose(), vector("api_key_test"));
}

#[test]
fn session_token_and_csrf() {
    let token = SessionToken::generate(&mut root());
    assert_eq!(token.expose(), vector("session_token"));
    assert_eq!(token.csrf().expose_secret(), vector("session_csrf"));
}

#[test]
fn vault_wrapped_key_and_field() {
    let key = DataKey::generate(&mut Fixed::new(&counting::<32>(0x40)));
    assert_eq!(to_hex(&key.wrap(&ring(), &CONTEXT, &mut iv())), vector("vault_wrapped_key"));
    let field = key.seal_field(&CONTEXT, "password", b"correct horse", &mut iv());
    assert_eq!(to_hex(&field), vector("vault_field"));
    let stored = DataKey::unwrap(&ring(), &CONTEXT, &from_hex(&vector("vault_wrapped_key"))).unwrap();
    let opened = stored.open_field(&CONTEXT, "password", &from_hex(&vector("vault_field"))).unwrap();
    assert_eq!(opened.as_slice(), b"correct horse");
}

#[test]
fn webhook_secret_at_rest() {
    let secret = WebhookSecret::generate(&mut root());
    assert_eq!(to_hex(&secret.seal(&ring(), &[1; 16], &[2; 16], &mut iv())), vector("webhook_secret"));
}

#[test]
fn session_state() {
    assert_eq!(to_hex(&seal_state(&ring(), &[1; 16], b"state", &mut iv())), vector("session_state"));
    let opened = open_state(&ring(), &[1; 16], &from_hex(&vector("session_state"))).unwrap();
    assert_eq!(opened.as_slice(), b"state");
}

#[test]
fn audit_seals() {
    let first = seal_event(&ring(), None, b"created");
    assert_eq!(to_hex(first.as_bytes()), vector("audit_first"));
    let next = EventSeal::from_bytes(from_hex(&vector("audit_next")).try_into().unwrap());
    assert_eq!(verify_event(&ring(), Some(&first), b"viewed", &next), Ok(()));
}

#[test]
fn canary() {
    assert_eq!(seal_canary(&ring(), &mut iv()), vector("canary"));
    assert_eq!(check_canary(&ring(), &vector("canary")), Ok(()));
}

#[test]
fn code() {
    let binding = CodeBinding { session: [1; 16], address: "ada@example.org" };
    let seal = OneTimeCode::parse("042042").unwrap().seal(&ring(), &binding, &mut iv());
    assert_eq!(to_hex(seal.as_bytes()), vector("code"));
}
