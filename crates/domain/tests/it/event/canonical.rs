use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{
    CanonicalError, DataValue, EventBody, EventData, EventKind, Origin, Subject, decode,
};
use latchstring_domain::id::{EventId, InvitationId, RequestId, WorkspaceId};
use proptest::prelude::*;

use super::strategy::event;
use crate::fixture::{address, at, now, uuid};

fn plain() -> EventBody {
    EventBody {
        id: EventId::from_uuid(uuid(1)),
        workspace_id: WorkspaceId::from_uuid(uuid(2)),
        subject: Subject::Invitation(InvitationId::from_uuid(uuid(3))),
        kind: EventKind::Created,
        occurred_at: now(),
        actor: Actor { kind: ActorKind::ApiKey, id: None, email: None },
        origin: Origin::default(),
        automated: false,
        data: EventData::none(),
    }
}

/// Equality down to the spelling of the address, which is part of what was recorded.
fn same(a: &EventBody, b: &EventBody) -> bool {
    let spelled = |body: &EventBody| body.actor.email.as_ref().map(|email| email.as_str().to_owned());
    a == b && spelled(a) == spelled(b)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn t157_an_event_reads_back_from_its_canonical_form((body, sequence) in event()) {
        let bytes = body.canonical(sequence);
        let (read, place) = decode(&bytes).unwrap();
        prop_assert!(same(&read, &body) && place == sequence, "{:?}", read);
        prop_assert_eq!(read.canonical(place), bytes);
    }

    #[test]
    fn t157_different_events_have_different_bytes((a, m) in event(), (b, n) in event()) {
        prop_assert_eq!(same(&a, &b) && m == n, a.canonical(m) == b.canonical(n));
        let with_data_of_b = EventBody { data: b.data.clone(), ..a.clone() };
        prop_assert_eq!(a.data == b.data, a.canonical(m) == with_data_of_b.canonical(m));
    }

    #[test]
    fn t157_no_part_of_a_form_is_a_form((body, sequence) in event(), cut in any::<prop::sample::Index>(), more: u8) {
        let bytes = body.canonical(sequence);
        prop_assert_eq!(decode(&bytes[..cut.index(bytes.len())]), Err(CanonicalError));
        let longer: Vec<u8> = bytes.iter().copied().chain([more]).collect();
        prop_assert_eq!(decode(&longer), Err(CanonicalError));
    }

    #[test]
    fn t157_changed_bytes_are_refused_or_are_the_form_of_another_event(
        (body, sequence) in event(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let bytes = body.canonical(sequence);
        let mut changed = bytes.clone();
        for (place, byte) in changes {
            let place = place.index(changed.len());
            changed[place] = byte;
        }
        if let Ok((read, place)) = decode(&changed) {
            prop_assert_eq!(read.canonical(place), changed.clone());
            prop_assert_eq!(same(&read, &body) && place == sequence, changed == bytes);
        }
    }

    #[test]
    fn t157_arbitrary_bytes_never_panic(tail in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(decode(&tail), Err(CanonicalError));
        let headed: Vec<u8> = b"latchstring/event\x01".iter().copied().chain(tail).collect();
        if let Ok((read, place)) = decode(&headed) {
            prop_assert_eq!(read.canonical(place), headed);
        }
    }
}

#[test]
fn t157_every_single_flipped_bit_changes_the_event_or_is_refused() {
    let body = EventBody {
        actor: Actor {
            kind: ActorKind::Recipient,
            id: Some("s".into()),
            email: Some(address("Mike@example.org")),
        },
        origin: Origin {
            request_id: Some(RequestId::from_uuid(uuid(4))),
            ip: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))),
            user_agent: Some("curl".into()),
        },
        data: EventData::none().with("uses", 1).with("status", "ACTIVE").with("sites", vec!["a".to_owned()]),
        ..plain()
    };
    let bytes = body.canonical(5);
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if let Ok((read, place)) = decode(&flipped) {
            assert!(!same(&read, &body) || place != 5, "bit {bit} changed nothing");
        }
    }
}

/// Asserts that each of these reads back and that no two have one form.
fn assert_distinct(bodies: &[EventBody]) {
    let mut seen: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for (number, body) in bodies.iter().enumerate() {
        assert_eq!(decode(&body.canonical(1)).as_ref(), Ok(&(body.clone(), 1)), "{number}");
        if let Some(other) = seen.insert(body.canonical(1), number) {
            panic!("events {other} and {number} have one form");
        }
    }
}

#[test]
fn t157_an_address_of_version_4_is_not_its_twin_of_version_6() {
    let v4 = Ipv4Addr::new(192, 0, 2, 1);
    let from = |ip: IpAddr| EventBody { origin: Origin { ip: Some(ip), ..Origin::default() }, ..plain() };
    assert_distinct(&[
        from(IpAddr::V4(v4)),
        from(IpAddr::V6(v4.to_ipv6_mapped())),
        from(IpAddr::V6(Ipv6Addr::LOCALHOST)),
    ]);
}

