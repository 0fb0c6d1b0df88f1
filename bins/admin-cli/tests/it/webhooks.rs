//! Endpoints for webhooks: made, tested, listed, and what is said of what cannot be.

use insta::assert_snapshot;

use crate::house::{House, refused};
use crate::mask::mask;

const URL: &str = "https://hooks.example.com/latchstring";

#[test]
fn an_endpoint_from_its_making_to_its_end() {
    let (house, _) = House::with_company();
    assert_eq!(house.does(&["webhook", "list"]), "No endpoint.\n");
    let create = ["webhook", "create", URL, "--description", "Billing", "--type", "connection.created.v2"];
    assert_snapshot!("webhook_create", mask(&house.does(&create), house.dir.path()));
    let id = house.json(&["webhook", "list"])["webhooks"][0]["id"].as_str().unwrap().to_owned();
    assert_snapshot!("webhook_list", house.both(&["webhook", "list"]));
    let rotated = house.json(&["webhook", "rotate-secret", &id, "--overlap", "2h"]);
    assert!(rotated["secret"].as_str().unwrap().starts_with("whsec_"));
    assert!(rotated["previousSecretUntil"].is_string());
    assert_snapshot!("webhook_test", house.both(&["webhook", "test", &id]));
    assert_snapshot!(
        "webhook_deliveries",
        house.both(&["webhook", "deliveries", &id, "--status", "pending"])
    );
    assert_eq!(house.does(&["webhook", "replay", &id, "--failed"]), "There was nothing to send again.\n");
    let disabled = house.json(&["webhook", "disable", &id]);
    assert_eq!((&disabled["enabled"], &disabled["disabledBecause"]), (&false.into(), &"requested".into()));
    refused(&house.run(&["webhook", "test", &id]), 4, "`admin-cli webhook enable` enables it");
    assert_eq!(house.json(&["webhook", "enable", &id])["enabled"], true);
    assert_snapshot!("webhook_delete", mask(&house.does(&["webhook", "delete", &id]), house.dir.path()));
    refused(&house.run(&["webhook", "delete", &id]), 3, "`admin-cli webhook list` shows what there is");
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let (house, _) = House::with_company();
    refused(&house.run(&["webhook", "create", "hooks.example.com"]), 2, "https://hooks.example.com");
    refused(&house.run(&["webhook", "create", "http://hooks.example.com"]), 2, "must begin with https://");
    let test = ["webhook", "create", URL, "--type", "webhook.test.v1"];
    refused(&house.run(&test), 2, "webhook.test.v1");
    let id = house.id(&["webhook", "create", URL]);
    refused(&house.run(&["webhook", "rotate-secret", &id, "--overlap", "8d"]), 2, "at most 604800 seconds");
    refused(&house.run(&["webhook", "replay", &id]), 2, "--delivery");
    let turned =
        ["webhook", "replay", &id, "--from", "2026-02-01T00:00:00Z", "--until", "2026-01-01T00:00:00Z"];
    refused(&house.run(&turned), 2, "ends before it begins");
    let until = ["webhook", "replay", &id, "--failed", "--until", "2026-01-01T00:00:00Z"];
    refused(&house.run(&until), 2, "--until");
}
