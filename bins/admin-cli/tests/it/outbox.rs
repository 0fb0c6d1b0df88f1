//! What was given up: a house in which nothing was, and what is said of what cannot be.

use crate::house::{House, refused};

const NOBODY: &str = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

#[test]
fn where_nothing_was_given_up_there_is_nothing_to_do() {
    let (house, _) = House::with_company();
    assert_eq!(house.does(&["outbox", "list"]), "Nothing was given up.\n");
    assert_eq!(house.does(&["outbox", "list", "--kind", "WORK"]), "Nothing was given up.\n");
    assert_eq!(house.json(&["outbox", "list"]), serde_json::json!({"deadLetters": [], "next": null}));
    assert_eq!(house.does(&["outbox", "replay", "--all"]), "There was nothing to begin anew.\n");
    let hour = ["outbox", "replay", "--from", "2026-01-01T09:00:00Z", "--until", "2026-01-01T10:00:00Z"];
    assert_eq!(house.json(&hour), serde_json::json!({"count": 0, "passedOver": 0}));
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let (house, _) = House::with_company();
    for deed in ["show", "replay", "discard"] {
        refused(&house.run(&["outbox", deed, NOBODY]), 3, "`admin-cli outbox list` shows what there is");
    }
    refused(&house.run(&["outbox", "replay"]), 2, "--all");
    refused(&house.run(&["outbox", "replay", NOBODY, "--all"]), 2, "cannot be used with");
    refused(&house.run(&["outbox", "list", "--kind", "MAIL"]), 2, "WEBHOOK");
    let turned = ["outbox", "replay", "--from", "2026-02-01T00:00:00Z", "--until", "2026-01-01T00:00:00Z"];
    refused(&house.run(&turned), 2, "ends before it begins");
}
