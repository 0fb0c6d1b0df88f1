use std::collections::BTreeSet;

use latchstring_domain::event::{EventKind, EventSeal, Subject};

use crate::fixture::uuid;

#[test]
fn t154_every_name_is_upper_snake_and_used_once() {
    let names: BTreeSet<_> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(names.len(), EventKind::ALL.len());
    for name in names {
        let words =
            name.split('_').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase()));
        assert!(words, "{name}");
        assert_eq!(name.parse::<EventKind>().unwrap().as_str(), name);
    }
}

#[test]
fn t154_the_events_of_an_invitation_have_the_names_of_the_wire() {
    let wire = "CREATED EMAIL_QUEUED EMAIL_SENT EMAIL_FAILED VIEWED VERIFICATION_SENT VERIFICATION_FAILED EMAIL_VERIFIED STARTED \
        PROVIDER_CHOSEN SIGN_IN_FAILED MFA_REQUIRED SIGNED_IN SUBMITTED CONNECTION_CREATED CONNECTION_UPDATED FULFILLED RESENT \
        EXTENDED LINK_ROTATED LINK_REQUESTED HANDED_OFF REVOKED EXPIRED ACCESS_DENIED";
    for name in wire.split_ascii_whitespace() {
        assert!(name.parse::<EventKind>().is_ok(), "{name}");
    }
}

#[test]
fn a_subject_is_its_kind_and_its_id() {
    for kind in ["invitation", "magic-link", "connection", "company", "workspace"] {
        let subject = Subject::from_parts(kind, uuid(5)).unwrap();
        assert_eq!((subject.kind(), subject.uuid()), (kind, uuid(5)));
    }
    for other in ["", "Invitation", "site", "invitation ", "magic_link", "link"] {
        assert!(Subject::from_parts(other, uuid(5)).is_err(), "{other:?}");
    }
}

#[test]
fn a_seal_is_shown_by_its_beginning_only() {
    assert_eq!(format!("{:?}", EventSeal::new([0xAB; 36])), "EventSeal(abababababababab..)");
}
