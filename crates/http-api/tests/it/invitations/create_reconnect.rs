use insta::assert_json_snapshot;
use serde_json::json;

use crate::common::{Api, masked};

#[tokio::test]
async fn a_reconnect_names_its_connection_and_has_no_prefill() {
    let api = Api::new().await;
    let company = api.company().await;
    let connection = api.connection(&company, &api.site(&company).await).await;
    let path = format!("/v2.2/invitation/connection/{connection}");
    let made = api.post(&path, json!({"maxUses": 1, "allowedEmails": ["owner@example.org"]})).await;
    assert_json_snapshot!(masked(made.with(201)));
    assert_eq!(made.json["connectionId"], json!(connection));
    assert_eq!(made.json["companyId"], json!(company));
}

#[tokio::test]
async fn prefill_and_lock_are_unknown_there() {
    let api = Api::new().await;
    let company = api.company().await;
    let connection = api.connection(&company, &api.site(&company).await).await;
    let path = format!("/v2.2/invitation/connection/{connection}");
    let mut refused =
        api.post(&path, json!({"prefill": {}, "lock": [], "allowedProviders": []})).await.refused();
    refused.sort();
    assert_eq!(refused, ["/allowedProviders unknown-field", "/lock unknown-field", "/prefill unknown-field"]);
}
