//! T015: every vector of the independent implementation is a test of its own name.

use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::sealed_link::{Purpose, open, seal};
use serde_json::Value;

use crate::support::{Fixed, from_hex};

const FILE: &str = include_str!("../vectors/sealed-link-v1.vectors.json");

struct Vector {
    ring: Keyring,
    purpose: Purpose,
    context: Vec<u8>,
    text: String,
    expect: String,
    /// What it opens to, and what to seal it with again.
    sealed: Option<Sealed>,
}

struct Sealed {
    message: Vec<u8>,
    iv: [u8; 16],
    key_id: String,
}

fn file() -> Value {
    serde_json::from_str(FILE).unwrap()
}

fn vector(name: &str) -> Vector {
    let file = file();
    let ring = Keyring::from_json(&serde_json::json!({ "keyring": file["keyring"] }).to_string()).unwrap();
    let found = file["vectors"].as_array().unwrap().iter().find(|vector| vector["name"] == name).unwrap();
    let text = |field: &str| found[field].as_str().unwrap().to_owned();
    let expect = text("expect");
    let sealed = (expect == "ok").then(|| Sealed {
        message: from_hex(&text("message_hex")),
        iv: from_hex(&text("iv")).try_into().unwrap(),
        key_id: text("key_id"),
    });
    Vector {
        ring,
        purpose: text("purpose").parse().unwrap(),
        context: text("context").into_bytes(),
        text: text("text"),
        expect,
        sealed,
    }
}

fn check(name: &str) {
    let vector = vector(name);
    let opened = open(&vector.ring, vector.purpose, &vector.context, &vector.text);
    let Some(sealed) = vector.sealed else {
        assert_eq!(opened.unwrap_err().to_string(), vector.expect);
        return;
    };
    let opened = opened.unwrap();
    assert_eq!(opened.message.as_slice(), sealed.message);
    assert_eq!(opened.key_id.to_string(), sealed.key_id);
    // Byte-equal in the other direction too, with the vector's key as the primary and its IV.
    let ring = vector.ring.promote(opened.key_id).unwrap();
    let mut rng = Fixed::new(&sealed.iv);
    let again = seal(&ring, vector.purpose, &vector.context, &sealed.message, &mut rng).unwrap();
    assert_eq!(again, vector.text);
}

macro_rules! vectors {
    ($($name:ident,)+) => {
        const NAMES: &[&str] = &[$(stringify!($name)),+];

        $(#[test]
        fn $name() {
            check(stringify!($name));
        })+
    };
}

vectors! {
    ok_company_link,
    ok_connection_link,
    ok_second_key,
    ok_counter_wraps,
    ok_counter_carries,
    ok_empty_message,
    ok_31_bytes,
    ok_32_bytes,
    ok_1200_bytes,
    ok_empty_context,
    bad_wrong_context,
    bad_wrong_purpose,
    bad_iv_bit,
    bad_ciphertext_bit,
    bad_tag_first_bit,
    bad_tag_last_bit,
    bad_version_0,
    bad_version_2,
    bad_unknown_key,
    bad_key_swap,
    bad_truncated_tag,
    bad_no_ciphertext,
    bad_extra_byte,
    bad_swapped_halves,
    bad_empty,
    bad_padding_char,
    bad_plus_slash,
    bad_trailing_bits,
    bad_whitespace,
    bad_inner_space,
    bad_padding_zero,
    bad_padding_extra,
    bad_padding_length,
    bad_too_long,
}

#[test]
fn t015_no_vector_is_forgotten() {
    let file = file();
    let in_file: Vec<&str> =
        file["vectors"].as_array().unwrap().iter().map(|vector| vector["name"].as_str().unwrap()).collect();
    assert_eq!(in_file, NAMES);
}

/// A flag that `aes` does not know is ignored, and the run on the portable cipher would be one like any other.
#[test]
fn t015_a_build_for_the_portable_cipher_has_no_other() {
    let portable = option_env!("RUSTFLAGS").is_some_and(|flags| flags.contains("soft"));
    assert!(!portable || !aes::hardware_accelerated());
}