#[test]
fn t157_a_boundary_between_parts_cannot_be_shifted() {
    let data = |value: DataValue| EventBody { data: EventData::none().with("d", value), ..plain() };
    let list = |items: &[&str]| data(DataValue::List(items.iter().map(|item| (*item).to_owned()).collect()));
    let named = |pairs: &[(&str, &str)]| EventBody {
        data: pairs.iter().map(|(name, value)| ((*name).to_owned(), DataValue::from(*value))).collect(),
        ..plain()
    };
    let acted = |id: Option<&str>, agent: Option<&str>| EventBody {
        actor: Actor { id: id.map(str::to_owned), ..plain().actor },
        origin: Origin { user_agent: agent.map(str::to_owned), ..Origin::default() },
        ..plain()
    };
    let bodies = [
        plain(),
        list(&["ab", "c"]),
        list(&["a", "bc"]),
        list(&["abc"]),
        list(&["abc", ""]),
        list(&["", "abc"]),
        list(&["a", "b", "c"]),
        list(&[]),
        list(&[""]),
        data("abc".into()),
        data("".into()),
        data("1".into()),
        data(1.into()),
        data(0.into()),
        data(true.into()),
        data(false.into()),
        data(DataValue::from("caf\u{E9}")),
        data(DataValue::from("cafe\u{301}")),
        data(DataValue::from("a\0b")),
        named(&[("ab", "c")]),
        named(&[("a", "bc")]),
        named(&[("", "abc")]),
        named(&[("a", "b"), ("c", "d")]),
        acted(Some(""), None),
        acted(None, Some("")),
        acted(Some("a"), Some("b")),
        acted(Some("ab"), Some("")),
        EventBody { automated: true, ..plain() },
        EventBody { occurred_at: at(0), ..plain() },
        EventBody {
            workspace_id: WorkspaceId::from_uuid(uuid(1)),
            id: EventId::from_uuid(uuid(2)),
            ..plain()
        },
        EventBody { subject: Subject::from_parts("company", uuid(3)).unwrap(), ..plain() },
    ];
    assert_distinct(&bodies);
    assert_ne!(plain().canonical(1), plain().canonical(2));
}

#[test]
fn t157_the_form_names_its_domain_its_version_and_its_workspace() {
    let bytes = plain().canonical(1);
    let header = b"latchstring/event\x01";
    assert!(bytes.starts_with(header));
    assert!(
        bytes[header.len()..]
            .starts_with(&[&16_u64.to_be_bytes()[..], &plain().workspace_id.to_bytes()].concat())
    );
    for version in [0, 2, b'1'] {
        let mut other = bytes.clone();
        other[header.len() - 1] = version;
        assert_eq!(decode(&other), Err(CanonicalError));
    }
}

#[test]
fn t157_a_second_spelling_of_a_part_is_refused() {
    let body = EventBody {
        origin: Origin { ip: Some(IpAddr::V6(Ipv6Addr::LOCALHOST)), ..Origin::default() },
        actor: Actor { email: Some(address("jos\u{E9}@example.org")), ..plain().actor },
        ..plain()
    };
    let bytes = body.canonical(1);
    let respelled = |from: &[u8], to: &[u8]| {
        let prefixed = |text: &[u8]| [&(text.len() as u64).to_be_bytes()[..], text].concat();
        let (from, to) = (prefixed(from), prefixed(to));
        let place = bytes.windows(from.len()).position(|window| window == from).unwrap();
        [&bytes[..place], &to, &bytes[place + from.len()..]].concat()
    };
    assert_eq!(decode(&respelled(b"::1", b"::1")), Ok((body, 1)));
    assert_eq!(decode(&respelled(b"::1", b"0::1")), Err(CanonicalError));
    assert_eq!(
        decode(&respelled("jos\u{E9}@example.org".as_bytes(), "jose\u{301}@example.org".as_bytes())),
        Err(CanonicalError)
    );
    assert_eq!(decode(&respelled(b"CREATED", b"created")), Err(CanonicalError));
}

#[test]
fn t157_lengths_and_counts_beyond_the_bytes_are_refused() {
    let bytes = plain().canonical(1);
    let count = bytes.len() - 8;
    for value in [1, u64::from(u32::MAX), u64::MAX] {
        let mut other = bytes.clone();
        other[count..].copy_from_slice(&value.to_be_bytes());
        assert_eq!(decode(&other), Err(CanonicalError), "{value} values");
        other = bytes.clone();
        other[18..26].copy_from_slice(&value.to_be_bytes());
        assert_eq!(decode(&other), Err(CanonicalError), "{value} bytes of id");
    }
}
