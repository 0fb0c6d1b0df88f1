//! T169: a keyring that does not belong to the database is refused at start.

use latchstring_secrets::canary::{CanaryError, check_canary, seal_canary};
use latchstring_secrets::keyring::{Keyring, RootKey};
use proptest::prelude::*;

use crate::support::{decode, encode, ids, ring, rng};

#[test]
fn t169_the_right_ring_passes_before_and_after_a_rotation() {
    let ring = ring(169, 2);
    let canary = seal_canary(&ring, &mut rng(1));
    assert_eq!(check_canary(&ring, &canary), Ok(()));
    let [first, second] = ids(&ring)[..] else { panic!("two keys") };
    let rotated = ring.with_key(RootKey::generate(&mut rng(2))).unwrap().promote(second).unwrap();
    assert_eq!(check_canary(&rotated, &canary), Ok(()), "an added key is fine");
    assert_eq!(check_canary(&rotated.disable(first).unwrap(), &canary), Ok(()));
    assert_ne!(canary, seal_canary(&ring, &mut rng(3)));
}

#[test]
fn t169_another_ring_is_refused_by_name() {
    let ours = ring(1, 1);
    let canary = seal_canary(&ours, &mut rng(1));
    assert_eq!(check_canary(&ring(2, 1), &canary), Err(CanaryError::UnknownKey(ours.primary_id())));
    let same_id = Keyring::new(RootKey::new(ours.primary_id(), [3; 32]).unwrap());
    assert_eq!(check_canary(&same_id, &canary), Err(CanaryError::WrongKey(ours.primary_id())));
}

#[test]
fn t169_a_second_key_that_is_wrong_or_missing_is_found_too() {
    let ring = ring(169, 2);
    let second = ids(&ring)[1];
    let canary = seal_canary(&ring, &mut rng(1));
    let retired = ring.retire(second).unwrap();
    assert_eq!(check_canary(&retired, &canary), Err(CanaryError::UnknownKey(second)));
    let mistyped = self::ring(169, 1).with_key(RootKey::new(second, [3; 32]).unwrap()).unwrap();
    assert_eq!(check_canary(&mistyped, &canary), Err(CanaryError::WrongKey(second)));
}

#[test]
fn a_damaged_canary_is_refused() {
    let ring = ring(5, 1);
    let canary = seal_canary(&ring, &mut rng(1));
    let bytes = decode(&canary);
    for bit in 0..bytes.len() * 8 {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(check_canary(&ring, &encode(&damaged)).is_err(), "bit {bit}");
    }
    for len in 0..bytes.len() {
        assert_eq!(check_canary(&ring, &encode(&bytes[..len])), Err(CanaryError::Malformed), "{len} bytes");
    }
    assert_eq!(check_canary(&ring, &format!("{canary}\n")), Err(CanaryError::Malformed));
}

proptest! {
    #[test]
    fn any_text_is_refused(text in "[A-Za-z0-9_-]{0,200}") {
        prop_assert!(check_canary(&ring(5, 1), &text).is_err());
    }
}
