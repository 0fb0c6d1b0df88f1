//! Links of other systems.

mod envelope;
mod keys;
mod openers;
mod payload;
mod vectors;

use std::collections::BTreeMap;

use aes::cipher::array::Array;
use aes::cipher::{BlockModeEncrypt, KeyIvInit};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use hmac::{KeyInit, Mac};
use latchstring_secrets::foreign_link::{Companies, Fernet, FernetKey, Source};
use latchstring_secrets::link_message::LinkKind;
use latchstring_secrets::link_openers::{AcceptLinkError, LinkOpeners, Presented};

pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const KEY: [u8; 32] = *b"\x5b\xa7\x9c\x01\xee\x34\xd8\x12\x90\x6f\xb3\x2d\x44\xc9\x08\xf1\
                         \x77\x1e\xab\x63\xd2\x0a\x85\xbc\x39\xf6\x50\xe4\x18\xcd\x92\x2b";

/// Mints as the other system does. Only the tests can.
pub(crate) fn mint(key: &[u8; 32], timestamp: u64, iv: &[u8; 16], payload: &[u8]) -> String {
    URL_SAFE.encode(envelope(key, 0x80, timestamp, iv, &padded(payload)))
}

pub(crate) fn padded(payload: &[u8]) -> Vec<u8> {
    let filler = 16 - payload.len() % 16;
    [payload, &vec![u8::try_from(filler).unwrap(); filler]].concat()
}

/// An envelope with a right tag around whole blocks of anything.
pub(crate) fn envelope(key: &[u8; 32], version: u8, timestamp: u64, iv: &[u8; 16], blocks: &[u8]) -> Vec<u8> {
    let mut ciphertext = blocks.to_vec();
    let (whole, rest) = Array::slice_as_chunks_mut(&mut ciphertext);
    assert!(rest.is_empty());
    let (signing, encryption) = key.split_at(16);
    cbc::Encryptor::<aes::Aes128>::new(encryption.try_into().unwrap(), iv.into()).encrypt_blocks(whole);
    tagged(signing, [&[version][..], &timestamp.to_be_bytes(), iv, &ciphertext].concat())
}

pub(crate) fn tagged(signing: &[u8], mut bytes: Vec<u8>) -> Vec<u8> {
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(signing).unwrap();
    mac.update(&bytes);
    bytes.extend_from_slice(&mac.finalize().into_bytes());
    bytes
}

pub(crate) fn key(bytes: &[u8; 32]) -> FernetKey {
    FernetKey::parse(&URL_SAFE.encode(bytes)).unwrap()
}

pub(crate) fn source(name: &str, companies: &[(&str, &str)]) -> Source {
    let companies: BTreeMap<_, _> =
        companies.iter().map(|(theirs, ours)| ((*theirs).to_owned(), (*ours).to_owned())).collect();
    Source { name: name.parse().unwrap(), companies: Companies::Mapped(companies), max_age_seconds: None }
}

/// Our own links, and Fernet under [`KEY`], whose holder knows `co_a` as `4711` and `co_b` as `4712`.
pub(crate) fn openers() -> LinkOpeners {
    let source = source("old-portal", &[("4711", "co_a"), ("4712", "co_b")]);
    let fernet = Fernet::new(vec![(source, key(&KEY))]).unwrap();
    LinkOpeners::new(vec![Box::new(fernet)]).unwrap()
}

pub(crate) fn to_company<'a>(public_company_id: &'a str, text: &'a str) -> Presented<'a> {
    Presented { kind: LinkKind::Company, public_company_id, text }
}

/// The kind of failure, in the words of `docs/spec/foreign-links.md`.
pub(crate) fn kind(error: &AcceptLinkError) -> String {
    match error {
        AcceptLinkError::UnknownFormat => "UnknownFormat".into(),
        AcceptLinkError::FromTheFuture => "FromTheFuture".into(),
        AcceptLinkError::Expired { .. } => "Expired".into(),
        AcceptLinkError::Foreign { error, .. } => error.to_string().split(':').next().unwrap().into(),
        other => other.to_string(),
    }
}
