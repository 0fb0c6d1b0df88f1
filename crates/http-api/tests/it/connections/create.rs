use insta::assert_json_snapshot;
use serde_json::json;

use crate::common::{Api, connection_body, masked};

#[tokio::test]
async fn a_connection_is_made_and_read() {
    let api = Api::new().await;
    let company = api.company().await;
    let mut body = connection_body(&api.site(&company).await);
    body["utilityTypes"] = json!(["WATER", "GAS"]);
    body["connectionOwnerEmail"] = json!("owner@example.org");
    body["dataCollectionStartDate"] = json!("2024-01-01");
    body["multiplyByOccupancy"] = json!(true);
    body["externalId"] = json!("conn-1");
    let made = api.post(&format!("/v2.2/connection/company/{company}"), body).await;
    assert_json_snapshot!(masked(made.with(201)));
    assert!(!made.text.contains("sandbox-password"));

    let path = format!("/v2.2/connection/{}", made.created());
    let read = api.get(&format!("{path}/details")).await;
    assert_eq!(read.with(200), &made.json);
    assert_json_snapshot!("events", masked(api.get(&format!("{path}/events")).await.with(200)));
}

#[tokio::test]
async fn t044_every_wrong_field_is_named_and_no_password_is_repeated() {
    let api = Api::new().await;
    let path = format!("/v2.2/connection/company/{}", api.company().await);
    let mut refused = api.post(&path, json!({})).await.refused();
    refused.sort();
    assert_eq!(refused, ["/password required", "/sites required", "/url required", "/username required"]);

    let body = json!({
        "url": "https://sandbox.example", "username": "", "password": ["hunter2-secret"], "sites": [],
        "country": "XX", "multiplyByOccupancy": 1, "status": "CONNECTED", "isActive": false,
    });
    let reply = api.post(&path, body).await;
    let mut refused = reply.refused();
    refused.sort();
    assert_eq!(
        refused,
        [
            "/country invalid-country",
            "/isActive unknown-field",
            "/multiplyByOccupancy wrong-type",
            "/password wrong-type",
            "/status unknown-field",
            "/username empty",
        ]
    );
    assert!(!reply.text.contains("hunter2"));
    let mut body = connection_body("019aa0b2-3c4d-7e5f-8a6b-7c8d9e0f1a2b");
    assert_eq!(api.post(&path, body.clone()).await.refused(), ["/sites/0 unknown-site"]);
    body["sites"] = json!([]);
    assert_eq!(api.post(&path, body).await.refused(), ["/sites empty"]);
}
