//! T036: links that earlier releases sealed open for ever.
//!
//! The files in `tests/upgrade/sealed-links/` are what real people have in their mailboxes. Entries are only ever
//! added, one file for each release, by `examples/golden_links.rs`. A file is never made anew, corrected or thinned
//! out: if a test here fails, the code is wrong. The digests below keep the files as they are.

use std::path::{Path, PathBuf};

use latchstring_secrets::keyring::{KeyState, Keyring, RootKey};
use latchstring_secrets::link_message::{
    LinkKind, LinkMessage, LinkTarget, OpenedLink, Prefill, PrefillField, open_link,
};
use latchstring_secrets::link_openers::{AcceptedLink, LinkOpeners, Presented};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{from_hex, rng, to_hex};

/// Every file with its SHA-256. A line is only ever added.
const FILES: &[(&str, &str)] =
    &[("0.1.json", "9c3ab299e4a76254d5a84eada3d465ee815645ab108343f97b3fd24848d5166d")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/upgrade/sealed-links")
}

fn files() -> Vec<(&'static str, Value)> {
    let read = |name: &'static str| std::fs::read_to_string(folder().join(name)).unwrap();
    FILES.iter().map(|(name, _)| (*name, serde_json::from_str(&read(name)).unwrap())).collect()
}

fn ring(file: &Value) -> Keyring {
    Keyring::from_json(&serde_json::json!({ "keyring": file["keyring"] }).to_string()).unwrap()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn id(value: &Value) -> Option<[u8; 16]> {
    value.as_str().map(|hex| from_hex(hex).try_into().unwrap())
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().filter_map(text).collect()
}

fn recorded(message: &Value) -> LinkMessage {
    let prefill = &message["prefill"];
    LinkMessage {
        link_id: id(&message["link_id"]).unwrap(),
        company_id: id(&message["company_id"]).unwrap(),
        issued_at: message["issued_at"].as_i64().unwrap(),
        expires_at: message["expires_at"].as_i64(),
        target: id(&message["connection_id"]).map_or(LinkTarget::NewConnection, LinkTarget::Connection),
        prefill: Prefill {
            url: text(&prefill["url"]),
            provider_id: text(&prefill["provider_id"]),
            site_ids: prefill["site_ids"].as_array().unwrap().iter().filter_map(id).collect(),
            utility_types: texts(&prefill["utility_types"]),
            country: text(&prefill["country"]),
            owner_email: text(&prefill["owner_email"]),
            collection_start: text(&prefill["collection_start"]),
            locked_fields: texts(&prefill["locked_fields"]),
        },
    }
}

fn presented(link: &Value) -> Presented<'_> {
    Presented {
        kind: if link["kind"] == "connection" { LinkKind::Connection } else { LinkKind::Company },
        public_company_id: link["public_company_id"].as_str().unwrap(),
        text: link["text"].as_str().unwrap(),
    }
}

fn open(ring: &Keyring, link: &Value) -> OpenedLink {
    let Presented { kind, public_company_id, text } = presented(link);
    open_link(ring, kind, public_company_id, text).unwrap()
}

#[test]
fn t036_every_link_of_every_release_opens_to_what_was_sealed() {
    for (name, file) in files() {
        let ring = ring(&file);
        for (place, link) in file["links"].as_array().unwrap().iter().enumerate() {
            let opened = open(&ring, link);
            assert_eq!(opened.key_id.to_string(), link["key_id"].as_str().unwrap(), "{name}, link {place}");
            assert_eq!(opened.message, recorded(&link["message"]), "{name}, link {place}");
            // And through the one door, at the second it was minted and at the last before it expires.
            let message = &opened.message;
            for now in [message.issued_at, message.expires_at.map_or(i64::MAX, |expires_at| expires_at - 1)] {
                let accepted = LinkOpeners::default().open(&ring, &presented(link), now);
                assert_eq!(accepted, Ok(AcceptedLink::Ours(opened.clone())), "{name}, link {place}");
            }
        }
    }
}

#[test]
fn t036_the_links_of_a_rotated_key_outlive_its_rotation_and_a_restart() {
    for (name, file) in files() {
        let ring = ring(&file);
        let links = file["links"].as_array().unwrap();
        let old: Vec<&Value> =
            links.iter().filter(|link| link["key_id"] != file["keyring"][0]["key_id"]).collect();
        assert!(old.len() >= 8, "{name} has links of a key that seals no more");
        let newer = RootKey::generate(&mut rng(36));
        let newer_id = newer.id();
        let rotated = ring.with_key(newer).unwrap().promote(newer_id).unwrap();
        let rotated = Keyring::from_json(&rotated.to_json()).unwrap();
        for link in old {
            let key_id = open(&rotated, link).key_id;
            assert_eq!(rotated.state(key_id), Some(KeyState::Active), "{name}");
        }
    }
}

#[test]
fn t036_the_files_are_as_they_were_and_none_is_forgotten() {
    let mut in_folder: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "json"))
        .collect();
    in_folder.sort();
    let mut listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    listed.sort_unstable();
    assert_eq!(in_folder, listed);
    for (name, digest) in FILES {
        let bytes = std::fs::read(folder().join(name)).unwrap();
        assert_eq!(
            to_hex(&Sha256::digest(bytes)),
            *digest,
            "{name} was changed: entries are only ever added"
        );
    }
    let release = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap().0;
    assert!(
        listed.contains(&format!("{release}.json").as_str()),
        "this release has no file yet: see crates/secrets/examples/golden_links.rs"
    );
}

#[test]
fn t036_the_first_file_has_every_field_kind_and_key() {
    let (_, file) = files().swap_remove(0);
    let links = file["links"].as_array().unwrap();
    assert_eq!(links.len(), 48);
    let has = |wanted: &dyn Fn(&LinkMessage) -> bool| {
        for kind in ["company", "connection"] {
            for expires in [false, true] {
                let found = links
                    .iter()
                    .filter(|link| link["kind"] == kind)
                    .map(|link| recorded(&link["message"]))
                    .any(|message| message.expires_at.is_some() == expires && wanted(&message));
                assert!(found, "{kind} {expires}");
            }
        }
    };
    has(&|message| message.prefill.is_empty());
    for field in PrefillField::ALL {
        has(&|message| message.prefill.largest_field().is_some_and(|(largest, _)| largest == field));
    }
    let most =
        links.iter().map(|link| recorded(&link["message"])).map(|message| message.encode().len()).max();
    has(&|message| Some(message.encode().len()) >= most.map(|most| most - 40));
}
