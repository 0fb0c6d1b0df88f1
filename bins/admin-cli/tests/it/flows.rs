//! Flows: made, shown, changed, deleted, and what is said of a schema that is none.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::house::{House, refused};
use crate::mask::mask;

const SCHEMA: &str = r#"[
    {"table": "Invoices", "fields": [
        {"id": "number", "name": "Invoice number", "required": true},
        {"id": "due_on"}
    ]},
    {"table": "Customers", "fields": [{"id": "email", "name": "E-mail"}]}
]"#;

/// A sandbox with a flow `invoices` that has a schema.
fn house() -> House {
    let (house, _) = House::with_company();
    std::fs::write(house.path("schema.json"), SCHEMA).unwrap();
    house.does(&[
        "flow",
        "create",
        "--name",
        "Invoices",
        "--key",
        "invoices",
        "--connector",
        "sandbox",
        "--schema",
        "schema.json",
    ]);
    house
}

fn show(house: &House) -> Value {
    house.json(&["flow", "show", "invoices"])
}

#[test]
fn a_flow_from_its_making_to_its_end() {
    let (house, _) = House::with_company();
    assert_eq!(house.does(&["flow", "list"]), "No flow.\n");
    std::fs::write(house.path("schema.json"), SCHEMA).unwrap();
    let create = ["flow", "create", "--name", "Invoices", "--key", "invoices", "--connector", "sandbox"];
    let made = house.does(&[&create[..], &["--schema", "schema.json"]].concat());
    assert_snapshot!("flow_create", mask(&made, house.dir.path()));
    assert_snapshot!("flow_list", house.both(&["flow", "list"]));
    assert_snapshot!("flow_show", house.both(&["flow", "show", "invoices"]));
    let rename = ["flow", "update", "invoices", "--name", "Bills", "--no-schema"];
    assert_snapshot!("flow_update", house.both(&rename));
    assert_snapshot!("flow_delete", mask(&house.does(&["flow", "delete", "invoices"]), house.dir.path()));
    refused(&house.run(&["flow", "show", "invoices"]), 3, "`admin-cli flow list` shows what there is");
    let kinds: Vec<_> = ["FLOW_CREATED", "FLOW_UPDATED", "FLOW_DELETED"]
        .map(|kind| house.json(&["events", "list", "--type", kind])["events"].as_array().unwrap().len())
        .into();
    // The second time the change was asked for, in the other form, it changed nothing.
    assert_eq!(kinds, [1, 1, 1]);
}

