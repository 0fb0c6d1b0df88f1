use std::time::Duration;

use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use crate::common::{Api, masked};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn text(made: &Value) -> String {
    made["apiKey"].as_str().unwrap().to_owned()
}

fn path(made: &Value, rest: &str) -> String {
    format!("/v2.2/api-key/{}{rest}", made["id"].as_str().unwrap())
}

/// The same without what is different each time.
fn hidden(value: &Value) -> Value {
    let mut value = value.clone();
    value["apiKey"] = json!("(shown)");
    value["hint"] = json!("(hint)");
    if value.get("replaces").is_some() {
        value["replaces"]["hint"] = json!("(hint)");
        value["replaces"]["replacedBy"] = json!("[id]");
    }
    masked(&value)
}

async fn enters(api: &Api, key: &str) -> bool {
    let reply = api.send_as(key, Method::GET, "/v2.2/invitation", None).await;
    reply.status == 200
}

#[tokio::test]
async fn t041_a_key_is_shown_once_used_rotated_with_overlap_and_revoked() {
    let api = Api::new().await;
    let wish = json!({"name": "Nightly job", "scopes": ["invitations:read"]});
    let made = api.post("/v2.2/api-key", wish).await.with(201).clone();
    assert_json_snapshot!("made", hidden(&made));
    let first = text(&made);
    assert!(enters(&api, &first).await);

    let listed = api.get("/v2.2/api-key").await;
    assert!(!listed.text.contains(&first), "a list shows no key");
    let row = listed.with(200).as_array().unwrap().iter().find(|row| row["id"] == made["id"]).unwrap();
    assert!(row["lastUsedAt"].is_string() && first.contains(row["hint"].as_str().unwrap()), "{row}");

    assert_eq!(api.get(&path(&made, "")).await.with(200), row);
    let rotated = api.post(&path(&made, "/rotate"), json!({})).await.with(201).clone();
    assert_json_snapshot!("rotated", hidden(&rotated));
    let second = text(&rotated);
    assert_ne!(first, second);
    assert_eq!(rotated["replaces"]["replacedBy"], rotated["id"]);
    assert!(enters(&api, &first).await && enters(&api, &second).await, "both let in for a day");
    let again = api.post(&path(&made, "/rotate"), json!({})).await;
    assert_eq!(again.problem(409), "api-key-ended");
    assert!(again.text.contains(rotated["id"].as_str().unwrap()), "{}", again.text);
    api.pass(DAY);
    assert!(!enters(&api, &first).await && enters(&api, &second).await);

    assert_eq!(api.delete(&path(&rotated, "")).await.status, 204);
    assert_eq!(api.delete(&path(&rotated, "")).await.status, 204);
    assert!(!enters(&api, &second).await);
    assert_eq!(api.post(&path(&rotated, "/rotate"), json!({})).await.problem(409), "api-key-ended");
    let listed = api.get("/v2.2/api-key").await.with(200).clone();
    let statuses: Vec<&Value> = listed.as_array().unwrap().iter().map(|row| &row["status"]).collect();
    assert_eq!(statuses, ["ACTIVE", "EXPIRED", "REVOKED"]);
    let events = api.get("/v2.2/event?type=API_KEY_ROTATED").await;
    assert_eq!(events.with(200)["events"][0]["data"]["successorId"], rotated["id"]);
}

#[tokio::test]
async fn t041_a_key_that_others_know_is_dead_at_once_and_its_successor_lives_as_long_as_it_was_given() {
    let api = Api::new().await;
    let in_ten_days = api.latchstring().now().saturating_add(10 * DAY).to_string();
    let wish = json!({"name": "A", "scopes": ["invitations:read"], "expiresAt": in_ten_days});
    let made = api.post("/v2.2/api-key", wish).await.with(201).clone();
    api.pass(9 * DAY);
    let rotated = api.post(&path(&made, "/rotate"), json!({"overlapSeconds": 0})).await.with(201).clone();
    assert!(!enters(&api, &text(&made)).await && enters(&api, &text(&rotated)).await);
    assert_eq!(rotated["replaces"]["status"], "EXPIRED");
    let given = api.latchstring().now().saturating_add(10 * DAY).to_string();
    assert_eq!(rotated["expiresAt"], json!(given));
    // An overlap makes no key live longer than it would have.
    api.pass(9 * DAY + DAY / 2);
    let soon =
        api.post(&path(&rotated, "/rotate"), json!({"overlapSeconds": 604_800})).await.with(201).clone();
    assert_eq!(soon["replaces"]["expiresAt"], json!(given));
}

#[tokio::test]
async fn a_key_can_be_given_and_take_over_no_more_than_its_caller_may() {
    let api = Api::new().await;
    let manager = api.new_key(&[Scope::WorkspaceManage, Scope::EventsRead]).await;
    let made =
        api.post("/v2.2/api-key", json!({"name": "All", "scopes": ["links:reveal"]})).await.with(201).clone();
    let ask = async |path: &str, body: Value| api.send_as(&manager, Method::POST, path, Some(&body)).await;
    let more = ask("/v2.2/api-key", json!({"name": "More", "scopes": ["links:reveal"]})).await;
    assert_eq!(more.refused(), ["/scopes scope-not-held"]);
    assert_eq!(ask(&path(&made, "/rotate"), json!({})).await.problem(403), "scope-missing");
    assert_eq!(api.get("/v2.2/api-key").await.with(200).as_array().unwrap().len(), 3, "none was made");
}

#[tokio::test]
async fn bad_keys_are_refused_field_by_field() {
    let api = Api::new().await;
    let refused = async |body: Value| api.post("/v2.2/api-key", body).await.refused();
    assert_eq!(refused(json!({})).await, ["/name required", "/scopes required"]);
    let long = "x".repeat(101);
    assert_eq!(refused(json!({"name": long, "scopes": []})).await, ["/name too-long"]);
    assert_eq!(refused(json!({"name": "A", "scopes": []})).await, ["/scopes empty"]);
    assert_eq!(refused(json!({"name": "A", "scopes": null})).await, ["/scopes null-not-allowed"]);
    let odd = json!({"name": "A", "scopes": ["events:read", "everything"], "key": "mine"});
    assert_eq!(refused(odd).await, ["/scopes/1 unknown-name", "/key unknown-field"]);
    let passed = json!({"name": "A", "scopes": ["events:read"], "expiresAt": "2020-01-01T00:00:00Z"});
    assert_eq!(refused(passed).await, ["/expiresAt out-of-range"]);
    let made =
        api.post("/v2.2/api-key", json!({"name": "A", "scopes": ["events:read"]})).await.with(201).clone();
    let overlap = api.post(&path(&made, "/rotate"), json!({"overlapSeconds": 604_801})).await;
    assert_eq!(overlap.refused(), ["/overlapSeconds out-of-range"]);
}
