//! The credential vault.

use latchstring_secrets::at_rest::{AtRestError, sealing_key};
use latchstring_secrets::vault::{DataKey, VaultContext, rewrap};
use proptest::prelude::*;

use crate::support::{ids, ring, rng};

const A: VaultContext = VaultContext { workspace: [1; 16], connection: [0xa; 16] };
const B: VaultContext = VaultContext { workspace: [1; 16], connection: [0xb; 16] };
const A_ELSEWHERE: VaultContext = VaultContext { workspace: [2; 16], connection: [0xa; 16] };

/// A row of the vault, as a database keeps it.
struct Row {
    wrapped: Vec<u8>,
    user: Vec<u8>,
    password: Vec<u8>,
}

fn store(ring: &latchstring_secrets::keyring::Keyring, context: &VaultContext, seed: u64) -> Row {
    let mut rng = rng(seed);
    let key = DataKey::generate(&mut rng);
    Row {
        wrapped: key.wrap(ring, context, &mut rng),
        user: key.seal_field(context, "username", b"ada", &mut rng),
        password: key.seal_field(context, "password", b"correct horse", &mut rng),
    }
}

#[test]
fn t165_a_row_has_version_and_key_id_and_hides_what_it_holds() {
    let ring = ring(165, 1);
    let row = store(&ring, &A, 1);
    assert_eq!((row.wrapped[0], &row.wrapped[1..5]), (1, &ring.primary_id().to_bytes()[..]));
    assert_eq!(row.wrapped.len(), 1 + 4 + 16 + 64 + 32);
    assert_eq!((row.user[0], row.password[0]), (1, 1));
    assert_eq!(row.user[1..5], row.password[1..5], "the data key's own id");
    assert_ne!(row.user[1..5], row.wrapped[1..5]);
    assert_eq!(row.user.len(), row.password.len(), "the length of a password does not show");
    let key = DataKey::unwrap(&ring, &A, &row.wrapped).unwrap();
    assert_eq!(key.open_field(&A, "username", &row.user).unwrap().as_slice(), b"ada");
    assert_eq!(key.open_field(&A, "password", &row.password).unwrap().as_slice(), b"correct horse");
}

#[test]
fn t165_every_connection_has_its_own_data_key_and_every_seal_its_own_bytes() {
    let ring = ring(165, 1);
    let mut random = rng(2);
    let (one, other) = (DataKey::generate(&mut random), DataKey::generate(&mut random));
    let sealed = one.seal_field(&A, "password", b"same", &mut random);
    assert_ne!(sealed, one.seal_field(&A, "password", b"same", &mut random));
    assert_eq!(other.open_field(&A, "password", &sealed).err(), Some(AtRestError::OtherDataKey));
    assert_ne!(one.wrap(&ring, &A, &mut random), one.wrap(&ring, &A, &mut random));
}

#[test]
fn t166_nothing_opens_in_the_place_of_something_else() {
    let ring = ring(166, 1);
    let (a, b) = (store(&ring, &A, 1), store(&ring, &B, 2));
    // The row of A copied over that of B, whole or in part.
    assert_eq!(DataKey::unwrap(&ring, &B, &a.wrapped).err(), Some(AtRestError::BadTag));
    assert_eq!(DataKey::unwrap(&ring, &A_ELSEWHERE, &a.wrapped).err(), Some(AtRestError::BadTag));
    let key_b = DataKey::unwrap(&ring, &B, &b.wrapped).unwrap();
    assert_eq!(key_b.open_field(&B, "password", &a.password).err(), Some(AtRestError::OtherDataKey));
    // Even a key that was somehow the same is bound to its place.
    let key_a = DataKey::unwrap(&ring, &A, &a.wrapped).unwrap();
    assert_eq!(key_a.open_field(&B, "password", &a.password).err(), Some(AtRestError::BadTag));
    assert_eq!(key_a.open_field(&A_ELSEWHERE, "password", &a.password).err(), Some(AtRestError::BadTag));
    // Field for field.
    assert_eq!(key_a.open_field(&A, "password", &a.user).err(), Some(AtRestError::BadTag));
    assert_eq!(key_a.open_field(&A, "username", &a.password).err(), Some(AtRestError::BadTag));
    assert_eq!(key_a.open_field(&A, "passwor", &a.password).err(), Some(AtRestError::BadTag));
    // A wrapped key is no field and a field no wrapped key.
    assert!(key_a.open_field(&A, "password", &a.wrapped).is_err());
    assert!(DataKey::unwrap(&ring, &A, &a.password).is_err());
}

#[test]
fn t166_old_over_new_is_refused() {
    let ring = ring(166, 1);
    let (old, new) = (store(&ring, &A, 1), store(&ring, &A, 2));
    let old_key = DataKey::unwrap(&ring, &A, &old.wrapped).unwrap();
    let new_key = DataKey::unwrap(&ring, &A, &new.wrapped).unwrap();
    let refused = Some(AtRestError::OtherDataKey);
    assert_eq!(old_key.open_field(&A, "password", &new.password).err(), refused, "old wrapped key over new");
    assert_eq!(new_key.open_field(&A, "password", &old.password).err(), refused, "old field over new");
    // Relabelling the old field with the new key's id does not help.
    let mut relabelled = old.password.clone();
    relabelled[1..5].copy_from_slice(&new.password[1..5]);
    assert_eq!(new_key.open_field(&A, "password", &relabelled).err(), Some(AtRestError::BadTag));
}

#[test]
fn t167_t168_a_rotation_loses_nothing_and_rewraps_each_row_once() {
    let ring = ring(167, 2);
    let [first, second] = ids(&ring)[..] else { panic!("two keys") };
    let row = store(&ring, &A, 1);
    assert_eq!(rewrap(&ring, &A, &row.wrapped, &mut rng(3)), Ok(None), "nothing to do yet");

    let promoted = ring.promote(second).unwrap();
    let wrapped = rewrap(&promoted, &A, &row.wrapped, &mut rng(3)).unwrap().unwrap();
    assert_eq!((sealing_key(&row.wrapped), sealing_key(&wrapped)), (Ok(first), Ok(second)));
    assert_eq!(rewrap(&promoted, &A, &wrapped, &mut rng(4)), Ok(None), "a second run has nothing to do");

    for ring in [&promoted, &promoted.retire(first).unwrap()] {
        let key = DataKey::unwrap(ring, &A, &wrapped).unwrap();
        assert_eq!(key.open_field(&A, "password", &row.password).unwrap().as_slice(), b"correct horse");
    }
    let retired = promoted.retire(first).unwrap();
    assert_eq!(DataKey::unwrap(&retired, &A, &row.wrapped).err(), Some(AtRestError::UnknownKey(first)));
}

proptest! {
    #[test]
    fn t023_no_two_places_share_the_bytes_under_the_mac(
        workspace in any::<[u8; 16]>(), connection in any::<[u8; 16]>(),
        field in "[a-z|]{0,12}", other in "[a-z|]{0,12}",
        secret in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        let context = VaultContext { workspace, connection };
        let key = DataKey::generate(&mut rng(1));
        let sealed = key.seal_field(&context, &field, &secret, &mut rng(2));
        let opened = key.open_field(&context, &field, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), &secret[..]);
        prop_assert_eq!(key.open_field(&context, &other, &sealed).is_ok(), other == field);
        let swapped = VaultContext { workspace: connection, connection: workspace };
        prop_assert_eq!(key.open_field(&swapped, &field, &sealed).is_ok(), workspace == connection);
    }
}
