//! What may be in the graph: `deny.toml`, checked with nothing installed.
//!
//! Bans and sources are read from `Cargo.lock`, which has every platform and every feature; licences from the packages
//! that this machine builds. cargo-deny checks the same file where it is installed.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use spdx::{Expression, Licensee, ParseMode};

use crate::house::{metadata, report, text};

#[derive(Debug, Deserialize)]
struct Rules {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

/// A package that may have a licence nobody else may have.
#[derive(Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    /// Who may name it all the same.
    #[serde(default)]
    wrappers: Vec<String>,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
    allow_git: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Debug, Deserialize)]
struct Locked {
    name: String,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    dependencies: Vec<String>,
}

fn read<T: DeserializeOwned>(path: &str) -> T {
    toml::from_str(&text(Path::new(path)).unwrap()).unwrap()
}

fn banned(bans: &[Ban], lock: &Lock) -> Vec<String> {
    let mut findings = Vec::new();
    for ban in bans {
        let locked = lock.package.iter().any(|package| package.name == ban.name);
        if locked && ban.wrappers.is_empty() {
            findings.push(format!("{} is in Cargo.lock: {}", ban.name, ban.reason));
        }
        for user in
            lock.package.iter().filter(|user| user.names(&ban.name) && !ban.wrappers.contains(&user.name))
        {
            findings.push(format!("{} names {}: {}", user.name, ban.name, ban.reason));
        }
    }
    findings
}

impl Locked {
    /// `Cargo.lock` writes `name`, or `name version` where there are several.
    fn names(&self, other: &str) -> bool {
        self.dependencies.iter().any(|dependency| dependency.split(' ').next() == Some(other))
    }
}

fn from_elsewhere(sources: &Sources, lock: &Lock) -> Vec<String> {
    let allowed = |source: &str| {
        let address = source.split_once('+').map_or(source, |(_, address)| address);
        let address = address.split(['?', '#']).next().unwrap_or(address);
        sources.allow_registry.iter().chain(&sources.allow_git).any(|allow| allow == address)
    };
    let elsewhere = lock.package.iter().filter_map(|package| {
        let source = package.source.as_deref().filter(|source| !allowed(source))?;
        Some(format!("{} comes from {source}", package.name))
    });
    elsewhere.collect()
}

/// Why a licence is not allowed, if it is not.
fn refused(licence: &str, allow: &[Licensee]) -> Option<String> {
    match Expression::parse_mode(licence, ParseMode::LAX) {
        Ok(licence) if licence.evaluate(|wanted| allow.iter().any(|held| held.satisfies(wanted))) => None,
        Ok(_) => Some(format!("{licence} is not on the list in deny.toml")),
        Err(error) => Some(format!("{licence:?} cannot be read: {}", error.reason)),
    }
}

fn licensees(allow: &[String]) -> Vec<Licensee> {
    allow.iter().map(|licence| Licensee::parse(licence).unwrap()).collect()
}

#[test]
fn t185_banned_packages_are_absent_and_the_orm_stays_in_its_crate() {
    let rules: Rules = read("deny.toml");
    report(&banned(&rules.bans.deny, &read("Cargo.lock")));
}

#[test]
fn t185_every_package_comes_from_the_public_registry() {
    let rules: Rules = read("deny.toml");
    report(&from_elsewhere(&rules.sources, &read("Cargo.lock")));
}

#[test]
fn t185_every_licence_is_on_the_list() {
    let rules: Rules = read("deny.toml");
    let allow = licensees(&rules.licenses.allow);
    let mut findings = Vec::new();
    let mut licences: BTreeMap<String, String> = BTreeMap::new();
    for package in metadata().unwrap().packages {
        let excepted = rules.licenses.exceptions.iter().find(|exception| *package.name == exception.name);
        if let (Some(exception), Some(licence)) = (excepted, &package.license) {
            findings.extend(
                refused(licence, &licensees(&exception.allow)).map(|why| format!("{}: {why}", package.name)),
            );
            continue;
        }
        match package.license {
            Some(licence) => drop(licences.insert(licence, package.name.to_string())),
            None => findings.push(format!("{} names no licence", package.name)),
        }
    }
    for (licence, package) in &licences {
        findings.extend(refused(licence, &allow).map(|why| format!("{package}: {why}")));
    }
    report(&findings);
}

#[test]
fn only_these_tests_have_a_general_http_client() {
    // The product's outbound requests go through one guarded client; reqwest has no policy on addresses.
    let lock: Lock = read("Cargo.lock");
    let users: Vec<&str> =
        lock.package.iter().filter(|user| user.names("reqwest")).map(|user| user.name.as_str()).collect();
    assert_eq!(users, ["latchstring-tests"]);
}

#[test]
fn a_ban_finds_the_package_and_whoever_names_it_without_leave() {
    let lock: Lock = toml::from_str(
        "[[package]]\nname = 'orm'\n[[package]]\nname = 'adapter'\ndependencies = ['orm 2.0.0']\n\
         [[package]]\nname = 'domain'\ndependencies = ['orm']\n[[package]]\nname = 'openssl'\n",
    )
    .unwrap();
    let ban = |name: &str, wrappers: &[&str]| Ban {
        name: name.into(),
        wrappers: wrappers.iter().map(|&wrapper| wrapper.to_owned()).collect(),
        reason: "no".into(),
    };
    let found = banned(&[ban("orm", &["adapter"]), ban("openssl", &[]), ban("absent", &[])], &lock);
    assert_eq!(found, ["domain names orm: no", "openssl is in Cargo.lock: no"]);
}

#[test]
fn a_package_from_git_or_another_registry_is_found() {
    let sources = Sources { allow_registry: vec!["https://one.example/index".into()], allow_git: Vec::new() };
    let lock: Lock = toml::from_str(
        "[[package]]\nname = 'ours'\n[[package]]\nname = 'good'\nsource = 'registry+https://one.example/index'\n\
         [[package]]\nname = 'git'\nsource = 'git+https://two.example/x?branch=main#abc'\n",
    )
    .unwrap();
    assert_eq!(from_elsewhere(&sources, &lock), ["git comes from git+https://two.example/x?branch=main#abc"]);
}

#[test]
fn a_licence_is_allowed_when_one_of_its_choices_is() {
    let allow = licensees(&["MIT".into(), "Apache-2.0 WITH LLVM-exception".into()]);
    for good in ["MIT", "MIT OR GPL-3.0-only", "MIT/Apache-2.0", "Apache-2.0 WITH LLVM-exception OR ISC"] {
        assert_eq!(refused(good, &allow), None, "{good}");
    }
    for bad in ["GPL-3.0-only", "MIT AND ISC", "Apache-2.0", "whatever"] {
        assert!(refused(bad, &allow).is_some(), "{bad}");
    }
}
