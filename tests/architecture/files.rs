//! How files are: where they lie, how long they are, what is not in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use latchstring_tests::workspace_root;
use serde::Deserialize;

use crate::house::{files, ignored_at_the_top, report, text};

const MOST_LINES: usize = 400;

/// How many entries `long_files.toml` has. It goes down with every entry that goes, and never up.
const LONG_FILES: usize = 0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LongFile {
    lines: usize,
    reason: String,
}

fn judge_length(path: &str, lines: usize, excuse: Option<&LongFile>) -> Option<String> {
    match excuse {
        None if lines > MOST_LINES => {
            Some(format!("{path}: {lines} lines, {MOST_LINES} at most: split it by idea"))
        }
        None => None,
        Some(_) if lines <= MOST_LINES => {
            Some(format!("{path}: short enough now: drop it from long_files.toml"))
        }
        Some(excuse) if excuse.reason.trim().is_empty() => {
            Some(format!("{path}: give a reason in long_files.toml"))
        }
        Some(excuse) if lines > excuse.lines => {
            Some(format!("{path}: grew from {} to {lines} lines", excuse.lines))
        }
        Some(excuse) if lines < excuse.lines => Some(format!("{path}: write {lines} into long_files.toml")),
        Some(_) => None,
    }
}

#[test]
fn no_rust_file_is_too_long() {
    let listed = text(Path::new("tests/architecture/long_files.toml")).unwrap();
    let mut excuses: BTreeMap<String, LongFile> = toml::from_str(&listed).unwrap();
    assert_eq!(excuses.len(), LONG_FILES, "long_files.toml may only shrink, and this number with it");
    let mut findings = Vec::new();
    for path in rust_files() {
        let lines = text(&path).unwrap().lines().count();
        let path = path.display().to_string();
        let excuse = excuses.remove(&path);
        findings.extend(judge_length(&path, lines, excuse.as_ref()));
    }
    findings
        .extend(excuses.keys().map(|path| format!("{path}: in long_files.toml, but there is no such file")));
    report(&findings);
}

#[test]
fn an_excuse_covers_the_recorded_length_and_no_more() {
    let excuse = LongFile { lines: 500, reason: "a table".into() };
    assert_eq!(judge_length("a.rs", 400, None), None);
    assert!(judge_length("a.rs", 401, None).is_some());
    assert_eq!(judge_length("a.rs", 500, Some(&excuse)), None);
    for lines in [400, 499, 501] {
        assert!(judge_length("a.rs", lines, Some(&excuse)).is_some(), "{lines}");
    }
    assert!(judge_length("a.rs", 500, Some(&LongFile { lines: 500, reason: " ".into() })).is_some());
}

#[test]
fn the_top_folder_holds_what_is_meant_to_be_there() {
    const NAMES: [&str; 8] =
        ["Cargo.toml", "Cargo.lock", "crates", "bins", "docs", "tests", "deny.toml", "rust-toolchain.toml"];
    let ignored = ignored_at_the_top().unwrap();
    let mut findings = Vec::new();
    for entry in std::fs::read_dir(workspace_root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = NAMES.contains(&name.as_str())
            || ["README.md", "CHANGELOG.md"].contains(&name.as_str())
            || name.starts_with("LICENSE")
            || name.starts_with('.');
        if !known && !ignored.contains(&name) {
            findings.push(format!("{name}: has no place at the top"));
        }
    }
    report(&findings);
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file does not find itself.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let macros = [concat!("to", "do!("), concat!("unimple", "mented!(")];
    let mut findings = Vec::new();
    for path in files().unwrap().into_iter().filter(|path| is_ours(path)) {
        for (number, line) in text(&path).unwrap().lines().enumerate() {
            let word = words.iter().find(|word| has_word(line, word));
            let call = macros
                .iter()
                .find(|call| path.extension().is_some_and(|end| end == "rs") && line.contains(**call));
            findings.extend(word.or(call).map(|found| format!("{}:{}: {found}", path.display(), number + 1)));
        }
    }
    report(&findings);
}

#[test]
fn no_test_waits_for_time_to_pass() {
    let call = concat!("sle", "ep(");
    let mut findings = Vec::new();
    for path in
        rust_files().into_iter().filter(|path| path.components().any(|part| part.as_os_str() == "tests"))
    {
        let text = text(&path).unwrap();
        // On tokio's paused time a sleep waits for nothing: there a clock has to be able to wait, and a port to be slow.
        if ["impl Clock for ", "start_paused = true"].iter().any(|paused| text.contains(paused)) {
            continue;
        }
        for (number, line) in text.lines().enumerate().filter(|(_, line)| line.contains(call)) {
            let line = line.trim();
            findings.push(format!("{}:{}: wait for a signal: {line}", path.display(), number + 1));
        }
    }
    report(&findings);
}

#[test]
fn a_word_is_found_only_whole() {
    assert!(has_word("// AB: later", "AB") && has_word("AB", "AB"));
    assert!(!has_word("CABLE AB_C ABC", "AB"));
}

fn rust_files() -> Vec<PathBuf> {
    files().unwrap().into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")).collect()
}

/// Written here, and not generated or taken over as it is.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name != "Cargo.lock"
        && !name.starts_with("LICENSE")
        && !name.contains(".min.")
        && !path.components().any(|part| part.as_os_str() == "vendor")
}

fn has_word(line: &str, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(letter) && !after.is_some_and(letter)
    })
}
