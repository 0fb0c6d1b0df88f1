use insta::assert_json_snapshot;
use serde_json::json;

use crate::common::{Api, masked};

const PATH: &str = "/v2.2/company";

#[tokio::test]
async fn a_company_is_made_and_answered() {
    let api = Api::new().await;
    let body =
        json!({"name": " Northwind Traders ", "externalId": "c-1", "dataCollectionStartDate": "2024-02-29"});
    assert_json_snapshot!(masked(api.post(PATH, body).await.with(201)));
}

#[tokio::test]
async fn what_is_not_given_is_null() {
    let api = Api::new().await;
    assert_json_snapshot!(masked(api.post(PATH, json!({"name": "Northwind"})).await.with(201)));
}

#[tokio::test]
async fn an_external_id_is_taken_once() {
    let api = Api::new().await;
    let body = json!({"name": "Northwind", "externalId": "c-1"});
    api.post(PATH, body.clone()).await.created();
    let again = api.post(PATH, body).await;
    assert_eq!(again.problem(409), "already-exists");
    assert_eq!(again.errors(), ["/externalId already-exists"]);
}

#[tokio::test]
async fn t044_every_wrong_field_is_named_at_once_and_nothing_is_made() {
    let api = Api::new().await;
    let body = json!({
        "name": "", "externalId": 5, "dataCollectionStartDate": null,
        "id": "x", "workspaceId": "x", "publicId": "co_x", "created/by~": "x",
    });
    let mut refused = api.post(PATH, body).await.refused();
    refused.sort();
    assert_eq!(
        refused,
        [
            "/created~1by~0 unknown-field",
            "/dataCollectionStartDate null-not-allowed",
            "/externalId wrong-type",
            "/id unknown-field",
            "/name empty",
            "/publicId unknown-field",
            "/workspaceId unknown-field",
        ]
    );
    assert_eq!(api.post(PATH, json!({})).await.refused(), ["/name required"]);
    assert_eq!(api.get(PATH).await.with(200), &json!([]));
}
