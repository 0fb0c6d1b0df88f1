//! An operator's first day, from no keyring to a verified event log.

use insta::assert_snapshot;
use serde_json::json;

use crate::house::{House, refused};
use crate::mask::mask;

/// The answer of a command that can only be given once.
fn once(house: &House, args: &[&str]) -> String {
    mask(&house.does(args), house.dir.path())
}

const COMPANY: [&str; 11] = [
    "company",
    "create",
    "North Wind",
    "--external-id",
    "nw",
    "--start-date",
    "2026-01-31",
    "--metadata",
    "plan=gold",
    "--metadata",
    "region=north",
];

#[test]
fn a_deployment_from_nothing_to_a_revoked_invitation() {
    let house = House::empty();
    let made = house.does(&["keys", "generate"]);
    assert!(made.starts_with("Made keyring.json with the key "), "{made}");
    assert_snapshot!("migrate", once(&house, &["migrate"]));
    assert_snapshot!("migrate_again", house.both(&["migrate"]));
    assert_snapshot!(
        "workspace_create",
        once(
            &house,
            &[
                "workspace",
                "create",
                "Acme",
                "--mode",
                "sandbox",
                "--environment",
                "acme",
                "--max-expiry",
                "90d"
            ]
        )
    );
    assert_snapshot!("workspace_list", house.both(&["workspace", "list"]));
    assert_snapshot!("workspace_show", house.both(&["workspace", "show"]));
    assert_snapshot!("provider_list", house.both(&["provider", "list"]));

    assert_snapshot!("company_create", once(&house, &COMPANY));
    let company = house.json(&["company", "list"])["companies"][0]["id"].as_str().unwrap().to_owned();
    let create = [
        "site",
        "create",
        "--company",
        &company,
        "Mill Lane 4",
        "--address",
        "4 Mill Lane",
        "--path",
        "North",
    ];
    assert_snapshot!("site_create", once(&house, &create));
    assert_snapshot!("site_list", house.both(&["site", "list", "--company", &company]));
    assert_snapshot!("company_list", house.both(&["company", "list"]));
    assert_snapshot!("company_show", house.both(&["company", "show", &company]));

    let invitation = invite(&house, &company);
    assert_snapshot!("invitation_list", house.both(&["invitation", "list", "--status", "ACTIVE"]));
    assert_snapshot!("invitation_show", house.both(&["invitation", "show", &invitation]));
    let first = once(&house, &["invitation", "revoke", &invitation]);
    assert_eq!(
        once(&house, &["invitation", "revoke", &invitation]),
        first,
        "revoking twice answers the same"
    );
    assert_snapshot!("invitation_revoke", first);
    let subject = format!("invitation:{invitation}");
    assert_snapshot!("events_of_an_invitation", house.both(&["events", "list", "--subject", &subject]));
    assert_snapshot!("connection_list", house.both(&["connection", "list"]));
    // workspace and provider made, company, site, invitation made, shown and revoked, in three chains
    assert_snapshot!("events_verify", house.both(&["events", "verify"]));
}

fn invite(house: &House, company: &str) -> String {
    let site =
        house.json(&["site", "list", "--company", company])["sites"][0]["id"].as_str().unwrap().to_owned();
    let create = [
        "invitation",
        "create",
        "--company",
        company,
        "--url",
        "https://sandbox.example",
        "--country",
        "US",
        "--site",
        &site,
        "--utility-type",
        "ELECTRICITY",
        "--utility-type",
        "WATER",
        "--lock",
        "country",
        "--allow",
        "mike@example.org",
        "--allow",
        "*@example.com",
        "--expires-in",
        "7d",
        "--max-uses",
        "1",
        "--external-id",
        "inv-1",
        "--message",
        "First line\nsecond line",
        "--metadata",
        "team=north",
        "--owner-email",
        "owner@example.org",
        "--start-date",
        "2026-02-28",
    ];
    let made = house.json(&create);
    let text = serde_json::to_string_pretty(&made).unwrap();
    assert_snapshot!("invitation_create", mask(&text, house.dir.path()));
    made["id"].as_str().unwrap().to_owned()
}

