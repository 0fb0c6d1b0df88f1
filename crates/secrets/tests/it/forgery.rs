//! Sealed links under attack: flipped, cut, extended, respelled.

use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::sealed_link::{OpenError, Purpose, open, seal};
use proptest::prelude::*;

use crate::support::{decode, encode, ring, rng};

const CONTEXT: &[u8] = b"co_3vQB7B6MrGQZaxCuFg4oh";

fn sealed(message: &[u8]) -> (Keyring, String) {
    let ring = ring(17, 2);
    let text = seal(&ring, Purpose::CompanyLink, CONTEXT, message, &mut rng(17)).unwrap();
    (ring, text)
}

fn opens(ring: &Keyring, text: &str) -> Result<(), OpenError> {
    open(ring, Purpose::CompanyLink, CONTEXT, text).map(|_| ())
}

#[test]
fn t017_every_flipped_bit_is_refused() {
    let (ring, text) = sealed(&[7; 50]);
    let envelope = decode(&text);
    for bit in 0..envelope.len() * 8 {
        let mut forged = envelope.clone();
        forged[bit / 8] ^= 1 << (bit % 8);
        let expected = match bit / 8 {
            0 => OpenError::UnknownVersion,
            1..=4 => OpenError::UnknownKey,
            _ => OpenError::BadTag,
        };
        assert_eq!(opens(&ring, &encode(&forged)), Err(expected), "bit {bit}");
    }
}

#[test]
fn t018_every_cut_and_extension_is_refused() {
    let (ring, text) = sealed(&[7; 50]);
    let envelope = decode(&text);
    for cut in 1..=envelope.len() {
        assert!(opens(&ring, &encode(&envelope[cut..])).is_err(), "{cut} bytes cut in front");
        assert!(
            opens(&ring, &encode(&envelope[..envelope.len() - cut])).is_err(),
            "{cut} bytes cut at the end"
        );
    }
    for more in 1..=64 {
        for byte in [0x00, 0x80, 0xff] {
            let appended = [envelope.clone(), vec![byte; more]].concat();
            assert!(opens(&ring, &encode(&appended)).is_err(), "{more} bytes appended");
            let before = [vec![byte; more], envelope.clone()].concat();
            assert!(opens(&ring, &encode(&before)).is_err(), "{more} bytes in front");
        }
    }
    for end in 1..text.len() {
        assert!(opens(&ring, &text[..end]).is_err(), "cut after {end} characters");
    }
    assert!(opens(&ring, &format!("{text}{text}")).is_err(), "twice");
}

#[test]
fn t018_the_halves_of_two_texts_do_not_mix() {
    let (ring, one) = sealed(&[7; 50]);
    let other = seal(&ring, Purpose::CompanyLink, CONTEXT, &[7; 50], &mut rng(18)).unwrap();
    assert_eq!(one.len(), other.len());
    for middle in 1..one.len() {
        let mixed = format!("{}{}", &one[..middle], &other[middle..]);
        if mixed != one && mixed != other {
            assert!(opens(&ring, &mixed).is_err(), "mixed after {middle} characters");
        }
    }
}

#[test]
fn t019_one_spelling_is_accepted() {
    // The empty message makes 85 bytes, so standard base64 would pad with two characters.
    let (ring, text) = (0..)
        .map(|seed| {
            let ring = ring(19, 1);
            let text = seal(&ring, Purpose::CompanyLink, CONTEXT, b"", &mut rng(seed)).unwrap();
            (ring, text)
        })
        .find(|(_, text)| text.contains('-') && text.contains('_'))
        .unwrap();
    assert_eq!(opens(&ring, &text), Ok(()));

    let mut spellings = vec![
        format!("{text}="),
        format!("{text}=="),
        text.replace('-', "+"),
        text.replace('_', "/"),
        text.to_lowercase(),
        text.to_uppercase(),
        text.replace('-', "%2D"),
        text.replace('_', "%5F"),
        text.replacen('A', "\u{ff21}", 1),
        text.replacen('A', "\u{391}", 1),
    ];
    for odd in ["\n", "\r\n", " ", "\t", "\0", "\u{a0}", "\u{200b}", "\u{feff}", "."] {
        spellings.push(format!("{text}{odd}"));
        spellings.push(format!("{odd}{text}"));
        spellings.push(format!("{}{odd}{}", &text[..40], &text[40..]));
    }
    // Every last character that stands for the same bytes with other trailing bits.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (head, last) = text.split_at(text.len() - 1);
    spellings
        .extend(alphabet.chars().filter(|next| !last.contains(*next)).map(|next| format!("{head}{next}")));
    for spelling in spellings {
        assert!(opens(&ring, &spelling).is_err(), "{spelling:?}");
    }
}

