//! Every exit code, and what is said with it.

use crate::house::{Ended, House, program, refused};

const NOBODY: &str = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

#[test]
fn without_a_configuration_every_missing_key_is_named() {
    let ended = Ended::from(program().args(["workspace", "list"]).output().unwrap());
    for key in ["server.base_url", "database.url", "keyring.keys"] {
        refused(&ended, 78, &format!("{key}: has to be set"));
    }
}

#[test]
fn a_database_that_is_not_there_is_not_made_by_looking() {
    let house = House::empty();
    house.does(&["keys", "generate"]);
    refused(&house.run(&["workspace", "list"]), 1, "there is no database at");
    assert!(!house.path("latchstring.db").exists());
}

#[test]
fn a_database_that_is_not_migrated_is_refused() {
    let house = House::empty();
    house.does(&["keys", "generate"]);
    std::fs::write(house.path("latchstring.db"), "").unwrap();
    refused(&house.run(&["workspace", "list"]), 1, "Run `admin-cli migrate`");
}

#[test]
fn what_is_not_there_is_not_found() {
    let (house, _) = House::with_company();
    let things = ["workspace", "company", "invitation", "connection"];
    for thing in things {
        let said = format!("{thing} not found in this");
        refused(&house.run(&[thing, "show", NOBODY]), 3, &said);
    }
    refused(&house.run(&["api-key", "revoke", NOBODY]), 3, "API key not found");
    refused(
        &house.run(&["invitation", "revoke", NOBODY]),
        3,
        "`admin-cli invitation list` shows what there is",
    );
    refused(
        &house.run(&["magic-link", "revoke", NOBODY]),
        3,
        "magic link not found in this workspace; `admin-cli magic-link list --company ID` shows what there is",
    );
    refused(&house.run(&["magic-link", "list", "--company", NOBODY]), 3, "company not found");
    refused(&house.run(&["magic-link", "cut-off", "--company", NOBODY]), 3, "company not found");
    refused(&house.run(&["magic-link", "create", "--connection", NOBODY]), 3, "connection not found");
    refused(
        &house.run(&["company", "list", "--workspace", NOBODY]),
        3,
        "workspace not found in this deployment",
    );
    refused(&house.run(&["site", "create", "--company", NOBODY, "Here"]), 3, "company not found");
}

#[test]
fn an_external_id_is_given_once() {
    let (house, company) = House::with_company();
    house.does(&["company", "create", "A", "--external-id", "x"]);
    refused(
        &house.run(&["company", "create", "B", "--external-id", "x"]),
        4,
        "--external-id: another company has",
    );
    house.does(&["site", "create", "--company", &company, "A", "--external-id", "x"]);
    let again = ["site", "create", "--company", &company, "B", "--external-id", "x"];
    refused(&house.run(&again), 4, "--external-id: another site of the company has");
}

#[test]
fn a_label_has_one_key_and_a_value() {
    let (house, _) = House::with_company();
    let create = ["company", "create", "B", "--metadata", "a=1", "--metadata"];
    let with = |label: &str| house.run(&[&create[..], &[label]].concat());
    refused(&with("a=2"), 2, "--metadata: the key \"a\" is given twice");
    refused(&with("=2"), 2, "--metadata \"\": has a key that is empty");
    refused(&with("b"), 2, "must be key=value");
    assert_eq!(house.json(&["company", "list"])["companies"].as_array().unwrap().len(), 1);
}

#[test]
fn with_several_workspaces_one_has_to_be_named() {
    let house = House::new();
    refused(&house.run(&["company", "list"]), 3, "`admin-cli workspace create` makes one");
    let first = house.id(&["workspace", "create", "First"]);
    house.does(&["company", "create", "North Wind"]);
    let second = house.id(&["workspace", "create", "Second", "--mode", "sandbox"]);
    let ended = house.run(&["company", "list"]);
    refused(&ended, 2, &format!("--workspace {first}  First (live)"));
    refused(&ended, 2, &format!("--workspace {second}  Second (sandbox)"));
    let count =
        |id: &str| house.json(&["company", "list", "--workspace", id])["companies"].as_array().unwrap().len();
    assert_eq!((count(&first), count(&second)), (1, 0));
    assert_eq!(house.json(&["events", "verify"])["chains"], 3, "verifying walks all of them");
    assert_eq!(house.json(&["events", "verify", "--workspace", &second])["chains"], 1);
}

#[test]
fn one_workspace_does_not_see_anothers_things() {
    let (house, company) = House::with_company();
    let other = house.id(&["workspace", "create", "Other"]);
    refused(&house.run(&["company", "show", &company, "--workspace", &other]), 3, "company not found");
    let denied = house.json(&["events", "list", "--workspace", &other, "--type", "ACCESS_DENIED"]);
    assert_eq!(denied["events"][0]["data"]["targetId"], company.as_str());
}

#[test]
fn wrong_arguments_are_told_from_the_rest() {
    let house = House::new();
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage:"),
        (&["destroy"], "unrecognized subcommand"),
        (&["company", "show", "not-an-id"], "not an id: expected a UUID"),
        (&["workspace", "create", " "], "must not be empty"),
        (
            &["workspace", "create", "A", "--default-expiry", "2d", "--max-expiry", "1d"],
            "must not be longer than",
        ),
        (&["workspace", "create", "A", "--environment", "a b"], "and begin with a letter or digit"),
        (&["api-key", "create", "A"], "<--scope <SCOPE>|--all-scopes>"),
        (&["api-key", "create", "A", "--scope", "all"], "[possible values: invitations:read,"),
        (&["api-key", "create", "A", "--all-scopes", "--scope", "events:read"], "cannot be used with"),
        (&["events", "list", "--subject", NOBODY], "must be a kind and an id"),
        (&["events", "list", "--type", "created"], "created"),
        (&["company", "create", "A", "--start-date", "31.01.2026"], "must be a date such as 2026-05-31"),
        (&["workspace", "create", "A", "--as", " "], "must have 1 to 100 characters"),
        (&["--data-dir", "x", "workspace", "list"], "cannot be used together"),
        (&["workspace", "list", "--data-dir", "x"], "cannot be used together"),
        (&["workspace", "list", "--base-url", "https://a.example"], "--base-url goes with --data-dir"),
    ];
    for (args, said) in cases {
        refused(&house.run(args), 2, said);
    }
}
