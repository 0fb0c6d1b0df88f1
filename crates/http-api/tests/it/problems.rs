use insta::assert_json_snapshot;
use serde_json::json;

use crate::common::{Api, masked};

#[tokio::test]
async fn t127_the_shape_of_problems() {
    let api = Api::new().await;
    let path = format!("/v2.2/invitation/company/{}", api.company().await);
    let refused = api.post(&path, json!({"maxUses": 0, "surprise": true})).await;
    assert_json_snapshot!("validation", masked(refused.with(422)));
    let missing = api.get("/v2.2/company/019aa0b2-3c4d-7e5f-8a6b-7c8d9e0f1a2b").await;
    assert_json_snapshot!("missing", masked(missing.with(404)));
}

#[tokio::test]
async fn t127_a_panic_is_a_problem_that_tells_nothing() {
    let api = Api::new().await;
    let company = api.company().await;
    api.break_links();
    let reply = api.post(&format!("/v2.2/invitation/company/{company}"), json!({})).await;
    assert_eq!(reply.problem(500), "internal");
    assert!(!reply.text.contains("lsi_") && !reply.text.contains("panic"), "{}", reply.text);
    assert_eq!(api.get("/v2.2/company").await.with(200).as_array().unwrap().len(), 1, "the server lives on");
}
