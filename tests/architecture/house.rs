//! What the other tests look at: the workspace as cargo sees it and the files as they lie.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use latchstring_tests::workspace_root;

/// The graph for this machine; nothing is fetched for others.
pub(crate) fn metadata() -> Result<Metadata> {
    MetadataCommand::new()
        .manifest_path(workspace_root().join("Cargo.toml"))
        .other_options(["--locked".to_owned(), "--filter-platform".to_owned(), "host-tuple".to_owned()])
        .exec()
        .context("cargo metadata")
}

/// One of our packages, by the name of its folder, and which of ours it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Member {
    /// In `[dependencies]` and `[build-dependencies]`.
    pub(crate) uses: Vec<String>,
    /// In `[dev-dependencies]`.
    pub(crate) tests_use: Vec<String>,
}

/// Our packages by short name: `latchstring-domain` is `domain`, `api-server` is itself.
pub(crate) fn members(metadata: &Metadata) -> BTreeMap<String, Member> {
    let ours: Vec<&Package> = metadata.workspace_packages();
    let is_ours = |name: &str| ours.iter().any(|package| *package.name == name);
    let mut members = BTreeMap::new();
    for package in &ours {
        let mut member = Member::default();
        for dependency in package.dependencies.iter().filter(|dependency| is_ours(&dependency.name)) {
            let list = match dependency.kind {
                DependencyKind::Development => &mut member.tests_use,
                _ => &mut member.uses,
            };
            list.push(short(&dependency.name).to_owned());
        }
        for list in [&mut member.uses, &mut member.tests_use] {
            list.sort();
            list.dedup();
        }
        members.insert(short(&package.name).to_owned(), member);
    }
    members
}

pub(crate) fn short(package: &str) -> &str {
    package.strip_prefix("latchstring-").unwrap_or(package)
}

/// What `.gitignore` leaves out at the top.
pub(crate) fn ignored_at_the_top() -> Result<Vec<String>> {
    let lines = std::fs::read_to_string(workspace_root().join(".gitignore"))?;
    Ok(lines
        .lines()
        .filter_map(|line| line.strip_prefix('/'))
        .map(|name| name.trim_end_matches('/').to_owned())
        .collect())
}

/// Every file of the repository, relative to its top, in order.
pub(crate) fn files() -> Result<Vec<PathBuf>> {
    let root = workspace_root();
    let ignored = ignored_at_the_top()?;
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let relative = path.strip_prefix(&root)?.to_owned();
            if relative == Path::new(".git") || ignored.iter().any(|name| relative == Path::new(name)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(relative);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file's text; nothing when it is no text.
pub(crate) fn text(relative: &Path) -> Result<String> {
    let path = workspace_root().join(relative);
    let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// One line for each finding, so that a failing test says everything at once.
pub(crate) fn report(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}
