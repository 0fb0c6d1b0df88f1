//! The keys of other systems and what the operator says about them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use latchstring_secrets::foreign_link::{
    Companies, Fernet, FernetError, FernetKey, LinkFormat, OpenForeignError, SourceName,
};
use latchstring_secrets::keyring::Weakness;

use super::{KEY, NOW, key, mint, source};

fn numbered(number: u8) -> [u8; 32] {
    let mut bytes = KEY;
    bytes[0] = number;
    bytes
}

fn fernet(names: &[(&str, u8)]) -> Result<Fernet, FernetError> {
    Fernet::new(names.iter().map(|(name, number)| (source(name, &[]), key(&numbered(*number)))).collect())
}

#[test]
fn a_key_is_32_bytes_in_base64url() {
    let text = URL_SAFE.encode(KEY);
    assert!(FernetKey::parse(&text).is_ok() && FernetKey::parse(text.trim_end_matches('=')).is_ok());
    let file = format!("{text}\n");
    for bad in
        ["", "=", &text[..42], &file, &STANDARD.encode([255; 32]), &URL_SAFE.encode([1; 31]), &text.repeat(2)]
    {
        let error = FernetKey::parse(bad).unwrap_err();
        assert_eq!(error.to_string(), "a Fernet key is 32 bytes in base64url");
    }
}

#[test]
fn t169_keys_that_no_random_source_made_are_told() {
    assert_eq!(key(&KEY).weakness(), None);
    // Everybody has the specification's key, those of our own vectors, and the one in the example of `LinkOpeners`.
    let vectors = include_str!("../../vectors/fernet.vectors.json");
    let example = include_str!("../../../src/link_openers.rs");
    let published: Vec<FernetKey> =
        vectors.split('"').chain(example.split('"')).filter_map(|text| FernetKey::parse(text).ok()).collect();
    assert_eq!(published.len(), 4);
    for published in published {
        assert_eq!(published.weakness(), Some(Weakness::Published));
    }
    assert_eq!(key(&[0; 32]).weakness(), Some(Weakness::Sequence));
    assert_eq!(key(b"correct horse battery staple 123").weakness(), Some(Weakness::Text));
}

#[test]
fn keys_stand_beside_each_other_when_they_can_be_told_apart() {
    assert_eq!(fernet(&[]).unwrap_err(), FernetError::Empty);
    let many: Vec<(String, u8)> = (0..17).map(|number| (format!("portal-{number}"), number)).collect();
    let many: Vec<(&str, u8)> = many.iter().map(|(name, number)| (name.as_str(), *number)).collect();
    assert_eq!(fernet(&many).unwrap_err(), FernetError::TooMany(17));
    assert!(fernet(&many[..16]).is_ok());
    let name = |name: &str| name.parse::<SourceName>().unwrap();
    assert_eq!(fernet(&[("a", 1), ("b", 2), ("a", 3)]).unwrap_err(), FernetError::DuplicateName(name("a")));
    assert_eq!(
        fernet(&[("a", 1), ("b", 2), ("c", 1)]).unwrap_err(),
        FernetError::DuplicateKey(name("a"), name("c"))
    );
}

#[test]
fn t025_a_link_names_its_key_and_dies_with_it() {
    let both = fernet(&[("first", 1), ("second", 2)]).unwrap();
    let text = mint(&numbered(2), NOW.cast_unsigned(), &[7; 16], br#"{"company":"4711"}"#);
    assert_eq!(both.open(&text).unwrap().source.name.as_str(), "second");
    let first = fernet(&[("first", 1)]).unwrap();
    assert_eq!(first.open(&text).unwrap_err(), OpenForeignError::BadTag);
    // The tag alone does not prove that the whole key is right: a key that only signs alike decrypts to nonsense.
    let mut half = numbered(2);
    half[31] ^= 1;
    let signs_alike = Fernet::new(vec![(source("half", &[]), key(&half))]).unwrap();
    assert!(matches!(
        signs_alike.open(&text),
        Err(OpenForeignError::BadPadding | OpenForeignError::Payload(_))
    ));
}

#[test]
fn names_of_sources_are_plain() {
    for good in ["a", "old-portal", "2019", &"x".repeat(64)] {
        assert_eq!(good.parse::<SourceName>().unwrap().as_str(), good);
    }
    for bad in ["", "Old", "a b", "a_b", "a\n", "é", &"x".repeat(65)] {
        assert!(bad.parse::<SourceName>().is_err(), "{bad:?}");
    }
}

#[test]
fn a_map_reaches_what_is_in_it_and_nothing_else() {
    let mapped = source("a", &[("4711", "co_a"), ("co_b", "co_c")]).companies;
    assert_eq!(mapped.public_id("4711"), Some("co_a"));
    assert_eq!(mapped.public_id("co_b"), Some("co_c"));
    assert_eq!(
        (mapped.public_id("co_a"), mapped.public_id("04711"), mapped.public_id("")),
        (None, None, None)
    );
    assert_eq!(Companies::AnyByPublicId.public_id("co_a"), Some("co_a"));
}
