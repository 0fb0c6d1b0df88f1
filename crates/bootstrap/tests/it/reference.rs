//! The reference of the configuration, which is generated.

use latchstring_bootstrap::config::{KEYS, reference};

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/config.md");

#[test]
fn the_reference_is_what_the_program_knows() {
    if std::env::var_os("LATCHSTRING_REGENERATE").is_some() {
        std::fs::write(REFERENCE, reference()).unwrap();
    }
    let written = std::fs::read_to_string(REFERENCE).unwrap_or_default();
    assert!(written == reference(), "{REFERENCE} is out of date; run ./tests/regenerate");
}

#[test]
fn every_key_has_a_line_that_its_table_can_hold() {
    let reference = reference();
    for key in KEYS {
        assert!(!key.about.contains(['|', '\n']) && key.about.ends_with('.'), "{}", key.path);
        let line = format!("| `{}` | `{}` |", key.path, key.variable());
        assert_eq!(reference.matches(&line).count(), 1, "{line}");
    }
}
