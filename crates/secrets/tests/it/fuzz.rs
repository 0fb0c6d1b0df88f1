//! T037: every reader of what strangers send, fed with anything: no panic, no more than 64 kB of memory at any moment,
//! and nothing accepted but what was sealed. An oracle beside each reader says what that is.

use allocation_counter::measure;
use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::link_message::{LinkKind, LinkMessage, LinkTarget, Prefill, open_link, seal_link};
use latchstring_secrets::link_openers::AcceptedLink;
use latchstring_secrets::token::LinkToken;
use proptest::prelude::*;
use serde_json::Value;

use crate::foreign::{KEY, NOW, mint, openers, padded, to_company};
use crate::messages::plain;
use crate::support::{Fixed, encode, ring, rng};

const MOST_BYTES: u64 = 64 * 1024;
const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Runs a reader and holds it to the memory it may take. What the reader returns counts too.
fn bounded<T>(read: impl FnOnce() -> T) -> T {
    let mut outcome = None;
    let taken = measure(|| outcome = Some(read()));
    assert!(taken.bytes_max <= MOST_BYTES, "{} bytes at once", taken.bytes_max);
    outcome.unwrap()
}

/// One thing done to a text.
#[derive(Clone, Debug)]
enum Change {
    Replace(char),
    Insert(String),
    Remove(usize),
    Cut,
    Double,
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, Change)>> {
    let change = prop_oneof![
        6 => prop::char::ranges(vec!['0'..='9', 'A'..='Z', 'a'..='z', '+'..='_'].into()).prop_map(Change::Replace),
        1 => any::<char>().prop_map(Change::Replace),
        2 => "[A-Za-z0-9_=%. -]{0,40}".prop_map(Change::Insert),
        2 => (1..40_usize).prop_map(Change::Remove),
        1 => Just(Change::Cut),
        1 => Just(Change::Double),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), change), 0..4)
}

fn changed(text: &str, changes: &[(prop::sample::Index, Change)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (place, change) in changes {
        let place = place.index(letters.len().max(1)).min(letters.len());
        match change {
            Change::Replace(letter) => {
                if let Some(slot) = letters.get_mut(place) {
                    *slot = *letter;
                }
            }
            Change::Insert(more) => drop(letters.splice(place..place, more.chars())),
            Change::Remove(count) => drop(letters.drain(place..(place + count).min(letters.len()))),
            Change::Cut => letters.truncate(place),
            Change::Double => letters.extend_from_within(..),
        }
    }
    letters.into_iter().collect()
}

/// Texts of every length and alphabet, most of them long enough to get past the first checks.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,300}",
        "[A-Za-z0-9_-]{0,4200}",
        "(lsi_|lsk_live_|lsk_test_|gAAAAA|AQ)[A-Za-z0-9_=-]{0,200}",
        (0..2_000_000_usize).prop_map(|len| "A".repeat(len)),
        (any::<u8>(), prop::collection::vec(any::<u8>(), 0..3100)).prop_map(|(first, rest)| {
            let first = [0x01, 0x80, first][usize::from(first % 3)];
            encode(&[&[first][..], &rest].concat())
        }),
    ]
}

/// CBOR that is nearly right: true heads, wrong claims.
fn items() -> impl Strategy<Value = Vec<u8>> {
    let head = (0..8_u8, 0..32_u8).prop_map(|(major, argument)| vec![major << 5 | argument]);
    let key = prop::sample::select(b"jciepnudstkobl".to_vec()).prop_map(|key| vec![0x61, key]);
    let id = any::<[u8; 16]>().prop_map(|id| [&[0x50][..], &id].concat());
    let claim = (prop::sample::select(vec![0x5b_u8, 0x7b, 0x9b, 0xbb]), any::<u64>())
        .prop_map(|(head, len)| [&[head][..], &len.to_be_bytes()].concat());
    let empties = (1..3000_usize).prop_map(|count| vec![0x60; count]);
    let item = prop_oneof![4 => key, 2 => id, 3 => head, 1 => claim, 1 => empties];
    (0xa0..0xb0_u8, prop::collection::vec(item, 0..40))
        .prop_map(|(map, items)| [vec![map], items.concat()].concat())
}

