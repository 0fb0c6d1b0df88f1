//! No `Debug` shows a secret: neither as text, nor as hexadecimal, nor as a list of numbers.

use std::fmt::Debug;

use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_secrets::code::{CodeBinding, OneTimeCode};
use latchstring_secrets::foreign_link::{Fernet, LinkFormat};
use latchstring_secrets::keyring::{Keyring, RootKey};
use latchstring_secrets::link_message::{LinkMessage, LinkTarget, Prefill};
use latchstring_secrets::sealed_link::{Purpose, open, seal};
use latchstring_secrets::secrecy::ExposeSecret;
use latchstring_secrets::session::SessionToken;
use latchstring_secrets::token::LinkToken;
use latchstring_secrets::vault::DataKey;
use latchstring_secrets::webhook::WebhookSecret;

use crate::foreign;
use crate::support::{Fixed, rng, to_hex};

/// 32 bytes that no other text happens to contain in any of their spellings.
const BYTES: [u8; 32] = *b"\xd3\x9cSeCrEtSeCrEtSeCrEtSeCrEtSeCr\xe7\xf1";

fn shown(value: &dyn Debug) -> String {
    format!("{value:?} {value:#?}")
}

fn hides(value: &dyn Debug, secret: &[u8]) {
    let shown = shown(value);
    let numbers = format!("{:?}", &secret[..4]);
    let numbers = numbers.trim_matches(['[', ']']);
    let text = String::from_utf8_lossy(&secret[2..secret.len().min(12)]).into_owned();
    for spelling in [to_hex(&secret[..4]), numbers.to_owned(), text] {
        assert!(!shown.contains(&spelling), "{shown} shows {spelling}");
    }
}

#[test]
fn keys_show_their_id_only() {
    let key = RootKey::new("0a0b0c0d".parse().unwrap(), BYTES).unwrap();
    hides(&key, &BYTES);
    let ring = Keyring::new(key);
    hides(&ring, &BYTES);
    assert!(shown(&ring).contains("0a0b0c0d"));
    hides(&DataKey::generate(&mut Fixed::new(&BYTES)), &BYTES);
}

#[test]
fn tokens_show_nothing() {
    let ring = Keyring::generate(&mut rng(1));
    let token = LinkToken::derive(&ring, ring.primary_id(), &[1; 16], 1).unwrap();
    hides(&token, &token.expose().as_bytes()[4..]);
    let key = ApiKeyText::generate(ApiKeyMode::Test, &mut Fixed::new(&BYTES));
    hides(&key, &BYTES);
    hides(&key, &key.expose().as_bytes()[9..]);
    assert!(!shown(&key).contains(key.hint()));
    let session = SessionToken::generate(&mut Fixed::new(&BYTES));
    hides(&session, &BYTES);
    hides(&session, session.expose().as_bytes());
    let csrf = session.csrf();
    hides(&csrf, csrf.expose_secret().as_bytes());
    let webhook = WebhookSecret::generate(&mut Fixed::new(&BYTES));
    hides(&webhook, &BYTES);
    hides(&webhook, &webhook.expose().expose_secret().as_bytes()[6..]);
    let code = OneTimeCode::parse("918273").unwrap();
    assert!(!shown(&code).contains("918273"));
    let binding = CodeBinding { session: [0; 16], address: "a" };
    assert_eq!(format!("{:?}", code.seal(&ring, &binding, &mut rng(2))), "CodeSeal(REDACTED)");
}

#[test]
fn messages_show_no_content() {
    let ring = Keyring::generate(&mut rng(1));
    let text = seal(&ring, Purpose::Cursor, b"", &BYTES, &mut rng(2)).unwrap();
    let opened = open(&ring, Purpose::Cursor, b"", &text).unwrap();
    assert_eq!(opened.message.as_slice(), BYTES);
    hides(&opened, &BYTES);
    let prefill = Prefill {
        owner_email: Some("ada@example.org".into()),
        url: Some("https://portal.example/account/5591".into()),
        ..Prefill::default()
    };
    let message = LinkMessage {
        link_id: [0; 16],
        company_id: [0; 16],
        issued_at: 0,
        expires_at: None,
        target: LinkTarget::NewConnection,
        prefill,
    };
    let shown = shown(&message);
    assert!(shown.contains("OwnerEmail") && !shown.contains("ada@") && !shown.contains("5591"), "{shown}");
}

#[test]
fn keys_and_links_of_other_systems_show_neither_key_nor_person() {
    let key = foreign::key(&BYTES);
    hides(&key, &BYTES);
    let fernet = Fernet::new(vec![(foreign::source("old-portal", &[("4711", "co_a")]), key)]).unwrap();
    hides(&fernet, &BYTES);
    assert!(shown(&fernet).contains("old-portal"));
    let payload =
        br#"{"company":"4711","owner":"ada@example.org","url":"https://portal.example/account/5591"}"#;
    let text = foreign::mint(&BYTES, 0, &[7; 16], payload);
    let authentic = fernet.open(&text).unwrap();
    let shown = shown(&authentic);
    assert!(shown.contains("OwnerEmail") && !shown.contains("ada@") && !shown.contains("5591"), "{shown}");
}

#[test]
fn a_digest_shows_its_first_four_bytes() {
    let token = SessionToken::generate(&mut rng(4));
    let digest = token.digest();
    let shown = format!("{digest:?}");
    assert_eq!(shown, format!("SessionDigest({}…)", to_hex(&digest.as_bytes()[..4])));
}
