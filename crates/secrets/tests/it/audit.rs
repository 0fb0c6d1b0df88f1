//! Seals of audit events.

use latchstring_secrets::audit::{
    EventSeal, VerifyEventError, seal_erased, seal_event, verify_erased, verify_event,
};
use latchstring_secrets::keyring::Keyring;
use proptest::prelude::*;

use crate::support::{ids, ring};

fn chain(ring: &Keyring, events: &[&[u8]]) -> Vec<EventSeal> {
    let mut seals: Vec<EventSeal> = Vec::new();
    for event in events {
        seals.push(seal_event(ring, seals.last(), event));
    }
    seals
}

fn verifies(ring: &Keyring, events: &[&[u8]], seals: &[EventSeal]) -> bool {
    let mut previous = None;
    events.iter().zip(seals).all(|(event, seal)| {
        let right = verify_event(ring, previous, event, seal).is_ok();
        previous = Some(seal);
        right
    })
}

#[test]
fn t156_edit_delete_insert_swap_and_duplicate_are_found() {
    let ring = ring(156, 1);
    let events: [&[u8]; 5] = [b"created", b"viewed", b"viewed", b"submitted", b"fulfilled"];
    let seals = chain(&ring, &events);
    assert!(verifies(&ring, &events, &seals));

    for place in 0..5 {
        let mut edited = events;
        edited[place] = b"revoked";
        assert!(!verifies(&ring, &edited, &seals), "edited {place}");
    }
    for place in 0..4 {
        let (mut fewer, mut fewer_seals) = (events.to_vec(), seals.clone());
        fewer.remove(place);
        fewer_seals.remove(place);
        assert!(!verifies(&ring, &fewer, &fewer_seals), "deleted {place}");
        let (mut swapped, mut swapped_seals) = (events.to_vec(), seals.clone());
        swapped.swap(place, place + 1);
        swapped_seals.swap(place, place + 1);
        assert!(!verifies(&ring, &swapped, &swapped_seals), "swapped {place}");
        let (mut more, mut more_seals) = (events.to_vec(), seals.clone());
        more.insert(place, events[place]);
        more_seals.insert(place, seals[place]);
        assert!(!verifies(&ring, &more, &more_seals), "duplicated {place}");
    }
}

#[test]
fn t156_a_chain_rewritten_without_the_key_is_found() {
    let (ours, theirs) = (ring(1, 1), ring(2, 1));
    let events: [&[u8]; 2] = [b"created", b"fulfilled"];
    let mut seals = chain(&theirs, &events);
    assert_eq!(
        verify_event(&ours, None, events[0], &seals[0]),
        Err(VerifyEventError::UnknownKey(theirs.primary_id()))
    );
    for seal in &mut seals {
        let mut bytes = *seal.as_bytes();
        bytes[..4].copy_from_slice(&ours.primary_id().to_bytes());
        *seal = EventSeal::from_bytes(bytes);
    }
    assert_eq!(verify_event(&ours, None, events[0], &seals[0]), Err(VerifyEventError::Mismatch));
}

#[test]
fn a_chain_goes_on_over_a_rotation_and_past_a_disabled_key() {
    let ring = ring(3, 2);
    let [first, second] = ids(&ring)[..] else { panic!("two keys") };
    let one = seal_event(&ring, None, b"one");
    let promoted = ring.promote(second).unwrap();
    let two = seal_event(&promoted, Some(&one), b"two");
    assert_eq!((one.key_id(), two.key_id()), (first, second));
    let disabled = promoted.disable(first).unwrap();
    assert!(verifies(&disabled, &[b"one", b"two"], &[one, two]));
}

#[test]
fn t157_the_first_event_is_of_another_domain_than_the_next() {
    let ring = ring(157, 1);
    let previous = EventSeal::from_bytes([0; 36]);
    let first = seal_event(&ring, None, b"event");
    assert_ne!(first.as_bytes(), seal_event(&ring, Some(&previous), b"event").as_bytes());
    // A first event that begins with what a later one has before its content is still a first event.
    let crafted = [&36_u64.to_be_bytes()[..], &[0; 36], &5_u64.to_be_bytes(), b"event"].concat();
    let crafted_seal = seal_event(&ring, None, &crafted);
    assert_ne!(crafted_seal.as_bytes(), seal_event(&ring, Some(&previous), b"event").as_bytes());
    assert!(verify_event(&ring, Some(&previous), b"event", &crafted_seal).is_err());
}

proptest! {
    #[test]
    fn t157_different_inputs_have_different_seals(
        one in (proptest::option::of(any::<[u8; 36]>()), proptest::collection::vec(any::<u8>(), 0..80)),
        other in (proptest::option::of(any::<[u8; 36]>()), proptest::collection::vec(any::<u8>(), 0..80)),
    ) {
        let ring = ring(157, 1);
        let seal = |(previous, event): &(Option<[u8; 36]>, Vec<u8>)| {
            seal_event(&ring, previous.map(EventSeal::from_bytes).as_ref(), event)
        };
        prop_assert_eq!(seal(&one).as_bytes() == seal(&other).as_bytes(), one == other);
    }

    #[test]
    fn t157_a_boundary_moved_between_previous_and_event_changes_the_seal(
        whole in proptest::collection::vec(any::<u8>(), 37..90),
    ) {
        let ring = ring(157, 1);
        let previous = EventSeal::from_bytes(whole[..36].try_into().unwrap());
        let next = seal_event(&ring, Some(&previous), &whole[36..]);
        prop_assert_ne!(*next.as_bytes(), *seal_event(&ring, None, &whole).as_bytes());
        prop_assert!(verify_event(&ring, None, &whole, &next).is_err());
    }
}

#[test]
fn t162_a_seal_over_what_is_left_is_of_one_place_one_event_and_one_rest() {
    let ring = ring(162, 1);
    let seals = chain(&ring, &[b"created", b"viewed by jane", b"submitted"]);
    let left: &[u8] = b"viewed by somebody";
    let erased = seal_erased(&ring, Some(&seals[0]), &seals[1], left);
    assert_eq!(verify_erased(&ring, Some(&seals[0]), &seals[1], left, &erased), Ok(()));
    let wrong = [
        verify_erased(&ring, None, &seals[1], left, &erased),
        verify_erased(&ring, Some(&seals[2]), &seals[1], left, &erased),
        verify_erased(&ring, Some(&seals[0]), &seals[2], left, &erased),
        verify_erased(&ring, Some(&seals[0]), &seals[1], b"viewed by jane", &erased),
        verify_erased(&ring, Some(&seals[0]), &seals[1], left, &seals[1]),
        // Nor is it the seal of an event, or an event's seal one over what is left.
        verify_event(&ring, Some(&seals[0]), left, &erased),
        verify_erased(&ring, None, &seals[0], b"created", &seals[0]),
    ];
    for found in wrong {
        assert_eq!(found, Err(VerifyEventError::Mismatch));
    }
    let other = verify_erased(&ring_of_others(), Some(&seals[0]), &seals[1], left, &erased);
    assert!(matches!(other, Err(VerifyEventError::UnknownKey(_))), "{other:?}");
}

fn ring_of_others() -> Keyring {
    ring(163, 1)
}
