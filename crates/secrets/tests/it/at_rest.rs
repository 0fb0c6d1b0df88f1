//! The box at rest under attack. The vault's wrapped key stands for all that are built on it.

use latchstring_secrets::at_rest::{AtRestError, sealing_key};
use latchstring_secrets::session::{open_state, seal_state};
use latchstring_secrets::vault::{DataKey, VaultContext};
use latchstring_secrets::webhook::WebhookSecret;
use proptest::prelude::*;

use crate::support::{ids, ring, rng};

#[test]
fn t017_every_flipped_bit_and_every_cut_is_refused() {
    let ring = ring(17, 1);
    let sealed = seal_state(&ring, &[1; 16], b"state", &mut rng(17));
    for bit in 0..sealed.len() * 8 {
        let mut forged = sealed.clone();
        forged[bit / 8] ^= 1 << (bit % 8);
        assert!(open_state(&ring, &[1; 16], &forged).is_err(), "bit {bit}");
    }
    for cut in 1..=sealed.len() {
        assert!(open_state(&ring, &[1; 16], &sealed[cut..]).is_err());
        assert!(open_state(&ring, &[1; 16], &sealed[..sealed.len() - cut]).is_err());
        assert!(open_state(&ring, &[1; 16], &[sealed.clone(), vec![0; cut]].concat()).is_err());
    }
}

#[test]
fn t026_a_box_of_one_use_fails_under_the_others() {
    let ring = ring(26, 1);
    let id = [5; 16];
    let context = VaultContext { workspace: id, connection: id };
    let wrapped = DataKey::generate(&mut rng(1)).wrap(&ring, &context, &mut rng(2));
    let webhook = WebhookSecret::generate(&mut rng(3)).seal(&ring, &id, &id, &mut rng(4));
    let state = seal_state(&ring, &id, &[0; 32], &mut rng(5));
    assert_eq!(DataKey::unwrap(&ring, &context, &webhook).err(), Some(AtRestError::BadTag));
    assert_eq!(DataKey::unwrap(&ring, &context, &state).err(), Some(AtRestError::BadTag));
    assert_eq!(WebhookSecret::open(&ring, &id, &id, &wrapped).err(), Some(AtRestError::BadTag));
    assert_eq!(WebhookSecret::open(&ring, &id, &id, &state).err(), Some(AtRestError::BadTag));
    assert_eq!(open_state(&ring, &id, &wrapped).err(), Some(AtRestError::BadTag));
    assert_eq!(open_state(&ring, &id, &webhook).err(), Some(AtRestError::BadTag));
}

#[test]
fn t025_a_missing_key_is_named_and_a_disabled_one_still_reads_the_database() {
    let ring = ring(25, 2);
    let [first, second] = ids(&ring)[..] else { panic!("two keys") };
    let sealed = seal_state(&ring, &[1; 16], b"state", &mut rng(25));
    assert_eq!(sealing_key(&sealed), Ok(first));
    let disabled = ring.promote(second).unwrap().disable(first).unwrap();
    assert!(open_state(&disabled, &[1; 16], &sealed).is_ok(), "re-sealing after a leak needs the leaked key");
    assert_eq!(sealing_key(&seal_state(&disabled, &[1; 16], b"", &mut rng(1))), Ok(second));
    let removed = disabled.retire(first).unwrap();
    assert_eq!(open_state(&removed, &[1; 16], &sealed).err(), Some(AtRestError::UnknownKey(first)));
}

#[test]
fn t024_another_version_is_told_apart() {
    let ring = ring(24, 1);
    let mut sealed = seal_state(&ring, &[1; 16], b"state", &mut rng(24));
    for version in [0, 2, 255] {
        sealed[0] = version;
        assert_eq!(open_state(&ring, &[1; 16], &sealed).err(), Some(AtRestError::UnknownVersion));
        assert_eq!(sealing_key(&sealed), Err(AtRestError::UnknownVersion));
    }
    assert_eq!(sealing_key(&[]), Err(AtRestError::Malformed));
    assert_eq!(sealing_key(&[1; 84]), Err(AtRestError::Malformed));
}

proptest! {
    #[test]
    fn what_was_sealed_opens_to_the_same(state in proptest::collection::vec(any::<u8>(), 0..300), seed in any::<u64>()) {
        let ring = ring(seed, 1);
        let sealed = seal_state(&ring, &[7; 16], &state, &mut rng(seed));
        prop_assert_eq!(sealed.len(), 53 + (state.len() / 32 + 1) * 32);
        let opened = open_state(&ring, &[7; 16], &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), &state[..]);
    }
}
