//! The keyring: one shape, errors without keys, and changes that never break it.

use latchstring_secrets::at_rest::AtRestError;
use latchstring_secrets::keyring::{KeyId, KeyState, Keyring, KeyringError, RootKey, Weakness};
use latchstring_secrets::token::LinkToken;
use latchstring_secrets::{audit, checkpoint, session};
use proptest::prelude::*;

use crate::support::{ids, ring, rng, to_hex};

const SAMPLES: &str = include_str!("../vectors/sealed-link-v1.vectors.json");
const ROOT: &str = "9c1b7e0d5fa348621d90c7b3e8f4652a0b9e7dd1c64f8a2357e1b08c9d3af614";
const OTHER: &str = "11f7a92c4be06d8035c9e2a17f84bb5d6e0c93d82a471f56e9b80d3c7a15f42e";

fn read(keys: &str) -> Result<Keyring, KeyringError> {
    Keyring::from_json(&format!(r#"{{"keyring":[{keys}]}}"#))
}

fn key(id: &str, root: &str, more: &str) -> String {
    format!(r#"{{"key_id":"{id}","root_hex":"{root}"{more}}}"#)
}

fn id(text: &str) -> KeyId {
    text.parse().unwrap()
}

#[test]
fn the_first_key_is_the_primary_and_a_disabled_one_stays_listed() {
    let json = [key("00000001", ROOT, ""), key("0000beef", OTHER, r#","disabled":true"#)].join(",");
    let ring = read(&json).unwrap();
    assert_eq!(ring.primary_id(), id("00000001"));
    assert_eq!(ring.state(id("00000001")), Some(KeyState::Primary));
    assert_eq!(ring.state(id("0000beef")), Some(KeyState::Disabled));
    assert_eq!(ring.state(id("00000002")), None);
}

#[test]
fn every_other_shape_is_refused() {
    let good = key("00000001", ROOT, "");
    for text in [
        String::new(),
        "null".into(),
        "[]".into(),
        good.clone(),
        "{}".into(),
        format!(r#"{{"keyring":[{good}],"more":1}}"#),
        format!(r#"{{"keyring":{good}}}"#),
        format!(r#"{{"keyring":[{good}]}} {{}}"#),
        format!(r#"{{"keyring":[{good}],"keyring":[{good}]}}"#),
        format!(r#"{{"Keyring":[{good}]}}"#),
        format!(r#"{{"keyring":[{}]}}"#, key("00000001", ROOT, r#","label":"x""#)),
        format!(r#"{{"keyring":[{}]}}"#, key("00000001", ROOT, r#","disabled":"no""#)),
        format!(r#"{{"keyring":[{}]}}"#, key("00000001", ROOT, r#","disabled":null"#)),
        format!(r#"{{"keyring":[{}]}}"#, key("00000001", ROOT, r#","key_id":"00000002""#)),
        r#"{"keyring":[{"key_id":"00000001"}]}"#.into(),
        r#"{"keyring":[{"key_id":1,"root_hex":"00"}]}"#.into(),
    ] {
        assert!(matches!(Keyring::from_json(&text), Err(KeyringError::Shape { .. })), "{text}");
    }
    assert_eq!(read("").err(), Some(KeyringError::Empty));
}

#[test]
fn t169_wrong_keys_are_named_with_what_is_wrong() {
    let first = key("00000001", ROOT, "");
    let second = |root: &str| format!("{first},{}", key("00000002", root, ""));
    let two = id("00000002");
    assert_eq!(read(&second(&ROOT[..62])).err(), Some(KeyringError::BadRoot(two)), "truncated");
    assert_eq!(read(&second(&format!("{ROOT}00"))).err(), Some(KeyringError::BadRoot(two)));
    assert_eq!(read(&second(&ROOT.to_uppercase())).err(), Some(KeyringError::BadRoot(two)));
    assert_eq!(read(&second(&"0".repeat(64))).err(), Some(KeyringError::ZeroRoot(two)));
    assert_eq!(
        read(&second(ROOT)).err(),
        Some(KeyringError::DuplicateRoot(id("00000001"), two)),
        "the same key under two ids would make a rotation that changes nothing"
    );
    let again = format!("{first},{}", key("00000001", OTHER, ""));
    assert_eq!(read(&again).err(), Some(KeyringError::DuplicateId(id("00000001"))));
    for bad in ["1", "0000000G", "0000000A", "000000001", "+0000001", "0x000001", "é000001"] {
        assert_eq!(read(&key(bad, ROOT, "")).err(), Some(KeyringError::BadKeyId { position: 0 }), "{bad}");
    }
    let disabled = key("00000001", ROOT, r#","disabled":true"#);
    assert_eq!(read(&disabled).err(), Some(KeyringError::PrimaryNotUsable(id("00000001"))));
}

#[test]
fn no_error_repeats_the_key() {
    let secret = "deadc0de";
    for text in [
        format!(r#"{{"keyring":[{{"key_id":"00000001","root_hex":"{secret}"}}]}}"#),
        format!(r#"{{"keyring":[{{"key_id":"{secret}{secret}","root_hex":"00"}}]}}"#),
        format!(r#"{{"keyring":[{{"key_id":"00000001","root_hex":"00","disabled":"{secret}"}}]}}"#),
        format!(r#"{{"keyring":[{{"key_id":"00000001","{secret}":"00"}}]}}"#),
        format!(r#"{{"keyring":"{secret}"}}"#),
        format!(r#"{{"keyring":["{secret}"]}}"#),
        secret.to_owned(),
    ] {
        let error = Keyring::from_json(&text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(secret), "{error} {error:?}");
        assert!(std::error::Error::source(&error).is_none(), "the parser quotes its input");
    }
}

#[test]
fn t169_t191_published_and_typed_keys_are_refused_at_start() {
    let file: serde_json::Value = serde_json::from_str(SAMPLES).unwrap();
    for published in file["keyring"].as_array().unwrap() {
        let ring = Keyring::from_json(&serde_json::json!({ "keyring": [published] }).to_string()).unwrap();
        let error = ring.reject_sample_keys().unwrap_err();
        assert_eq!(error.weakness, Weakness::Sequence);
        assert!(error.to_string().contains(published["key_id"].as_str().unwrap()));
    }
    let mostly: String = (0..32).map(|place| if place % 3 == 0 { "07" } else { "a1" }).collect();
    for (root, weakness) in [
        ("ff".repeat(32), Weakness::Sequence),
        ((0..32_u8).map(|i| format!("{:02x}", 255 - i * 3)).collect(), Weakness::Sequence),
        ("deadbeef".repeat(8), Weakness::Repeats),
        (ROOT[..32].repeat(2), Weakness::Repeats),
        (to_hex(b"correct horse battery staple 123"), Weakness::Text),
        (format!("{}{}", &mostly[..62], "55"), Weakness::FewValues),
    ] {
        let ring = read(&key("00000009", &root, "")).unwrap();
        assert_eq!(ring.reject_sample_keys().map_err(|error| error.weakness), Err(weakness), "{root}");
    }
    // A weak key is found in any place, also when disabled.
    let hidden =
        format!("{},{}", key("00000001", ROOT, ""), key("00000002", &"ab".repeat(32), r#","disabled":true"#));
    assert_eq!(read(&hidden).unwrap().reject_sample_keys().unwrap_err().key_id, id("00000002"));
}

#[test]
fn changes_keep_the_old_ring_and_the_rules() {
    let one = read(&key("00000001", ROOT, "")).unwrap();
    let two = one.with_key(RootKey::new(id("00000002"), [7; 32]).unwrap()).unwrap();
    assert_eq!((ids(&one).len(), ids(&two).len()), (1, 2));
    assert_eq!(two.primary_id(), id("00000001"), "adding is not promoting");

    let promoted = two.promote(id("00000002")).unwrap();
    assert_eq!(promoted.primary_id(), id("00000002"));
    assert_eq!(promoted.state(id("00000001")), Some(KeyState::Active));
    assert_eq!(promoted.promote(id("00000002")).unwrap().primary_id(), id("00000002"));

    assert_eq!(promoted.disable(id("00000002")).err(), Some(KeyringError::PrimaryNotUsable(id("00000002"))));
    assert_eq!(promoted.retire(id("00000002")).err(), Some(KeyringError::PrimaryNotUsable(id("00000002"))));
    let disabled = promoted.disable(id("00000001")).unwrap();
    assert_eq!(disabled.promote(id("00000001")).err(), Some(KeyringError::Disabled(id("00000001"))));
    assert_eq!(disabled.state(id("00000001")), Some(KeyState::Disabled));
    assert_eq!(ids(&disabled.retire(id("00000001")).unwrap()), [id("00000002")]);
    for unknown in [two.promote(id("0000000a")), two.disable(id("0000000a")), two.retire(id("0000000a"))] {
        assert_eq!(unknown.err(), Some(KeyringError::Unknown(id("0000000a"))));
    }
    let taken = RootKey::new(id("00000001"), [8; 32]).unwrap();
    assert_eq!(two.with_key(taken).err(), Some(KeyringError::DuplicateId(id("00000001"))));
    let twin = RootKey::new(id("00000003"), [7; 32]).unwrap();
    assert!(matches!(two.with_key(twin), Err(KeyringError::DuplicateRoot(..))));
}

proptest! {
    #[test]
    fn a_ring_is_read_as_it_was_written(seed in any::<u64>(), count in 1..6_usize, kill in any::<bool>()) {
        let mut ring = ring(seed, count);
        if kill && count > 1 {
            ring = ring.disable(ids(&ring)[1]).unwrap();
        }
        ring.reject_sample_keys().unwrap();
        let text = ring.to_json();
        let again = Keyring::from_json(&text).unwrap();
        prop_assert_eq!(again.keys().collect::<Vec<_>>(), ring.keys().collect::<Vec<_>>());
        prop_assert_eq!(again.to_json(), text);
    }

    #[test]
    fn every_chain_of_changes_leaves_a_primary_that_is_not_disabled(
        steps in proptest::collection::vec((0..5_u8, 0..6_usize), 0..30),
    ) {
        let mut ring = ring(5, 4);
        let all = ids(&ring);
        let mut rng = rng(6);
        for (step, place) in steps {
            let id = all.get(place).copied().unwrap_or(KeyId::new([0; 4]));
            let next = match step {
                0 => ring.promote(id),
                1 => ring.disable(id),
                2 => ring.enable(id),
                3 => ring.retire(id),
                _ => ring.with_key(RootKey::generate(&mut rng)),
            };
            ring = next.unwrap_or(ring);
            let primaries: Vec<_> = ring.keys().filter(|(_, state)| *state == KeyState::Primary).collect();
            prop_assert_eq!(primaries, [(ring.primary_id(), KeyState::Primary)]);
            prop_assert!(Keyring::from_json(&ring.to_json()).is_ok());
        }
    }
}

#[test]
fn t168_a_retired_key_leaves_what_verifies_and_nothing_else() {
    let two = ring(168, 2);
    let [first, second] = ids(&two)[..] else { panic!("two keys") };
    let event = audit::seal_event(&two, None, b"an event");
    let statement = checkpoint::sign(&two, b"ten ends").unwrap();
    let sealed = session::seal_state(&two, &[7; 16], b"state", &mut rng(1));
    let retired = two.promote(second).unwrap().retire(first).unwrap();
    let read = Keyring::from_json(&retired.to_json()).unwrap();
    for ring in [&retired, &read] {
        assert_eq!((ids(ring), ring.retired().collect::<Vec<_>>()), (vec![second], vec![first]));
        assert_eq!(ring.state(first), None);
        assert_eq!(audit::verify_event(ring, None, b"an event", &event), Ok(()));
        assert!(audit::verify_event(ring, None, b"another", &event).is_err());
        assert_eq!(checkpoint::verify(ring, b"ten ends", &statement), Ok(()));
        assert_eq!(
            session::open_state(ring, &[7; 16], &sealed).err(),
            Some(AtRestError::UnknownKey(first)),
            "what was sealed is lost"
        );
        assert!(LinkToken::derive(ring, first, &[1; 16], 0).is_err());
    }
    let text = read.to_json();
    assert_eq!(text.as_str(), retired.to_json().as_str(), "written and read any number of times");
    let root = two.to_json().split('"').find(|part| part.len() == 64).unwrap().to_owned();
    assert!(!text.contains(&root), "the root itself is gone");
    assert!(
        !format!("{retired:?}")
            .contains(&text.split('"').filter(|part| part.len() == 64).nth(1).unwrap()[..16])
    );

    // Its id is never taken again.
    let same_id = RootKey::new(first, *b"0123456789abcdefghijklmnopqrstuv").unwrap();
    assert_eq!(retired.with_key(same_id).err(), Some(KeyringError::DuplicateId(first)));
    let twice = text.replace(&format!("\"key_id\": \"{first}\""), &format!("\"key_id\": \"{second}\""));
    assert_eq!(Keyring::from_json(&twice).err(), Some(KeyringError::DuplicateId(second)));
    let short = text.replace("\"audit_hex\": \"", "\"audit_hex\": \"0");
    assert_eq!(Keyring::from_json(&short).err(), Some(KeyringError::BadRemains(first)));
}