#[test]
fn a_flow_is_named_by_its_key_or_its_id_which_is_its_key_when_none_is_given() {
    let house = house();
    let id = show(&house)["id"].as_str().unwrap().to_owned();
    assert_eq!(house.json(&["flow", "show", &id]), show(&house));
    let made = house.json(&["flow", "create", "--name", "Bare", "--connector", "sandbox"]);
    assert_eq!((&made["key"], &made["schema"]), (&made["id"], &Value::Null));
    let gone = house.json(&["flow", "delete", made["id"].as_str().unwrap()]);
    assert_eq!(gone, json!({ "id": made["id"], "key": made["id"] }));
    assert_eq!(house.json(&["flow", "list"])["flows"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_not_named_in_a_change_stays() {
    let house = house();
    let before = show(&house);
    let renamed = house.json(&["flow", "update", "invoices", "--name", "Bills"]);
    assert_eq!(renamed["name"], "Bills");
    for part in ["id", "key", "connectors", "schema", "created"] {
        assert_eq!(renamed[part], before[part], "{part}");
    }
    let schema = r#"[{"table": "T", "fields": [{"id": "a"}]}]"#;
    let told = house.told(&["flow", "update", "invoices", "--schema", "-", "--format", "json"], schema);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(
        show(&house)["schema"],
        json!([{"table": "T", "fields": [{"id": "a", "name": "a", "required": false}]}])
    );
    assert_eq!(house.json(&["flow", "update", "invoices", "--no-schema"])["schema"], Value::Null);
}

#[test]
fn connectors_are_offered_in_the_order_given_and_replaced_as_a_whole() {
    let house = house();
    let provider = show(&house)["connectors"][0]["datasourceId"].as_str().unwrap().to_owned();
    let twice = ["flow", "update", "invoices", "--connector", "sandbox", "--connector", &provider];
    assert_eq!(house.json(&twice)["connectors"].as_array().unwrap().len(), 1, "it is one and the same");
    refused(
        &house.run(&[
            "flow",
            "update",
            "invoices",
            "--connector",
            "xero",
            "--connector",
            "sandbox",
            "--connector",
            "sage",
        ]),
        3,
        "--connector: not in the catalog: xero, sage; `admin-cli connector list`",
    );
    assert_eq!(show(&house)["connectors"][0]["id"], "sandbox", "nothing was changed");
}

#[test]
fn what_is_wrong_with_a_schema_is_told_with_its_place() {
    let house = house();
    let before = show(&house);
    let update = ["flow", "update", "invoices", "--schema", "-"];
    let wrong =
        r#"[{"table": "Invoices", "fields": [{"id": "a", "requird": true}, {"name": "b"}]}, {"fields": []}]"#;
    let ended = house.told(&update, wrong);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert_snapshot!("flow_schema_mistakes", ended.err);

    std::fs::write(house.path("s.json"), "[{\"table\": 1,\n]").unwrap();
    let file = |name: &str| house.run(&["flow", "update", "invoices", "--schema", name]);
    refused(&file("s.json"), 2, "s.json is not JSON: ");
    refused(&file("s.json"), 2, "at line 2 column 1");
    refused(&file("none.json"), 1, "none.json cannot be read: No such file");
    refused(&house.told(&update, "[]"), 2, "the document must have at least one field");
    assert_eq!(show(&house), before, "nothing was changed");
}

#[test]
fn a_document_that_is_too_large_is_not_read_to_its_end() {
    let house = house();
    let long = format!("[{}", " ".repeat(17 * 1024 * 1024));
    std::fs::write(house.path("long.json"), long).unwrap();
    let ended = house.run(&["flow", "update", "invoices", "--schema", "long.json"]);
    refused(&ended, 2, "long.json is larger than 16777216 bytes; split it");
}

#[test]
fn what_does_not_fit_is_refused_with_its_option_and_code() {
    let house = house();
    let create = ["flow", "create", "--name", "B", "--connector", "sandbox"];
    let with = |more: &[&str]| house.run(&[&create[..], more].concat());
    refused(&with(&["--key", "invoices"]), 4, "--key: another flow has this key; `admin-cli flow list`");
    refused(&with(&["--key", "a b"]), 2, "must have 1 to 100 of the characters");
    refused(&with(&["--connector", "nothing"]), 3, "--connector: not in the catalog: nothing;");
    refused(&house.run(&["flow", "create", "--name", "B"]), 2, "--connector <KEY>");
    refused(&house.run(&["flow", "create", "--name", " ", "--connector", "sandbox"]), 2, "must not be empty");
    refused(
        &house.run(&["flow", "update", "invoices"]),
        2,
        "<--name <NAME>|--connector <KEY>|--schema <FILE>|--no-schema>",
    );
    let both = ["flow", "update", "invoices", "--no-schema", "--schema", "-"];
    refused(&house.run(&both), 2, "cannot be used with");
    for verb in ["show", "delete"] {
        refused(&house.run(&["flow", verb, "nothing"]), 3, "flow not found in this workspace");
    }
    refused(&house.run(&["flow", "update", "nothing", "--name", "B"]), 3, "flow not found in this workspace");
    assert_eq!(house.json(&["flow", "list"])["flows"].as_array().unwrap().len(), 1);
}

#[test]
fn one_workspace_neither_sees_nor_deletes_anothers_flow() {
    let house = house();
    let id = show(&house)["id"].as_str().unwrap().to_owned();
    let own = house.json(&["workspace", "list"])["workspaces"][0]["id"].as_str().unwrap().to_owned();
    let other = house.id(&["workspace", "create", "Other"]);
    for name in ["invoices", &id] {
        refused(&house.run(&["flow", "delete", name, "--workspace", &other]), 3, "flow not found");
    }
    let denied = house.json(&["events", "list", "--workspace", &other, "--type", "ACCESS_DENIED"]);
    assert_eq!(denied["events"][0]["data"]["targetId"], id.as_str());
    assert_eq!(house.json(&["flow", "show", &id, "--workspace", &own])["key"], "invoices");
}
