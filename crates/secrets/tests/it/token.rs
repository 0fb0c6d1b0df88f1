//! Link tokens.

use std::collections::HashSet;

use latchstring_secrets::keyring::{Keyring, RootKey};
use latchstring_secrets::token::{DeriveTokenError, LinkToken};
use proptest::prelude::*;

use crate::support::{counting, ids, ring};

/// The token of the vectors, see `formats.rs`.
const KNOWN: &str = "lsi_vD9Vw9bgC-gOx7pe1jv51AIuIooFD5z4dbGcWHtu9yQ";

fn sample() -> Keyring {
    Keyring::new(RootKey::new("00000001".parse().unwrap(), counting(0)).unwrap())
}

#[test]
fn a_token_comes_back_after_a_rotation_and_not_under_a_killed_key() {
    let ring = ring(4, 2);
    let [first, second] = ids(&ring)[..] else { panic!("two keys") };
    let token = LinkToken::derive(&ring, first, &[1; 16], 1).unwrap();
    let rotated = ring.promote(second).unwrap();
    assert_eq!(LinkToken::derive(&rotated, first, &[1; 16], 1).unwrap().expose(), token.expose());
    for without in [rotated.disable(first).unwrap(), rotated.retire(first).unwrap()] {
        assert_eq!(LinkToken::derive(&without, first, &[1; 16], 1).err(), Some(DeriveTokenError(first)));
    }
}

#[test]
fn t013_each_id_generation_and_key_has_its_own_token() {
    let ring = ring(13, 3);
    let mut tokens = HashSet::new();
    for key in ids(&ring) {
        for id in 0..10 {
            for generation in [0, 1, 2, 255, 256, u32::MAX] {
                let token = LinkToken::derive(&ring, key, &[id; 16], generation).unwrap();
                assert!(tokens.insert(token.digest()));
            }
        }
    }
    assert_eq!(tokens.len(), 3 * 10 * 6);
}

proptest! {
    #[test]
    fn a_token_is_read_as_it_was_written(id in any::<[u8; 16]>(), generation in any::<u32>()) {
        let ring = sample();
        let token = LinkToken::derive(&ring, ring.primary_id(), &id, generation).unwrap();
        prop_assert_eq!(token.expose().len(), 47);
        let again = LinkToken::parse(token.expose()).unwrap();
        prop_assert_eq!(again.expose(), token.expose());
        prop_assert_eq!(again.digest(), token.digest());
    }

    #[test]
    fn t037_any_text_is_no_token(text in ".{0,100}") {
        prop_assert!(LinkToken::parse(&text).is_err());
    }
}

#[test]
fn t019_one_spelling_is_accepted() {
    assert!(LinkToken::parse(KNOWN).is_ok());
    let mut odd = vec![
        KNOWN.replace("lsi_", "LSI_"),
        KNOWN.replace("lsi_", "lsk_"),
        KNOWN.replace("lsi_", ""),
        format!("{KNOWN}="),
        format!("{KNOWN}\n"),
        format!(" {KNOWN}"),
        format!("{KNOWN}A"),
        KNOWN[..46].to_owned(),
        format!("{}+", &KNOWN[..46]),
    ];
    // 32 bytes leave two bits of the last character unused: three of four spellings are refused.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let canonical = alphabet.char_indices().filter(|(value, _)| value % 4 == 0);
    for (value, digit) in canonical {
        let head = &KNOWN[..46];
        assert!(LinkToken::parse(&format!("{head}{digit}")).is_ok());
        odd.extend(alphabet.chars().skip(value + 1).take(3).map(|next| format!("{head}{next}")));
    }
    for text in odd {
        assert!(LinkToken::parse(&text).is_err(), "{text}");
    }
}

#[test]
fn t039_the_digest_is_sha_256_of_the_text() {
    use sha2::Digest as _;
    let expected: [u8; 32] = sha2::Sha256::digest(KNOWN.as_bytes()).into();
    assert_eq!(LinkToken::parse(KNOWN).unwrap().digest().as_bytes(), &expected);
}
