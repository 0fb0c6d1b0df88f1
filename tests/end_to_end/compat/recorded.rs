//! What holds for the recorded pairs of either interface.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use latchstring_tests::Server;
use serde_json::Value;

use super::case::{Case, Step, folder};
use super::shape::Shape;

/// An interface that others' programs speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interface {
    Nectar,
    Hotglue,
}

impl Interface {
    /// The folder of its pairs.
    pub(super) const fn folder(self) -> &'static str {
        match self {
            Self::Nectar => "nectar",
            Self::Hotglue => "hotglue",
        }
    }

    /// The base paths, which all have the same shapes.
    pub(super) const fn bases(self) -> &'static [&'static str] {
        match self {
            Self::Nectar => &["/v2.2", "/v2.1", "/v2"],
            Self::Hotglue => &[""],
        }
    }

    /// Whether the OpenAPI document says that a path is of this interface: the hotglue-shaped ones have servers of their
    /// own, because they have no common base.
    fn has(self, item: &Value) -> bool {
        item.get("servers").is_some() == (self == Self::Hotglue)
    }
}

/// A test for each file of an interface's folder, and those that hold for all of them. The list is written down, because
/// a macro that reads a folder while compiling would have to be a crate and would not notice a new file.
macro_rules! recorded {
    ($interface:expr; $($name:ident,)*) => {
        const RECORDED: &[&str] = &[$(stringify!($name)),*];
        $(
            #[tokio::test]
            async fn $name() -> anyhow::Result<()> {
                super::replay::replay($interface, stringify!($name)).await
            }
        )*

        #[test]
        fn every_file_of_the_folder_is_a_test() -> anyhow::Result<()> {
            super::recorded::every_file_is_listed($interface, RECORDED)
        }

        #[test]
        fn every_file_says_what_it_shows_and_where_that_is_documented() -> anyhow::Result<()> {
            super::recorded::every_file_says_what_it_shows($interface, RECORDED)
        }

        #[tokio::test]
        async fn every_call_of_the_document_has_a_pair_that_succeeds() -> anyhow::Result<()> {
            super::recorded::every_call_has_a_pair($interface, RECORDED).await
        }
    };
}
pub(super) use recorded;

fn cases(interface: Interface, recorded: &[&'static str]) -> Result<Vec<(&'static str, Case)>> {
    recorded.iter().map(|name| Ok((*name, Case::read(interface.folder(), name)?))).collect()
}

pub(super) fn every_file_is_listed(interface: Interface, recorded: &[&'static str]) -> Result<()> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder(interface.folder()))? {
        files.push(entry?.file_name().into_string().ok().context("a name that is no text")?);
    }
    files.sort();
    let listed: Vec<_> = recorded.iter().map(|name| format!("{name}.json")).collect();
    assert_eq!(
        files, listed,
        "add the file to the list, in the order of the alphabet, or the other way round"
    );
    Ok(())
}

pub(super) fn every_file_says_what_it_shows(interface: Interface, recorded: &[&'static str]) -> Result<()> {
    let mut names = BTreeSet::new();
    for (file, case) in cases(interface, recorded)? {
        assert!(!case.name.is_empty() && !case.source.is_empty(), "{file}");
        assert!(names.insert((case.name.clone(), case.request.path.clone())), "{file}: {} twice", case.name);
        for shape in case.response.body.iter().chain(case.response.headers.values()) {
            Shape::parse(shape).with_context(|| file)?;
        }
    }
    paths_are(interface, recorded, |path| path.starts_with('/'))
}

/// Asks something of every path of every pair.
pub(super) fn paths_are(
    interface: Interface,
    recorded: &[&'static str],
    so: impl Fn(&str) -> bool,
) -> Result<()> {
    for (file, case) in cases(interface, recorded)? {
        let mut paths = vec![&case.request.path];
        paths.extend(case.given.iter().filter_map(|step| match step {
            Step::Call { request, .. } => Some(&request.path),
            _ => None,
        }));
        assert!(paths.iter().all(|path| so(path)), "{file}");
    }
    Ok(())
}

/// `GET /site/{site_id}?page=1` and `GET /site/{id}` are one call.
fn call(method: &str, path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    format!("{} {}", method.to_uppercase(), segments.collect::<Vec<_>>().join("/"))
}

pub(super) async fn every_call_has_a_pair(interface: Interface, recorded: &[&'static str]) -> Result<()> {
    let recorded: BTreeSet<String> = cases(interface, recorded)?
        .iter()
        .filter(|(_, case)| case.response.status < 300)
        .map(|(_, case)| call(&case.request.method, &case.request.path))
        .collect();
    let quickstart = Server::quickstart().await?;
    let document = quickstart.api()?.get("/openapi.json").await?.json;
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().context("paths")? {
        if !interface.has(item) {
            continue;
        }
        for (method, operation) in
            item.as_object().context("a path")?.iter().filter(|(name, _)| *name != "servers")
        {
            // A file is no text, and a pair is made of texts. The address that may stand in the place of a picture leads
            // out of the house; the tests of the API and of the composition root have those calls.
            let takes_a_file = operation["requestBody"]["content"].as_object().is_some_and(|content| {
                content.contains_key("image/png") || !content.contains_key("application/json")
            });
            let gives_a_file = operation["responses"]["200"]["content"]
                .as_object()
                .is_some_and(|content| !content.contains_key("application/json"));
            // What comes in is signed with the time it is sent at; `tests/it/inbound.rs` of the API has its calls. Nothing is given
            // up while a pair is tried; `outbox` has the calls on what was.
            let elsewhere = path.starts_with("/inbound/") || path == "/dead-letter/{dead_letter_id}";
            if !takes_a_file && !gives_a_file && !elsewhere {
                documented.insert(call(method, path));
            }
        }
    }
    // A pair may be of a call of the other interface, to show what that makes of this one's doings.
    let missing: Vec<_> = documented.difference(&recorded).collect();
    assert!(missing.is_empty(), "no pair succeeds for {missing:?}");
    Ok(())
}
