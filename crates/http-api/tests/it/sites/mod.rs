use insta::assert_json_snapshot;
use serde_json::json;

use crate::common::{Api, masked};

#[tokio::test]
async fn a_site_is_made_read_changed_and_deleted() {
    let api = Api::new().await;
    let company = api.company().await;
    let list = format!("/v2.2/site/company/{company}");
    let body = json!({"name": "Harbour", "externalId": "s-1", "address": "1 Pier Road\nPortland", "path": ["West", "Oregon"]});
    let made = api.post(&list, body).await;
    assert_json_snapshot!(masked(made.with(201)));
    let path = format!("/v2.2/site/{}", made.created());
    assert_eq!(api.get(&path).await.with(200), &made.json);
    assert_eq!(api.get(&list).await.with(200), &json!([made.json]));

    let changed = api.patch(&path, json!({"address": null, "path": []})).await;
    assert_eq!(changed.with(200)["address"], json!(null));
    assert_eq!(changed.json["path"], json!([]));
    assert_eq!(changed.json["externalId"], "s-1");

    api.delete(&path).await.with(204);
    assert_eq!(api.get(&path).await.problem(404), "not-found");
}

#[tokio::test]
async fn an_external_id_is_taken_once_in_a_company() {
    let api = Api::new().await;
    let (first, second) = (api.company().await, api.company().await);
    let body = json!({"name": "Harbour", "externalId": "s-1"});
    api.post(&format!("/v2.2/site/company/{first}"), body.clone()).await.created();
    api.post(&format!("/v2.2/site/company/{second}"), body.clone()).await.created();
    let again = api.post(&format!("/v2.2/site/company/{first}"), body).await;
    assert_eq!(again.problem(409), "already-exists");
    assert_eq!(again.errors(), ["/externalId already-exists"]);
}

#[tokio::test]
async fn a_site_with_a_connection_is_not_deleted() {
    let api = Api::new().await;
    let company = api.company().await;
    let site = api.site(&company).await;
    api.connection(&company, &site).await;
    assert_eq!(api.delete(&format!("/v2.2/site/{site}")).await.problem(409), "still-in-use");
}

#[tokio::test]
async fn t044_every_wrong_field_is_named() {
    let api = Api::new().await;
    let list = format!("/v2.2/site/company/{}", api.company().await);
    let path = vec!["x"; 11];
    let body = json!({"name": "x".repeat(256), "address": "a\u{202E}b", "path": path, "companyId": "x"});
    let mut refused = api.post(&list, body).await.refused();
    refused.sort();
    assert_eq!(
        refused,
        ["/address illegal-characters", "/companyId unknown-field", "/name too-long", "/path too-many"]
    );
    let body = json!({"name": "x", "path": ["a", "", 5, null]});
    assert_eq!(
        api.post(&list, body).await.refused(),
        ["/path/1 empty", "/path/2 wrong-type", "/path/3 null-not-allowed"]
    );
}