fn link() -> (Keyring, LinkMessage, String) {
    let ring = ring(37, 2);
    let prefill = Prefill { country: Some("DE".into()), site_ids: vec![[8; 16]; 3], ..Prefill::default() };
    let message = LinkMessage { prefill, ..plain() };
    let text = seal_link(&ring, "co_a", &message, &mut rng(37)).unwrap();
    (ring, message, text)
}

fn is_link_token(text: &str) -> bool {
    let base64url = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    // 43 characters have two bits more than 32 bytes; in the last one they are zero.
    text.len() == 47
        && text.starts_with("lsi_")
        && text.chars().skip(4).all(base64url)
        && text.ends_with(|last| "AEIMQUYcgkosw048".contains(last))
}

fn is_api_key(text: &str) -> bool {
    let greatest = ApiKeyText::generate(ApiKeyMode::Live, &mut Fixed::new(&[255]));
    let digits = |text: &str| text.chars().all(|digit| DIGITS.contains(digit));
    if text.len() != 58 || !["lsk_live_", "lsk_test_"].iter().any(|prefix| text.starts_with(prefix)) {
        return false;
    }
    let (Some(number), Some(checksum)) = (text.get(9..52), text.get(52..)) else { return false };
    // In ASCII the digits stand in the order of their values, so numbers of one length compare as texts.
    digits(number) && number <= &greatest.expose()[9..52] && checksum == crc_digits(&text.as_bytes()[..52])
}

/// CRC-32 bit by bit, in six digits.
fn crc_digits(bytes: &[u8]) -> String {
    let crc = !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    });
    // 62^5 still fits 32 bits, and is the weight of the first of six digits.
    let digit = |place: u32| char::from(DIGITS.as_bytes()[(crc / 62_u32.pow(place) % 62) as usize]);
    (0..6).rev().map(digit).collect()
}