#[test]
fn t019_unused_trailing_bits_are_malformed_not_a_wrong_tag() {
    // The empty message makes 85 bytes: 114 characters, four bits to spare.
    let (ring, text) = sealed(b"");
    assert_eq!(text.len(), 114);
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = text.as_bytes()[113];
    let value = alphabet.iter().position(|digit| *digit == last).unwrap();
    for bits in 1..16 {
        let respelled = format!("{}{}", &text[..113], char::from(alphabet[value + bits]));
        assert_eq!(opens(&ring, &respelled), Err(OpenError::Malformed), "{bits}");
    }
}

#[test]
fn t020_a_tag_of_another_length_is_refused() {
    let (ring, text) = sealed(&[7; 50]);
    let envelope = decode(&text);
    let (body, tag) = envelope.split_at(envelope.len() - 32);
    for len in [1, 16, 31] {
        let short = [body, &tag[..len]].concat();
        assert_eq!(opens(&ring, &encode(&short)), Err(OpenError::Malformed), "{len} bytes");
    }
    // Without any tag the last block of ciphertext stands in its place, or nothing does.
    assert_eq!(opens(&ring, &encode(body)), Err(OpenError::BadTag));
    let (ring_of_one, one_block) = sealed(b"");
    let one_block = decode(&one_block);
    assert_eq!(opens(&ring_of_one, &encode(&one_block[..53])), Err(OpenError::Malformed));
    let long = [body, tag, &[0]].concat();
    assert_eq!(opens(&ring, &encode(&long)), Err(OpenError::Malformed));
    // The right beginning of a tag is not enough, however much of it there is.
    for right in 0..32 {
        let mut partly = envelope.clone();
        for byte in &mut partly[body.len() + right..] {
            *byte = !*byte;
        }
        assert_eq!(opens(&ring, &encode(&partly)), Err(OpenError::BadTag), "{right} right bytes");
    }
}

#[test]
fn t024_every_other_version_is_refused_before_the_key_is_looked_up() {
    let (ring, text) = sealed(&[7; 50]);
    let mut envelope = decode(&text);
    envelope[1..5].copy_from_slice(&[0xde, 0xad, 0xbe, 0xef]);
    for version in (0..=255).filter(|version| *version != 1) {
        envelope[0] = version;
        assert_eq!(opens(&ring, &encode(&envelope)), Err(OpenError::UnknownVersion), "version {version}");
    }
    envelope[0] = 1;
    assert_eq!(opens(&ring, &encode(&envelope)), Err(OpenError::UnknownKey));
    for header in ["none", r#"{"alg":"none"}"#, "eyJhbGciOiJub25lIn0."] {
        assert!(opens(&ring, &format!("{header}{text}")).is_err());
    }
}

proptest! {
    #[test]
    fn t037_any_text_is_refused(text in ".{0,200}") {
        prop_assert!(opens(&ring(37, 1), &text).is_err());
    }

    #[test]
    fn t037_any_envelope_is_refused(bytes in proptest::collection::vec(any::<u8>(), 0..3200)) {
        prop_assert!(opens(&ring(37, 1), &encode(&bytes)).is_err());
    }

    #[test]
    fn t037_a_right_header_before_anything_is_refused(rest in proptest::collection::vec(any::<u8>(), 80..400)) {
        let ring = ring(37, 1);
        let envelope = [&[1][..], &ring.primary_id().to_bytes(), &rest].concat();
        prop_assert!(matches!(opens(&ring, &encode(&envelope)), Err(OpenError::Malformed | OpenError::BadTag)));
    }
}
