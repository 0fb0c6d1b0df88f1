//! What users wrote does not act on the operator's terminal.

use crate::house::House;

#[test]
fn t161_escape_sequences_of_users_do_not_reach_the_terminal() {
    let (house, company) = House::with_company();
    // A value of metadata is the customer's own and may hold any character but U+0000.
    let value = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\r\u{202e}txt\u{2028}";
    let label = format!("note={value}");
    let id = house.id(&["invitation", "create", "--company", &company, "--metadata", &label]);
    let (table, json) = (
        house.does(&["invitation", "show", &id]),
        house.does(&["invitation", "show", &id, "--format", "json"]),
    );
    for out in [&table, &json] {
        let acting = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{2028}'..='\u{202e}');
        assert!(!out.contains(acting), "{out:?}");
    }
    assert!(
        table.contains("note=\\u{1b}]0;owned\\u{7}\\u{1b}[2J\\u{9b}31m\\u{d}\\u{202e}txt\\u{2028}"),
        "{table}"
    );
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["metadata"]["note"], value, "a program gets it as it was");
}

#[test]
fn t161_errors_are_neutral_too() {
    let house = House::new();
    let ended = house.run(&["keys", "generate", "--out", "no\u{1b}[31mred/k.json"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("no\\u{1b}[31mred") && !ended.err.contains('\u{1b}'), "{:?}", ended.err);
}
