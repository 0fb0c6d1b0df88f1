//! How `secrets` compares: bytes that somebody could guess at, in constant time and in no other way (T033).
//!
//! `==` on bytes stops at the first difference, and the time tells where. So each one in the crate is looked at: an operand
//! is a constant, a length or a variant, or the comparison stands in [`ALLOWED`] with the reason why nothing in it is
//! secret. Everything else goes through `subtle`, and what holds bytes has no `==`.

use crate::house::{files, report, text};
use crate::rust::{code, comparisons, derived};

const FOLDER: &str = "crates/secrets/src";

/// In this file, this may be compared, for this reason.
type Allowed = [(&'static str, &'static str, &'static str)];

const ALLOWED: &Allowed = &[
    ("api_key.rs", "crc32(checked) != u32::from_be_bytes(*claimed)", "a checksum that anybody can compute"),
    ("cbor.rs", "major == wanted", "types of CBOR"),
    (
        "foreign_link/accept.rs",
        "source.companies.public_id(&payload.company) != Some(public_company_id)",
        "public ids, after the tag was right",
    ),
    ("foreign_link/fernet/mod.rs", "earlier.name == source.name", "the operator's names of keys"),
    ("foreign_link/fernet/token.rs", "usize::from(*byte) == filler", "padding, after the tag was right"),
    ("keyring/file.rs", "id == key.id", "ids of keys"),
    ("keyring/mod.rs", "self.primary.id() == id", "ids of keys"),
    ("keyring/mod.rs", "key.id == id", "ids of keys"),
    ("keyring/mod.rs", "id == key.id()", "ids of keys"),
    ("keyring/mod.rs", "key.id() != id", "ids of keys"),
    ("keyring/mod.rs", "key.id() == id", "ids of keys"),
    ("keyring/mod.rs", "*key == id", "ids of keys"),
    ("keyring/sample.rs", "Some(step) == first", "the operator's own keys, once at start"),
    ("keyring/sample.rs", "one == later", "the operator's own keys, once at start"),
    ("keyring/sample.rs", "one == next", "the operator's own keys, once at start"),
    ("link_message/prefill.rs", "field.key() == key", "names of fields"),
    ("link_openers.rs", "other.first_byte() == format.first_byte()", "what tells formats apart"),
    ("link_openers.rs", "format.first_byte() == first", "what tells formats apart"),
    ("sealed_link/purpose.rs", "purpose.as_str() == text", "names of purposes"),
    ("vault.rs", "sealed.key_id != self.id", "ids of keys"),
    ("vault.rs", "at_rest::sealing_key(wrapped)? == keyring.primary_id()", "ids of keys"),
];

/// Types with bytes in them that may be compared all the same.
const COMPARABLE: &Allowed = &[
    ("digest.rs", "$name", "who learns a part of a digest of 256 bits cannot choose a token towards it"),
    ("foreign_link/mod.rs", "ForeignLink", "the link's id"),
    ("keyring/key.rs", "KeyId", "the public name of a key"),
    ("link_message/mod.rs", "LinkMessage", "ids of the link and the company"),
    ("link_message/mod.rs", "LinkTarget", "the connection's id"),
    ("link_message/prefill.rs", "Prefill", "ids of sites"),
    ("link_openers.rs", "AcceptLinkError", "the link's id"),
    ("vault.rs", "VaultContext", "ids of the workspace and the connection"),
];

/// The files of the crate, and the code in each.
fn sources() -> Vec<(String, String)> {
    let named = files().unwrap().into_iter().filter_map(|path| {
        let name = path.strip_prefix(FOLDER).ok()?.to_str()?.to_owned();
        name.ends_with(".rs").then(|| (name, code(&text(&path).unwrap())))
    });
    named.collect()
}

/// A literal, a constant, a length or a variant: nobody's secret.
fn is_public(operand: &str) -> bool {
    let inner = operand.strip_prefix("Some(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(operand);
    let bare = inner.trim_start_matches(['&', '*']);
    let constant = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let variant = || {
        let path = bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b':');
        path && bare
            .rsplit_once("::")
            .is_some_and(|(_, name)| name.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    !bare.contains('[') && (bare.ends_with(".len()") || variant() || bare.split(is_no_word).all(constant))
}

fn is_no_word(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || c == '_')
}

fn judged(sources: &[(String, String)]) -> Vec<(&str, String)> {
    const METHODS: [&str; 7] =
        [".eq(", ".ne(", ".cmp(", ".partial_cmp(", ".starts_with(", ".ends_with(", "memcmp("];
    let mut found = Vec::new();
    for (file, code) in sources {
        let open =
            comparisons(code).into_iter().filter(|pair| !is_public(&pair.left) && !is_public(&pair.right));
        found.extend(open.map(|pair| (file.as_str(), pair.spelled())));
        for method in METHODS {
            let calls =
                code.match_indices(method).filter_map(|(at, _)| code[at + method.len()..].split(')').next());
            let open = calls.filter(|argument| !is_public(argument));
            found.extend(open.map(|argument| (file.as_str(), format!("{method}{argument})"))));
        }
    }
    found
}

fn comparable(sources: &[(String, String)]) -> Vec<(&str, String)> {
    const TRAITS: [&str; 4] = ["PartialEq", "Eq", "PartialOrd", "Ord"];
    const BYTES: [&str; 4] = ["[u8", "Vec<u8>", "Secret", "Zeroizing<"];
    let mut found = Vec::new();
    for (file, code) in sources {
        let with_bytes = derived(code).into_iter().filter(|one| {
            one.traits.iter().any(|name| TRAITS.contains(&name.as_str()))
                && BYTES.iter().any(|bytes| one.body.contains(bytes))
        });
        found.extend(with_bytes.map(|one| (file.as_str(), one.name)));
        let written = TRAITS.iter().filter(|name| code.contains(&format!(" {name} for ")));
        found.extend(written.map(|name| (file.as_str(), format!("impl {name}"))));
    }
    found
}

fn findings(found: &[(&str, String)], allowed: &Allowed, advice: &str) -> Vec<String> {
    let is = |one: &(&str, String), (file, what, _): &(&str, &str, &str)| one.0 == *file && one.1 == *what;
    let open = found.iter().filter(|one| !allowed.iter().any(|excuse| is(one, excuse)));
    let open = open.map(|(file, what)| format!("{FOLDER}/{file}: `{what}`: {advice}"));
    let unused = allowed.iter().filter(|excuse| !found.iter().any(|one| is(one, excuse)));
    open.chain(unused.map(|(file, what, _)| format!("{file}: `{what}` is allowed, and not there"))).collect()
}

#[test]
fn t033_secret_bytes_are_compared_by_subtle_alone() {
    let sources = sources();
    assert!(sources.len() > 40, "the crate was not found");
    report(&findings(
        &judged(&sources),
        ALLOWED,
        "use `subtle`, or say in ALLOWED why nothing here is secret",
    ));
}

#[test]
fn t033_what_holds_secret_bytes_has_no_comparison() {
    let advice = "derive no comparison, or say in COMPARABLE why the bytes are not secret";
    report(&findings(&comparable(&sources()), COMPARABLE, advice));
}

#[test]
fn t033_a_comparison_of_bytes_is_found_however_it_is_written() {
    let judge = |code: &str| {
        let sources = [("a.rs".to_owned(), code.to_owned())];
        judged(&sources).into_iter().map(|(_, what)| what).collect::<Vec<_>>()
    };
    for (code, what) in [
        ("if tag == expected { }", "tag == expected"),
        ("return *bytes != [0; 32];", "*bytes != [0; 32]"),
        ("self.0 == other.0", "self.0 == other.0"),
        ("one.iter().zip(two).all(|(a, b)| a == b)", "a == b"),
        ("tag.eq(&expected)", ".eq(&expected)"),
        ("tag[..].starts_with(&known)", ".starts_with(&known)"),
        ("Some(tag) == stored", "Some(tag) == stored"),
    ] {
        assert_eq!(judge(code), [what], "{code}");
    }
    for code in [
        "if version != VERSION { }",
        "text.len() == N * 2",
        "padded.get(end) == Some(&0x80)",
        "state != Some(KeyState::Disabled)",
        "text.ends_with(0)",
        "first.ct_eq(&second)",
    ] {
        assert_eq!(judge(code), Vec::<String>::new(), "{code}");
    }
    let types = "#[derive(Clone, PartialEq)] pub struct Tag([u8; 32]); impl PartialEq for Key { } \
                 #[derive(PartialEq)] enum Kind { One }";
    let sources = [("a.rs".to_owned(), types.to_owned())];
    assert_eq!(comparable(&sources), [("a.rs", "Tag".to_owned()), ("a.rs", "impl PartialEq".to_owned())]);
}
