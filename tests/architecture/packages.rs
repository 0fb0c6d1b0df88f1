//! What every package of ours has.

use std::path::Path;

use latchstring_tests::workspace_root;

use crate::house::{metadata, report, text};

const README_DOCS: &str = "#![doc = include_str!(\"../README.md\")]";

#[test]
fn every_package_teaches_itself_and_takes_the_workspace_s_lints() {
    let root = workspace_root();
    let mut findings = Vec::new();
    for package in metadata().unwrap().workspace_packages() {
        let manifest = package.manifest_path.strip_prefix(&root).unwrap();
        let folder = manifest.parent().unwrap();
        let read = |name: &str| text(Path::new(folder.join(name).as_str())).unwrap_or_default();

        let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
        let lints =
            manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        if lints != Some(true) {
            findings.push(format!("{folder}/Cargo.toml: `[lints] workspace = true` is missing"));
        }
        if read("README.md").trim().is_empty() {
            findings.push(format!("{folder}: README.md is missing"));
        }
        let documented = ["src/lib.rs", "src/main.rs"].map(|name| read(name).starts_with(README_DOCS));
        if documented == [false, false] {
            findings.push(format!("{folder}: the crate's documentation does not begin with its README.md"));
        }
    }
    report(&findings);
}

#[test]
fn dependencies_come_from_the_workspace_with_one_version_each() {
    let root = workspace_root();
    let mut findings = Vec::new();
    for package in metadata().unwrap().workspace_packages() {
        let path = package.manifest_path.strip_prefix(&root).unwrap();
        let manifest: toml::Table = toml::from_str(&text(Path::new(path.as_str())).unwrap()).unwrap();
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(dependencies) = manifest.get(section).and_then(toml::Value::as_table) else { continue };
            for (name, value) in dependencies {
                if value.get("workspace").and_then(toml::Value::as_bool) != Some(true) {
                    findings.push(format!("{path}: [{section}] {name} does not say `workspace = true`"));
                }
            }
        }
    }
    report(&findings);
}