proptest! {
    #[test]
    fn t037_open_link_accepts_what_was_sealed_and_nothing_else(changes in changes(), text in texts()) {
        let (ring, message, genuine) = link();
        for text in [changed(&genuine, &changes), text] {
            match bounded(|| open_link(&ring, LinkKind::Company, "co_a", &text)) {
                Ok(opened) => prop_assert!(text == genuine && opened.message == message),
                Err(_) => prop_assert_ne!(&text, &genuine),
            }
        }
    }

    #[test]
    fn t037_the_fernet_reader_accepts_what_was_minted_and_nothing_else(changes in changes(), text in texts()) {
        let (openers, ring) = (openers(), ring(37, 1));
        let genuine = mint(&KEY, NOW.cast_unsigned(), &[7; 16], br#"{"company":"4711"}"#);
        for text in [changed(&genuine, &changes), text] {
            let minted = text == genuine || text == genuine.trim_end_matches('=');
            let accepted = bounded(|| openers.open(&ring, &to_company("co_a", &text), NOW)).is_ok();
            prop_assert_eq!(accepted, minted, "{}", text);
        }
    }

    #[test]
    fn t037_a_holder_of_the_foreign_key_gets_in_by_the_documented_payload_only(
        payload in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..3000),
            "[\\{\\}\\[\\]\",:a-z0-9]{0,3000}".prop_map(String::into_bytes),
            "\\{\"(company|sites|exp|url)\":(\"4711\"|\\[\\]|1|null|\\[\"S\"\\])\\}".prop_map(String::into_bytes),
        ],
    ) {
        let (openers, ring) = (openers(), ring(37, 1));
        let text = mint(&KEY, NOW.cast_unsigned(), &[7; 16], &payload);
        let accepted = bounded(|| openers.open(&ring, &to_company("co_a", &text), NOW));
        let object: Option<Value> = serde_json::from_slice(&payload).ok();
        let named = object.is_some_and(|object| object == serde_json::json!({ "company": "4711" }));
        prop_assert_eq!(accepted.is_ok(), named);
        let ours = matches!(accepted, Ok(AcceptedLink::Ours(_)));
        prop_assert!(!ours);
    }

    #[test]
    fn t037_link_tokens_are_the_texts_of_their_grammar(changes in changes(), text in texts(), id in any::<[u8; 16]>()) {
        let ring = ring(37, 1);
        let token = LinkToken::derive(&ring, ring.primary_id(), &id, 1).unwrap();
        for text in [changed(token.expose(), &changes), text] {
            let parsed = bounded(|| LinkToken::parse(&text));
            prop_assert_eq!(parsed.is_ok(), is_link_token(&text), "{}", text);
            if let Ok(parsed) = parsed {
                prop_assert_eq!(parsed.expose(), &text);
            }
        }
    }

    #[test]
    fn t037_api_keys_are_the_texts_of_their_grammar(changes in changes(), text in texts(), seed in any::<u64>()) {
        let key = ApiKeyText::generate(ApiKeyMode::Test, &mut rng(seed));
        prop_assert!(is_api_key(key.expose()), "the oracle knows a key");
        for text in [changed(key.expose(), &changes), text] {
            let parsed = bounded(|| ApiKeyText::parse(&text));
            prop_assert_eq!(parsed.is_ok(), is_api_key(&text), "{}", text);
            if let Ok(parsed) = parsed {
                prop_assert_eq!(parsed.expose(), &text);
            }
        }
    }

    #[test]
    fn t037_the_cbor_reader_takes_little_memory_whatever_is_claimed(bytes in items()) {
        if let Ok(message) = bounded(|| LinkMessage::decode(&bytes)) {
            prop_assert_eq!(LinkMessage::decode(&message.encode()), Ok(message));
        }
    }
}

#[test]
fn t037_the_instrument_sees_a_buffer_that_is_too_large() {
    assert!(measure(|| drop(std::hint::black_box(vec![0_u8; 70_000]))).bytes_max > MOST_BYTES);
    assert_eq!(bounded(|| 1), 1);
}

#[test]
fn t037_the_hungriest_messages_stay_within_the_bound() {
    let lists = |utility: usize, locked: usize| {
        let prefill = Prefill {
            utility_types: vec![String::new(); utility],
            locked_fields: vec!["x".into(); locked],
            ..Prefill::default()
        };
        LinkMessage { target: LinkTarget::Connection([1; 16]), prefill, ..plain() }.encode()
    };
    let (most, over) = (lists(256, 256), lists(2900, 0));
    assert!(bounded(|| LinkMessage::decode(&most)).is_ok());
    assert!(bounded(|| LinkMessage::decode(&over)).is_err());
    let sites = Prefill { site_ids: vec![[1; 16]; 173], ..Prefill::default() };
    let sites = LinkMessage { prefill: sites, ..plain() }.encode();
    assert!(bounded(|| LinkMessage::decode(&sites)).is_ok());

    let (openers, ring) = (openers(), ring(37, 1));
    for payload in [
        format!(r#"{{"company":"4711","sites":[{}""]}}"#, "\"\",".repeat(990)),
        format!(r#"{{"company":"4711","sites":[{}"S"]}}"#, "\"S\",".repeat(255)),
        format!(r#"{{"company":"4711","owner":"{}"}}"#, "\\u0041".repeat(490)),
        format!(r#"{{"company":{}"#, "[".repeat(2900)),
    ] {
        assert!(padded(payload.as_bytes()).len() <= 3008, "so long that its token is still looked at");
        let text = mint(&KEY, NOW.cast_unsigned(), &[7; 16], payload.as_bytes());
        assert!(text.len() <= 4096);
        let _ = bounded(|| openers.open(&ring, &to_company("co_a", &text), NOW));
    }
}
