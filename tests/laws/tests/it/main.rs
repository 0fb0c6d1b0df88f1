#![cfg(test)]
//! The corpus, and changed copies of it, on every law.

use std::fs;
use std::path::{Path, PathBuf};

use latchstring_laws::{ALL, Law};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// One place of one seed changed, or one seed grown into another.
fn changed(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let seed = || prop::sample::select(seeds.clone());
    let byte = (seed(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut seed, place, byte)| {
        if !seed.is_empty() {
            let place = place.index(seed.len());
            seed[place] = byte;
        }
        seed
    });
    let piece = (seed(), any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..12));
    let grown = piece.prop_map(|(mut seed, place, more)| {
        let place = place.index(seed.len() + 1);
        seed.splice(place..place, more);
        seed
    });
    let cut = (seed(), any::<prop::sample::Index>()).prop_map(|(mut seed, place)| {
        seed.truncate(place.index(seed.len() + 1));
        seed
    });
    let joined = (seed(), any::<prop::sample::Index>(), seed()).prop_map(|(mut first, place, second)| {
        first.truncate(place.index(first.len() + 1));
        [first, second].concat()
    });
    prop_oneof![3 => byte, 2 => grown, 1 => cut, 1 => joined]
}

fn holds(name: &str, cases: u32) {
    let (_, law): (_, Law) = *ALL.iter().find(|(law, _)| *law == name).unwrap();
    let seeds = corpus(name);
    assert!(seeds.len() >= 5, "{name} has {} seeds", seeds.len());
    for seed in &seeds {
        law(seed);
    }
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    runner
        .run(&changed(seeds), |data| {
            law(&data);
            Ok(())
        })
        .unwrap();
}

#[test]
fn t037_secrets_of_links() {
    holds("sealed_link", 500);
    holds("link_message", 2000);
}

#[test]
fn t037_tokens() {
    holds("tokens", 2000);
}

#[test]
fn t074_addresses() {
    holds("email", 2000);
}

#[test]
fn t110_addresses_of_endpoints() {
    holds("webhook_url", 2000);
}

#[test]
fn invitations_in_json() {
    holds("invitation_body", 300);
}

#[test]
fn invitations_in_csv() {
    holds("bulk_csv", 300);
}

#[test]
fn every_law_has_a_target_and_a_corpus() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for (name, _) in ALL {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is no target");
        let target = fs::read_to_string(fuzz.join(format!("targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("latchstring_laws::{name}(data)")), "{name}");
    }
}
