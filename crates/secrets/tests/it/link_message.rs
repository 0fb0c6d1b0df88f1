//! The message of a magic link.

use ciborium::Value;
use latchstring_secrets::link_message::{
    LinkKind, LinkMessage, LinkTarget, MessageError, OpenLinkError, Prefill, PrefillField, SealLinkError,
    open_link, seal_link,
};
use latchstring_secrets::sealed_link::{MAX_MESSAGE_LEN, OpenError, seal};
use proptest::prelude::*;

use crate::messages::{messages, plain};
use crate::support::{from_hex, ring, rng, to_hex};

fn cbor(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn map(pairs: Vec<(&str, Value)>) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (Value::Text(key.into()), value)).collect())
}

fn required() -> Vec<(&'static str, Value)> {
    vec![("j", Value::Bytes(vec![1; 16])), ("c", Value::Bytes(vec![2; 16])), ("i", Value::Integer(3.into()))]
}

fn with(key: &'static str, value: Value) -> Result<LinkMessage, MessageError> {
    let mut pairs = required();
    pairs.push((key, value));
    LinkMessage::decode(&cbor(&map(pairs)))
}

proptest! {
    #[test]
    fn a_message_is_read_as_it_was_written(message in messages()) {
        prop_assert_eq!(LinkMessage::decode(&message.encode()), Ok(message));
    }

    #[test]
    fn another_implementation_reads_what_we_write(message in messages()) {
        let bytes = message.encode();
        let value: Value = ciborium::from_reader(bytes.as_slice()).unwrap();
        prop_assert_eq!(cbor(&value), bytes.to_vec(), "and would write the same");
        let link_id = value.as_map().unwrap().iter().find(|(key, _)| key.as_text() == Some("j")).unwrap();
        prop_assert_eq!(link_id.1.as_bytes().unwrap().as_slice(), message.link_id);
    }

    #[test]
    fn a_link_opens_for_its_company_and_kind_only(message in messages(), seed in any::<u64>()) {
        let ring = ring(seed, 1);
        let text = seal_link(&ring, "co_a", &message, &mut rng(seed)).unwrap();
        let kind = message.target.kind();
        let other = if kind == LinkKind::Company { LinkKind::Connection } else { LinkKind::Company };
        prop_assert_eq!(open_link(&ring, kind, "co_a", &text).unwrap().message, message);
        let refused = Err(OpenLinkError::Sealed(OpenError::BadTag));
        prop_assert_eq!(open_link(&ring, other, "co_a", &text), refused.clone());
        prop_assert_eq!(open_link(&ring, kind, "co_b", &text), refused);
    }

    #[test]
    fn t037_any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(message) = LinkMessage::decode(&bytes) {
            prop_assert_eq!(LinkMessage::decode(&message.encode()), Ok(message));
        }
    }

    #[test]
    fn t037_a_message_with_any_byte_changed_or_cut_is_read_or_refused(
        message in messages(), place in any::<proptest::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = message.encode().to_vec();
        let place = place.index(bytes.len());
        prop_assert!(LinkMessage::decode(&bytes[..place]).is_err());
        bytes[place] = byte;
        let _ = LinkMessage::decode(&bytes);
    }
}

#[test]
fn the_smallest_message_is_that_of_the_vectors() {
    assert_eq!(
        to_hex(&plain().encode()),
        "a3616a50000102030405060708090a0b0c0d0e0f616350101112131415161718191a1b1c1d1e1f61691a65000000"
    );
}

#[test]
fn unknown_keys_are_passed_over_and_missing_ones_are_not() {
    let deep = Value::Array(vec![Value::Tag(7, Box::new(map(vec![("j", Value::Null)]))), Value::Float(1.5)]);
    assert_eq!(with("zz", deep.clone()).unwrap().link_id, [1; 16]);
    let prefill = map(vec![("zz", deep), ("k", Value::Text("DE".into()))]);
    assert_eq!(with("p", prefill).unwrap().prefill.country.as_deref(), Some("DE"));
    for (place, key) in ["j", "c", "i"].into_iter().enumerate() {
        let mut pairs = required();
        pairs.remove(place);
        assert_eq!(LinkMessage::decode(&cbor(&map(pairs))), Err(MessageError::Missing(key)));
    }
}

