use serde_json::json;

use crate::common::Api;

#[tokio::test]
async fn what_is_left_out_stays_and_null_empties() {
    let api = Api::new().await;
    let body = json!({"name": "Northwind", "externalId": "c-1", "dataCollectionStartDate": "2024-01-01"});
    let id = api.post("/v2.2/company", body).await.created();
    let path = format!("/v2.2/company/{id}");
    api.pass(std::time::Duration::from_secs(60));

    let changed = api.patch(&path, json!({"externalId": null})).await;
    let changed = changed.with(200);
    assert_eq!(changed["externalId"], json!(null));
    assert_eq!(changed["name"], "Northwind");
    assert_eq!(changed["dataCollectionStartDate"], "2024-01-01");
    assert_ne!(changed["updated"], changed["created"]);
    assert_eq!(api.get(&path).await.with(200), changed);
}

#[tokio::test]
async fn t044_what_cannot_be_changed_is_refused() {
    let api = Api::new().await;
    let id = api.company().await;
    let body = json!({"name": null, "publicId": "co_1", "created": "2020-01-01T00:00:00Z"});
    let mut refused = api.patch(&format!("/v2.2/company/{id}"), body).await.refused();
    refused.sort();
    assert_eq!(refused, ["/created unknown-field", "/name null-not-allowed", "/publicId unknown-field"]);
}

#[tokio::test]
async fn an_external_id_of_another_is_refused() {
    let api = Api::new().await;
    api.post("/v2.2/company", json!({"name": "A", "externalId": "c-1"})).await.created();
    let id = api.company().await;
    let taken = api.patch(&format!("/v2.2/company/{id}"), json!({"externalId": "c-1"})).await;
    assert_eq!(taken.problem(409), "already-exists");
}
