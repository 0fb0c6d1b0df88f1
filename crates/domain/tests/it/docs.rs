//! The reference in `docs/` names what the code has: no more, no less, in the same order.

use std::fs;
use std::path::Path;

use latchstring_domain::event::EventKind;
use latchstring_domain::problem::ProblemCode;

/// Each heading of the second level that is a name in code, with the text up to the next heading.
fn sections(file: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference").join(file);
    let text = fs::read_to_string(&path).unwrap();
    let (_, listed) = text.split_once("\n## ").unwrap();
    listed
        .split("\n## ")
        .map(|section| {
            let (heading, body) = section.split_once('\n').unwrap();
            let name = heading.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
            (
                name.unwrap_or_else(|| panic!("{heading:?} is no name in code")).to_owned(),
                body.trim().to_owned(),
            )
        })
        .collect()
}

#[test]
fn t154_the_events_in_the_reference_are_the_events_in_the_code() {
    let sections = sections("events.md");
    let documented: Vec<_> = sections.iter().map(|(name, _)| name.as_str()).collect();
    let known: Vec<_> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(documented, known);
    for (name, body) in &sections {
        for part in ["**Subject:**", "**Caused by:**", "**Data:**"] {
            assert!(body.contains(part), "{name} has no {part}");
        }
    }
}

#[test]
fn the_problems_in_the_reference_are_the_problems_in_the_code() {
    let sections = sections("errors.md");
    let documented: Vec<_> = sections.iter().map(|(name, _)| name.as_str()).collect();
    let known: Vec<_> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(documented, known);
    for (name, body) in &sections {
        let status = body.strip_prefix("**Status:** ").unwrap_or_else(|| panic!("{name} has no status"));
        let known = matches!(status[..3].parse(), Ok(400..=599)) || status.starts_with("4xx");
        assert!(known, "{name} has no HTTP status");
        assert!(body.contains("**What to do:**"), "{name} does not say what to do");
    }
}