#[test]
fn a_wrong_type_and_a_repeated_key_are_named() {
    let text = || Value::Text("x".into());
    for key in ["e", "n", "p"] {
        assert_eq!(with(key, text()), Err(MessageError::WrongType(key)));
    }
    for key in ["s", "t", "l"] {
        assert_eq!(with("p", map(vec![(key, text())])), Err(MessageError::WrongType(key)));
    }
    for key in ["u", "d", "k", "o", "b"] {
        assert_eq!(with("p", map(vec![(key, Value::Null)])), Err(MessageError::WrongType(key)));
        let twice = map(vec![(key, text()), (key, text())]);
        assert_eq!(with("p", twice), Err(MessageError::Duplicate(key)));
    }
    assert_eq!(with("n", Value::Bytes(vec![0; 15])), Err(MessageError::WrongType("n")));
    assert_eq!(with("n", Value::Bytes(vec![0; 17])), Err(MessageError::WrongType("n")));
    assert_eq!(with("e", Value::Integer(u64::MAX.into())), Err(MessageError::WrongType("e")));
    assert_eq!(with("j", Value::Bytes(vec![9; 16])), Err(MessageError::Duplicate("j")));
}

#[test]
fn what_is_not_one_map_with_text_keys_is_malformed() {
    let mut followed = plain().encode().to_vec();
    followed.push(0);
    let number_key = Value::Map(vec![(Value::Integer(1.into()), Value::Null)]);
    for bytes in [vec![], vec![0x80], vec![0xbf, 0xff], vec![0x40], followed, cbor(&number_key)] {
        assert_eq!(LinkMessage::decode(&bytes), Err(MessageError::Malformed), "{}", to_hex(&bytes));
    }
    assert_eq!(LinkMessage::decode(&vec![0; MAX_MESSAGE_LEN + 1]), Err(MessageError::TooLong));
    // A list that claims 2^63 entries costs nothing: the first one is missing already.
    let claim = from_hex("a16170a161739b8000000000000000");
    assert_eq!(LinkMessage::decode(&claim), Err(MessageError::WrongType("s")));
}

#[test]
fn the_connection_id_belongs_to_connection_links_only() {
    let ring = ring(3, 1);
    let forge = |kind: LinkKind, message: &LinkMessage| {
        let text = seal(&ring, kind.purpose(), b"co", &message.encode(), &mut rng(3)).unwrap();
        open_link(&ring, kind, "co", &text).unwrap_err()
    };
    let repair = LinkMessage { target: LinkTarget::Connection([4; 16]), ..plain() };
    let missing = OpenLinkError::Message(MessageError::Missing("n"));
    assert_eq!(forge(LinkKind::Connection, &plain()), missing);
    assert_eq!(forge(LinkKind::Company, &repair), OpenLinkError::Message(MessageError::Unexpected("n")));
}

#[test]
fn a_list_has_256_entries_at_most_when_sealed_and_when_opened() {
    let ring = ring(1, 1);
    let locks = |count| LinkMessage {
        prefill: Prefill { locked_fields: vec![String::new(); count], ..Prefill::default() },
        ..plain()
    };
    let most = seal_link(&ring, "co", &locks(256), &mut rng(1)).unwrap();
    assert_eq!(open_link(&ring, LinkKind::Company, "co", &most).unwrap().message, locks(256));
    let refused = seal_link(&ring, "co", &locks(257), &mut rng(1));
    assert_eq!(refused, Err(SealLinkError::TooManyItems(PrefillField::LockedFields)));
    assert_eq!(LinkMessage::decode(&locks(257).encode()), Err(MessageError::WrongType("l")));
}

#[test]
fn t034_a_link_expires_at_the_second_it_names() {
    let link = |expires_at| LinkMessage { expires_at, ..plain() };
    let now = 1_800_000_000;
    assert!(link(Some(now - 1)).is_expired(now));
    assert!(link(Some(now)).is_expired(now));
    assert!(!link(Some(now + 1)).is_expired(now));
    assert!(link(Some(now)).is_expired(now) && !link(Some(now)).is_expired(now - 3600), "a clock set back");
    for now in [i64::MIN, -1, 0, i64::MAX - 1] {
        assert!(!link(None).is_expired(now));
        assert!(!link(Some(i64::MAX)).is_expired(now));
        assert!(link(Some(i64::MIN)).is_expired(now));
    }
    assert!(link(Some(-5)).is_expired(0));

    let issued = |issued_at| LinkMessage { issued_at, ..plain() };
    assert!(!issued(now + 60).is_from_the_future(now, 60));
    assert!(issued(now + 61).is_from_the_future(now, 60));
    assert!(!issued(i64::MAX).is_from_the_future(i64::MAX, u32::MAX), "no overflow");
    assert!(issued(now - 1).is_issued_before(now));
    assert!(!issued(now).is_issued_before(now));
}
