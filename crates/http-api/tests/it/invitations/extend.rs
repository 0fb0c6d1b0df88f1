use std::time::Duration;

use http::Method;
use latchstring_domain::workspace::ExpiryPolicy;
use serde_json::{Value, json};

use crate::common::{Api, Reply};

/// An invitation that lives for so many seconds, by its id, and a way to extend it.
async fn invited(api: &Api, seconds: Option<u64>) -> String {
    let body = seconds.map_or_else(|| json!({}), |seconds| json!({"expiresInSeconds": seconds}));
    api.post(&format!("/v2.2/invitation/company/{}", api.company().await), body).await.created()
}

async fn extend(api: &Api, id: &str, body: Value) -> Reply {
    api.post(&format!("/v2.2/invitation/{id}/extend"), body).await
}

#[tokio::test]
async fn an_expired_link_works_again_and_its_story_says_so() {
    let api = Api::new().await;
    let id = invited(&api, Some(60)).await;
    api.pass(Duration::from_secs(60));
    let before = api.get(&format!("/v2.2/invitation/{id}")).await.with(200).clone();
    assert_eq!(before["status"], "EXPIRED");
    let after = extend(&api, &id, json!({"expiresInSeconds": 3600})).await.with(200).clone();
    assert_eq!((&after["status"], &after["token"]), (&json!("ACTIVE"), &before["token"]));
    let detail = api.get(&format!("/v2.2/invitation/{id}")).await.with(200).clone();
    let event = detail["events"].as_array().unwrap().last().unwrap();
    assert_eq!(event["type"], "EXTENDED");
    let told = json!({"from": before["expiresAt"], "expiresAt": after["expiresAt"], "revived": true});
    assert_eq!(event["data"], told);
}

#[tokio::test]
async fn an_end_can_be_named_or_taken_away_and_asked_for_again() {
    let api = Api::new().await;
    let id = invited(&api, Some(60)).await;
    let end = json!({"expiresAt": "2999-12-31T23:59:59Z"});
    for _ in 0..2 {
        let reply = extend(&api, &id, end.clone()).await;
        assert_eq!(reply.with(200)["expiresAt"], "2999-12-31T23:59:59.000Z");
    }
    for _ in 0..2 {
        assert_eq!(extend(&api, &id, json!({"expiresAt": null})).await.with(200)["expiresAt"], Value::Null);
    }
    let story = api.get(&format!("/v2.2/invitation/{id}")).await.with(200)["events"].clone();
    let kinds: Vec<_> = story.as_array().unwrap().iter().map(|event| event["type"].clone()).collect();
    assert_eq!(kinds, ["CREATED", "EXTENDED", "EXTENDED"], "what it lives already is no event");
}

#[tokio::test]
async fn what_does_not_extend_is_refused_by_its_field_and_changes_nothing() {
    let day = Some(Duration::from_secs(86_400));
    let api = Api::with_policy(ExpiryPolicy { default: None, ceiling: day }).await;
    let id = invited(&api, Some(3600)).await;
    let before = api.get(&format!("/v2.2/invitation/{id}")).await.with(200).clone();
    let cases = [
        (json!({}), "/expiresInSeconds required"),
        (json!({"expiresInSeconds": 60, "expiresAt": null}), "/expiresAt exclusive"),
        (json!({"expiresInSeconds": 59}), "/expiresInSeconds out-of-range"),
        (json!({"expiresInSeconds": null}), "/expiresInSeconds null-not-allowed"),
        (json!({"expiresInSeconds": "60"}), "/expiresInSeconds wrong-type"),
        (json!({"expiresAt": "tomorrow"}), "/expiresAt invalid-time"),
        (json!({"expiresInSeconds": 60}), "/expiresInSeconds would-shorten"),
        (json!({"expiresAt": "2001-01-01T00:00:00Z"}), "/expiresAt would-shorten"),
        (json!({"expiresInSeconds": 86_401}), "/expiresInSeconds out-of-range"),
        (json!({"expiresInSeconds": u64::MAX}), "/expiresInSeconds out-of-range"),
        (json!({"expiresAt": null}), "/expiresAt out-of-range"),
        (json!({"expiresAt": "9999-12-31T23:59:59Z"}), "/expiresAt out-of-range"),
        (json!({"extendSeconds": 60, "expiresAt": null}), "/extendSeconds unknown-field"),
    ];
    for (body, refused) in cases {
        assert_eq!(extend(&api, &id, body.clone()).await.refused(), [refused], "{body}");
    }
    assert_eq!(api.get(&format!("/v2.2/invitation/{id}")).await.with(200), &before);
}

#[tokio::test]
async fn t060_what_is_revoked_stays_revoked() {
    let api = Api::new().await;
    let id = invited(&api, Some(60)).await;
    api.send_as(&api.key, Method::POST, &format!("/v2.2/invitation/{id}/revoke"), None).await.with(200);
    for body in [json!({"expiresAt": null}), json!({"expiresInSeconds": 3600})] {
        assert_eq!(extend(&api, &id, body).await.problem(409), "invitation-revoked");
    }
}
