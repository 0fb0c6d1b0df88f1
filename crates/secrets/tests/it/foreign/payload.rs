//! The payload in other systems' links.

use latchstring_secrets::foreign_link::{Payload, PayloadError};
use latchstring_secrets::link_message::Prefill;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

prop_compose! {
    fn payloads()(
        company in "[^\\p{Cc}]{1,30}",
        sites in proptest::collection::vec("[^\\p{Cc}]{1,20}", 0..8),
        url in proptest::option::of("[^\\p{Cc}]{1,40}"),
        country in proptest::option::of("[A-Z]{2}"),
        owner_email in proptest::option::of("[a-z]{1,10}@[a-zà-ü]{1,10}\\.example"),
        collection_start in proptest::option::of("20[0-9]{2}-0[1-9]-1[0-9]"),
        expires_at in proptest::option::of(any::<i64>()),
        connection in proptest::option::of("[^\\p{Cc}]{1,30}"),
    ) -> Payload {
        let prefill = Prefill { url, country, owner_email, collection_start, ..Prefill::default() };
        Payload { company, sites, expires_at, connection, prefill }
    }
}

/// As the other system would write it, with or without the keys that say nothing.
fn written(payload: &Payload, nulls: bool) -> String {
    let Payload { company, sites, expires_at, connection, prefill } = payload;
    let pairs = [
        ("company", json!(company)),
        ("sites", if sites.is_empty() { Value::Null } else { json!(sites) }),
        ("url", json!(prefill.url)),
        ("country", json!(prefill.country)),
        ("owner", json!(prefill.owner_email)),
        ("startDate", json!(prefill.collection_start)),
        ("exp", json!(expires_at)),
        ("connection", json!(connection)),
    ];
    let kept = pairs.into_iter().filter(|(_, value)| nulls || !value.is_null());
    Value::Object(kept.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>()).to_string()
}

proptest! {
    #[test]
    fn a_payload_is_read_as_it_was_written(payload in payloads(), nulls in any::<bool>()) {
        prop_assert_eq!(Payload::from_json(written(&payload, nulls).as_bytes()), Ok(payload));
    }

    #[test]
    fn any_key_beside_the_known_ones_is_refused(payload in payloads(), key in "[a-zA-Z_]{0,12}") {
        let known = ["company", "sites", "url", "country", "owner", "startDate", "exp", "connection"];
        prop_assume!(!known.contains(&key.as_str()));
        let mut object: Value = serde_json::from_str(&written(&payload, false)).unwrap();
        object[key] = Value::Null;
        let refused = Payload::from_json(object.to_string().as_bytes());
        let of_another_shape = matches!(refused, Err(PayloadError::Shape { .. }));
        prop_assert!(of_another_shape);
    }

    #[test]
    fn t037_any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Payload::from_json(&bytes).is_err());
    }
}

#[test]
fn empty_texts_and_control_characters_are_named() {
    for key in ["company", "url", "country", "owner", "startDate", "connection"] {
        for bad in ["", "a\nb", "\u{0}", "a\u{7f}", "\u{85}"] {
            let mut object = json!({ "company": "4711" });
            object[key] = json!(bad);
            let refused = Payload::from_json(object.to_string().as_bytes());
            assert_eq!(refused, Err(PayloadError::Text(key)), "{key} {bad:?}");
        }
    }
    let sites = json!({ "company": "4711", "sites": ["S-1", ""] });
    assert_eq!(Payload::from_json(sites.to_string().as_bytes()), Err(PayloadError::Text("sites")));
}

#[test]
fn the_size_is_bounded() {
    let sites = |count| json!({ "company": "4711", "sites": vec!["S"; count] }).to_string();
    assert_eq!(Payload::from_json(sites(256).as_bytes()).unwrap().sites.len(), 256);
    assert_eq!(Payload::from_json(sites(257).as_bytes()), Err(PayloadError::TooMany("sites")));
    let spaces = |count| format!("{{\"company\":\"4711\"{}}}", " ".repeat(count));
    assert!(Payload::from_json(spaces(4096 - 18).as_bytes()).is_ok());
    assert_eq!(Payload::from_json(spaces(4096 - 17).as_bytes()), Err(PayloadError::TooLong));
    assert!(Payload::from_json("[".repeat(4096).as_bytes()).is_err(), "depth");
    assert!(Payload::from_json(format!("{{\"company\":{}", "[".repeat(4000)).as_bytes()).is_err());
}

#[test]
fn no_error_repeats_the_payload() {
    let secret = "ada@example.org";
    for text in [
        format!(r#"{{"company":"4711","{secret}":1}}"#),
        format!(r#"{{"company":"4711","exp":"{secret}"}}"#),
        format!(r#"{{"company":"4711","owner":"{secret}\n"}}"#),
        format!("\"{secret}\""),
        secret.to_owned(),
    ] {
        let error = Payload::from_json(text.as_bytes()).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(secret), "{error}");
        assert!(std::error::Error::source(&error).is_none());
    }
}
