//! Sealed links: what comes back, what the length shows, and what the keys do.

use latchstring_secrets::sealed_link::{
    MAX_MESSAGE_LEN, MAX_TEXT_LEN, MIN_TEXT_LEN, OpenError, Purpose, SealError, open, seal, text_len,
};
use proptest::prelude::*;

use crate::support::{Fixed, decode, encode, ids, ring, rng};

fn purposes() -> impl Strategy<Value = Purpose> {
    proptest::sample::select(Purpose::ALL.to_vec())
}

proptest! {
    #[test]
    fn what_was_sealed_opens_to_the_same(
        purpose in purposes(),
        context in proptest::collection::vec(any::<u8>(), 0..80),
        message in proptest::collection::vec(any::<u8>(), 0..=MAX_MESSAGE_LEN),
        seed in any::<u64>(),
    ) {
        let ring = ring(seed, 2);
        let text = seal(&ring, purpose, &context, &message, &mut rng(seed)).unwrap();
        prop_assert_eq!(text.len(), text_len(message.len()));
        let opened = open(&ring, purpose, &context, &text).unwrap();
        prop_assert_eq!(opened.message.as_slice(), &message[..]);
        prop_assert_eq!(opened.key_id, ring.primary_id());
    }

    #[test]
    fn t022_another_context_or_purpose_never_opens(
        minted in purposes(),
        offered in purposes(),
        context in "[a-zA-Z0-9_]{0,24}",
        other in "[a-zA-Z0-9_]{0,24}",
    ) {
        prop_assume!((minted, &context) != (offered, &other));
        let ring = ring(22, 1);
        let text = seal(&ring, minted, context.as_bytes(), b"message", &mut rng(22)).unwrap();
        prop_assert_eq!(open(&ring, offered, other.as_bytes(), &text).unwrap_err(), OpenError::BadTag);
    }

    #[test]
    fn t023_a_boundary_moved_between_context_and_envelope_is_refused(
        context in proptest::collection::vec(any::<u8>(), 0..40),
        message in proptest::collection::vec(any::<u8>(), 40..120),
    ) {
        // The bytes under the MAC stay the same when they are merely joined; the length before the context is
        // what tells the two apart.
        let ring = ring(23, 1);
        let text = seal(&ring, Purpose::Cursor, &context, &message, &mut rng(23)).unwrap();
        let whole = [context.clone(), decode(&text)].concat();
        for boundary in 0..whole.len() {
            let (moved, envelope) = whole.split_at(boundary);
            let opened = open(&ring, Purpose::Cursor, moved, &encode(envelope));
            prop_assert_eq!(opened.is_ok(), boundary == context.len());
        }
    }

    #[test]
    fn t030_the_ciphertext_is_whole_blocks_of_32(message in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let text = seal(&ring(30, 1), Purpose::CompanyLink, b"", &message, &mut rng(30)).unwrap();
        let ciphertext = decode(&text).len() - 53;
        prop_assert_eq!(ciphertext % 32, 0);
        prop_assert_eq!(ciphertext, (message.len() / 32 + 1) * 32);
    }

    #[test]
    fn t031_equal_lengths_give_equal_lengths_whatever_the_content(byte in any::<u8>(), len in 0..2000_usize) {
        // A compressor anywhere on the way would make the repeated byte shorter.
        let ring = ring(31, 1);
        let mut noise = vec![0; len];
        rand_core::Rng::fill_bytes(&mut rng(len as u64), &mut noise);
        let plain = seal(&ring, Purpose::CompanyLink, b"", &vec![byte; len], &mut rng(31)).unwrap();
        let noisy = seal(&ring, Purpose::CompanyLink, b"", &noise, &mut rng(31)).unwrap();
        prop_assert_eq!(plain.len(), noisy.len());
    }
}

#[test]
fn t031_no_compressor_is_in_the_manifest() {
    let manifest = include_str!("../../Cargo.toml");
    for name in ["flate", "zstd", "brotli", "lz4", "snap", "miniz", "deflate", "compress"] {
        assert!(!manifest.contains(name), "{name}");
    }
}