#[test]
fn an_api_key_is_shown_once_and_revoked_twice() {
    let (house, _) = House::with_company();
    let create =
        ["api-key", "create", "Collector", "--scope", "connections:read", "--scope", "credentials:read"];
    let made = house.does(&create);
    let text =
        made.lines().find(|line| line.starts_with("lsk_test_")).expect("the key stands on a line of its own");
    // The last four of the 43 random digits; a checksum of six follows.
    let hint = &text[text.len() - 10..text.len() - 6];
    assert_snapshot!("api_key_create", mask(&made, house.dir.path()).replace(hint, "[hint]"));

    let list = house.json(&["api-key", "list"]);
    assert_eq!(list["apiKeys"][0]["hint"], hint);
    let id = list["apiKeys"][0]["id"].as_str().unwrap();
    let rotated = house.json(&["api-key", "rotate", id, "--overlap", "36h"]);
    let successor = rotated["id"].as_str().unwrap();
    assert_ne!(rotated["apiKey"].as_str().unwrap(), text);
    assert_eq!((&rotated["scopes"], &rotated["replaces"]["id"]), (&list["apiKeys"][0]["scopes"], &json!(id)));
    assert!(rotated["replaces"]["expiresAt"].is_string() && rotated["replaces"]["status"] == "ACTIVE");
    let said = format!("rotated already; its successor is {successor}");
    refused(&house.run(&["api-key", "rotate", id]), 4, &said);
    refused(
        &house.run(&["api-key", "rotate", successor, "--overlap", "8d"]),
        2,
        "--overlap: must be at most",
    );
    let revoked = house.json(&["api-key", "revoke", id]);
    assert_eq!(revoked["status"], "REVOKED");
    assert_eq!(house.json(&["api-key", "revoke", id]), revoked);
    for args in [["api-key", "list"], ["events", "list"]] {
        let (table, json) = (house.does(&args), house.json(&args).to_string());
        assert!(!table.contains(text) && !json.contains(text), "the key is shown again by {args:?}");
    }

    let all = house.json(&["api-key", "create", "Everything", "--all-scopes", "--expires-in", "90d"]);
    assert!(all["scopes"].as_array().unwrap().iter().any(|scope| scope == "workspace:manage"));
    assert_eq!(all["status"], "ACTIVE");
    assert!(all["expiresAt"].is_string() && all["apiKey"].as_str().unwrap().starts_with("lsk_test_"));
}

#[test]
fn the_event_log_names_the_operator() {
    let (house, _) = House::with_company();
    house.does(&["company", "create", "South Wind", "--as", "Otto"]);
    let actors: Vec<_> = house.json(&["events", "list", "--type", "COMPANY_CREATED"])["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| (event["actor"]["kind"].clone(), event["actor"]["id"].clone()))
        .collect();
    assert_eq!(actors, [("operator".into(), "Otto".into()), ("operator".into(), "olga".into())]);
}

#[test]
fn a_list_goes_on_after_where_it_ended() {
    let (house, company) = House::with_company();
    let made: Vec<String> =
        (0..3).map(|_| house.id(&["invitation", "create", "--company", &company])).collect();
    let first = house.json(&["invitation", "list", "--limit", "2"]);
    assert_eq!(first["next"], made[1].as_str());
    let rest = house.json(&["invitation", "list", "--limit", "2", "--after", &made[1]]);
    assert_eq!((&rest["invitations"][0]["id"], &rest["next"]), (&made[0].as_str().into(), &().into()));
    let words = house.does(&["invitation", "list", "--limit", "2"]);
    assert!(words.ends_with(&format!("There are more: --after {}\n", made[1])), "{words}");
    let events = house.json(&["events", "list", "--limit", "1"]);
    assert_eq!(events["events"].as_array().unwrap().len(), 1);
    assert_eq!(events["next"], events["events"][0]["id"]);
}
