use insta::assert_json_snapshot;
use serde_json::{Value, json};
use std::time::Duration;

use crate::common::{Api, masked};

const REPLAY: &str = "/v2.2/dead-letter/replay";

#[tokio::test]
async fn t138_what_was_given_up_is_listed_and_begun_anew() {
    let api = Api::new().await;
    let id = api.dead_letter().await;
    let listed = api.get("/v2.2/dead-letter").await.with(200).clone();
    let mut shown = masked(&listed);
    shown["deadLetters"][0]["subjectId"] = json!("(an event)");
    assert_json_snapshot!(shown);
    let one = api.get(&format!("/v2.2/dead-letter/{id}")).await.with(200).clone();
    assert_eq!(one, listed["deadLetters"][0]);
    assert_eq!(api.get("/v2.2/dead-letter?kind=WEBHOOK").await.with(200)["deadLetters"], json!([]));
    let later = "/v2.2/dead-letter?from=2100-01-01T00:00:00Z";
    assert_eq!(api.get(later).await.with(200)["deadLetters"], json!([]));

    let replayed = api.post(REPLAY, json!({"id": id})).await.with(202).clone();
    assert_eq!(replayed, json!({"count": 1, "passedOver": 0, "more": false}));
    assert_eq!(api.post(REPLAY, json!({"id": id})).await.problem(404), "not-found");
    assert_eq!(api.post(REPLAY, json!({"all": true})).await.with(202)["count"], 0);
    assert_eq!(api.get("/v2.2/dead-letter").await.with(200)["deadLetters"], json!([]));
}

#[tokio::test]
async fn dead_letters_are_listed_in_parts_by_a_cursor() {
    let api = Api::new().await;
    for _ in 0..3 {
        api.dead_letter().await;
        api.pass(Duration::from_secs(1));
    }
    let all = api.get("/v2.2/dead-letter").await.with(200)["deadLetters"].clone();
    let first = api.get("/v2.2/dead-letter?limit=2&cursor=").await.with(200).clone();
    let cursor = first["nextCursor"].as_str().unwrap();
    let rest = api.get(&format!("/v2.2/dead-letter?limit=2&cursor={cursor}")).await.with(200).clone();
    let both =
        [first["deadLetters"].as_array().unwrap().clone(), rest["deadLetters"].as_array().unwrap().clone()];
    assert_eq!(json!(both.concat()), all);
    assert_eq!(rest["nextCursor"], Value::Null);
    let elsewhere = format!("/v2.2/dead-letter?limit=2&kind=WORK&cursor={cursor}");
    assert_eq!(api.get(&elsewhere).await.problem(400), "bad-request");
    assert_eq!(api.get("/v2.2/dead-letter?kind=LATE").await.refused(), ["/query/kind unknown-name"]);
}

#[tokio::test]
async fn t107_what_is_to_be_begun_anew_is_said_in_one_way() {
    let api = Api::new().await;
    let refused = async |body: Value| api.post(REPLAY, body).await.refused();
    assert_eq!(refused(json!({})).await, ["/id required"]);
    assert_eq!(refused(json!({"all": false})).await, ["/all out-of-range"]);
    let from = "2026-01-01T00:00:00Z";
    assert_eq!(refused(json!({"all": true, "from": from})).await, ["/from exclusive"]);
    assert_eq!(refused(json!({"all": true, "until": from})).await, ["/until exclusive"]);
    assert_eq!(refused(json!({"from": from, "until": from})).await, ["/from out-of-range"]);
    assert_eq!(refused(json!({"all": true, "kind": "MAIL"})).await, ["/kind unknown-name"]);
    let id = api.dead_letter().await;
    assert_eq!(refused(json!({"id": id, "kind": "WORK"})).await, ["/kind exclusive"]);
    assert_eq!(refused(json!({"id": "this"})).await, ["/id invalid-id"]);
}

#[tokio::test]
async fn work_is_thrown_away_once() {
    let api = Api::new().await;
    let path = format!("/v2.2/dead-letter/{}", api.dead_letter().await);
    assert_eq!(api.delete(&path).await.status, 204);
    assert_eq!(api.delete(&path).await.problem(404), "not-found");
    assert_eq!(api.get("/v2.2/dead-letter/nothing").await.problem(404), "not-found");
}