#[test]
fn t030_a_message_that_no_text_can_hold_is_refused_when_sealed() {
    let ring = ring(1, 1);
    let longest = seal(&ring, Purpose::CompanyLink, b"", &vec![0; MAX_MESSAGE_LEN], &mut rng(1)).unwrap();
    assert!(longest.len() <= MAX_TEXT_LEN);
    assert!(open(&ring, Purpose::CompanyLink, b"", &longest).is_ok());
    let over = seal(&ring, Purpose::CompanyLink, b"", &vec![0; MAX_MESSAGE_LEN + 1], &mut rng(1));
    assert_eq!(over, Err(SealError::TooLong { len: MAX_MESSAGE_LEN + 1 }));
    assert_eq!(text_len(0), MIN_TEXT_LEN);
}

#[test]
fn t025_an_unknown_and_a_disabled_key_are_refused_alike() {
    let ring = ring(25, 2);
    let [first, second] = ids(&ring)[..] else { panic!("two keys") };
    let text = seal(&ring, Purpose::CompanyLink, b"co", b"m", &mut rng(25)).unwrap();

    let rotated = ring.promote(second).unwrap();
    assert!(open(&rotated, Purpose::CompanyLink, b"co", &text).is_ok(), "an old key still opens");
    let disabled = rotated.disable(first).unwrap();
    assert_eq!(open(&disabled, Purpose::CompanyLink, b"co", &text).unwrap_err(), OpenError::UnknownKey);
    let removed = rotated.retire(first).unwrap();
    assert_eq!(open(&removed, Purpose::CompanyLink, b"co", &text).unwrap_err(), OpenError::UnknownKey);
    let enabled = disabled.enable(first).unwrap();
    assert!(open(&enabled, Purpose::CompanyLink, b"co", &text).is_ok());
}

#[test]
fn t025_each_key_of_a_ring_opens_its_own_wherever_it_stands_unless_it_is_disabled() {
    let ring = ring(25, 6);
    for id in ids(&ring) {
        let promoted = ring.promote(id).unwrap();
        let text = seal(&promoted, Purpose::CompanyLink, b"co", b"m", &mut rng(25)).unwrap();
        assert_eq!(open(&ring, Purpose::CompanyLink, b"co", &text).unwrap().key_id, id);
        if id != ring.primary_id() {
            let disabled = ring.disable(id).unwrap();
            let opened = open(&disabled, Purpose::CompanyLink, b"co", &text);
            assert_eq!(opened.unwrap_err(), OpenError::UnknownKey, "{id}");
        }
    }
}

#[test]
fn t026_a_text_of_one_purpose_fails_under_all_others() {
    let ring = ring(26, 1);
    for minted in Purpose::ALL {
        let text = seal(&ring, minted, b"same", b"message", &mut rng(26)).unwrap();
        for offered in Purpose::ALL {
            let opened = open(&ring, offered, b"same", &text);
            assert_eq!(opened.is_ok(), minted == offered, "{minted} offered as {offered}");
        }
    }
}

#[test]
fn t029_a_text_relabelled_for_any_other_key_is_refused() {
    let ring = ring(29, 6);
    let text = seal(&ring, Purpose::CompanyLink, b"co", b"message", &mut rng(29)).unwrap();
    for id in ids(&ring).into_iter().skip(1) {
        let mut envelope = decode(&text);
        envelope[1..5].copy_from_slice(&id.to_bytes());
        let opened = open(&ring, Purpose::CompanyLink, b"co", &encode(&envelope));
        assert_eq!(opened.unwrap_err(), OpenError::BadTag, "{id}");
    }
}

#[test]
fn the_iv_is_taken_from_the_source_as_it_comes() {
    let iv: Vec<u8> = (100..116).collect();
    let text = seal(&ring(1, 1), Purpose::Cursor, b"", b"", &mut Fixed::new(&iv)).unwrap();
    assert_eq!(decode(&text)[5..21], iv);
}

#[test]
fn purposes_are_read_as_they_are_written() {
    for purpose in Purpose::ALL {
        assert_eq!(purpose.to_string().parse(), Ok(purpose));
    }
    assert!("Company-Link".parse::<Purpose>().is_err());
}
