use http::Method;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::common::{Api, masked};

fn path(id: &str, deed: &str) -> String {
    format!("/v2.2/webhook/{id}/{deed}")
}

#[tokio::test]
async fn a_test_is_promised_and_listed() {
    let api = Api::new().await;
    let id = api.webhook().await;
    let promised = api.send_as(&api.key, Method::POST, &path(&id, "test"), None).await;
    let delivery = promised.with(202).clone();
    assert!(delivery["messageId"].as_str().unwrap().starts_with("msg_"));
    let mut shown = delivery.clone();
    shown["messageId"] = json!("(a message)");
    assert_json_snapshot!(masked(&shown));
    let page = api.get(&path(&id, "deliveries")).await.with(200).clone();
    assert_eq!(page, json!({"deliveries": [delivery], "perPage": 100, "nextCursor": null}));
    let failed = api.get(&path(&id, "deliveries?status=failed")).await.with(200).clone();
    assert_eq!(failed["deliveries"], json!([]));
}

#[tokio::test]
async fn deliveries_are_listed_in_parts_by_a_cursor_that_belongs_to_the_list() {
    let api = Api::new().await;
    let id = api.webhook().await;
    for _ in 0..5 {
        api.send_as(&api.key, Method::POST, &path(&id, "test"), None).await.with(202);
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page =
            api.get(&path(&id, &format!("deliveries?limit=2&cursor={cursor}"))).await.with(200).clone();
        seen.extend(page["deliveries"].as_array().unwrap().iter().map(|one| one["id"].clone()));
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen.len(), 5);
    let all = api.get(&path(&id, "deliveries")).await.with(200)["deliveries"].clone();
    assert_eq!(seen, all.as_array().unwrap().iter().map(|one| one["id"].clone()).collect::<Vec<_>>());
    let first = api.get(&path(&id, "deliveries?limit=2&cursor=")).await.with(200)["nextCursor"].clone();
    let elsewhere = format!("deliveries?limit=2&status=pending&cursor={}", first.as_str().unwrap());
    assert_eq!(api.get(&path(&id, &elsewhere)).await.problem(400), "bad-request");
    assert_eq!(api.get(&path(&id, "deliveries?status=late")).await.refused(), ["/query/status unknown-name"]);
}

#[tokio::test]
async fn t107_what_is_to_be_sent_again_is_said_in_one_way() {
    let api = Api::new().await;
    let id = api.webhook().await;
    let refused = async |body: Value| api.post(&path(&id, "replay"), body).await.refused();
    assert_eq!(refused(json!({})).await, ["/deliveryId required"]);
    assert_eq!(refused(json!({"failed": false})).await, ["/failed out-of-range"]);
    let two = json!({"failed": true, "from": "2026-01-01T00:00:00Z"});
    assert_eq!(refused(two).await, ["/from exclusive"]);
    assert_eq!(refused(json!({"deliveryId": "x"})).await, ["/deliveryId invalid-id"]);
    let alone = json!({"until": "2026-01-01T00:00:00Z"});
    assert_eq!(refused(alone).await, ["/deliveryId required", "/until exclusive"]);
    let late = json!({"failed": true, "until": "2026-01-01T00:00:00Z"});
    assert_eq!(refused(late).await, ["/until exclusive"]);
    let turned = json!({"from": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"});
    assert_eq!(refused(turned).await, ["/from out-of-range"]);
    assert_eq!(refused(json!({"from": "yesterday"})).await, ["/from invalid-time"]);
    let nothing = api.post(&path(&id, "replay"), json!({"failed": true})).await;
    assert_eq!(nothing.with(202), &json!({"count": 0, "more": false, "resumeFrom": null}));
}

#[tokio::test]
async fn t107_nothing_is_replayed_that_cannot_be() {
    let api = Api::new().await;
    let id = api.webhook().await;
    let delivery = api.send_as(&api.key, Method::POST, &path(&id, "test"), None).await.with(202).clone();
    let one = json!({"deliveryId": delivery["id"]});
    let replay = path(&id, "replay");
    assert_eq!(api.post(&replay, one.clone()).await.problem(409), "delivery-under-way");
    let others = api.webhook().await;
    assert_eq!(api.post(&path(&others, "replay"), one.clone()).await.problem(404), "not-found");
    let off = json!({"enabled": false});
    api.send_as(&api.key, Method::PATCH, &format!("/v2.2/webhook/{id}"), Some(&off)).await.with(200);
    assert_eq!(api.post(&replay, one).await.problem(409), "webhook-disabled");
    let test = api.send_as(&api.key, Method::POST, &path(&id, "test"), None).await;
    assert_eq!(test.problem(409), "webhook-disabled");
}

#[tokio::test]
async fn t107_tests_and_replays_are_limited() {
    let api = Api::new().await;
    let id = api.webhook().await;
    for _ in 0..20 {
        api.post(&path(&id, "replay"), json!({"failed": true})).await.with(202);
    }
    let refused = api.post(&path(&id, "replay"), json!({"failed": true})).await;
    assert_eq!(refused.problem(429), "rate-limited");
    assert_eq!(refused.header("retry-after"), "60");
    let test = api.send_as(&api.key, Method::POST, &path(&id, "test"), None).await;
    assert_eq!(test.problem(429), "rate-limited");
    let other = api.webhook().await;
    api.post(&path(&other, "replay"), json!({"failed": true})).await.with(202);
}
