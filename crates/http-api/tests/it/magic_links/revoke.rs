use std::time::Duration;

use http::Method;
use latchstring_domain::magic_link::MagicLinkStatus;
use serde_json::json;

use super::{all, opened};
use crate::common::Api;

#[tokio::test]
async fn t035_a_revoked_link_is_dead_and_the_others_live() {
    let api = Api::new().await;
    let company = api.company().await;
    let mint = format!("/v2.2/connection/company/{company}/link");
    let doomed = api.post(&mint, json!({})).await.with(200)["magicLinkUrl"].clone();
    let id = all(&api, &company).await[0]["id"].as_str().unwrap().to_owned();
    let other = api.post(&mint, json!({})).await.with(200)["magicLinkUrl"].clone();

    api.pass(Duration::from_secs(1));
    let path = format!("/v2.2/magic-link/{id}/revoke");
    let first = api.send_as(&api.key, Method::POST, &path, None).await;
    assert_eq!((&first.with(200)["status"], &first.json["id"]), (&json!("REVOKED"), &json!(id)));
    assert_eq!(first.json["revokedAt"], "2026-11-20T09:30:01.000Z");
    assert_eq!(opened(&api, &doomed).await.1, MagicLinkStatus::Revoked);
    assert_eq!(opened(&api, &other).await.1, MagicLinkStatus::Active);

    api.pass(Duration::from_secs(1));
    let second = api.send_as(&api.key, Method::POST, &path, None).await;
    assert_eq!(second.with(200), &first.json, "revoking twice answers the same");
    let events = api.get(&format!("/v2.2/event?magicLinkId={id}")).await;
    let types: Vec<_> = events.with(200)["events"].as_array().unwrap().iter().map(|e| &e["type"]).collect();
    assert_eq!(types, ["REVOKED", "CREATED"]);
}

#[tokio::test]
async fn an_expired_link_has_nothing_left_to_revoke() {
    let api = Api::new().await;
    let company = api.company().await;
    let mint = format!("/v2.2/connection/company/{company}/link");
    api.post(&mint, json!({"expiresInSeconds": 60})).await.with(200);
    api.pass(Duration::from_secs(60));
    let link = all(&api, &company).await.remove(0);
    assert_eq!(link["status"], "EXPIRED");
    let path = format!("/v2.2/magic-link/{}/revoke", link["id"].as_str().unwrap());
    assert_eq!(api.send_as(&api.key, Method::POST, &path, None).await.problem(409), "magic-link-expired");
}

#[tokio::test]
async fn an_invitation_is_no_magic_link() {
    let api = Api::new().await;
    let id = api.invitation(&api.company().await).await;
    let path = format!("/v2.2/magic-link/{id}/revoke");
    assert_eq!(api.send_as(&api.key, Method::POST, &path, None).await.problem(404), "not-found");
}
