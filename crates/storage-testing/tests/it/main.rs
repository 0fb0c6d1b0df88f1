//! A case that no adapter runs proves nothing: every one must stand in the list of the macro.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_case_is_listed() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let list = fs::read_to_string(src.join("contract.rs")).unwrap();
    let mut listed = BTreeSet::new();
    let mut module = String::new();
    for line in list.lines().map(str::trim) {
        if let Some(name) = line.strip_suffix(" {") {
            module = name.to_owned();
        } else if let Some(case) = line.strip_suffix(',') {
            listed.insert(format!("{module}::{case}"));
        }
    }
    let mut written = BTreeSet::new();
    for file in fs::read_dir(&src).unwrap() {
        let path = file.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() || module == "harness" {
            continue;
        }
        let cases = fs::read_to_string(&path).unwrap();
        let names = cases.lines().filter_map(|line| line.strip_prefix("pub async fn ")?.split('(').next());
        written.extend(names.map(|case| format!("{module}::{case}")));
    }
    assert!(written.len() > 60, "the cases were not found: {written:?}");
    assert_eq!(listed, written);
}
