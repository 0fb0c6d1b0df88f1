use insta::assert_json_snapshot;
use serde_json::json;

use crate::common::{Api, masked};

async fn ready() -> (Api, String) {
    let api = Api::new().await;
    let company = api.company().await;
    let connection = api.connection(&company, &api.site(&company).await).await;
    api.pass(std::time::Duration::from_secs(30));
    (api, format!("/v2.2/connection/{connection}/status"))
}

#[tokio::test]
async fn a_report_moves_the_status_and_brings_accounts() {
    let (api, path) = ready().await;
    let report = json!({
        "status": "CONNECTED",
        "statusErrorDetail": "fine",
        "accounts": [{
            "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "accountNumber": "7741-22", "meters": ["m-1"],
            "isCollectingInvoiceData": true, "dataCollectionStartDate": "2024-01-01",
        }],
    });
    assert_json_snapshot!(masked(api.post(&path, report).await.with(200)));
}

#[tokio::test]
async fn a_connection_that_needs_its_owner_is_not_reported_well() {
    let (api, path) = ready().await;
    api.post(&path, json!({"status": "PASSWORD_INCORRECT"})).await.with(200);
    let refused = api.post(&path, json!({"status": "CONNECTED"})).await;
    assert_eq!(refused.problem(409), "status-move-not-allowed");
    assert_eq!(api.post(&path, json!({"status": "PENDING"})).await.problem(409), "status-move-not-allowed");
}

#[tokio::test]
async fn t044_every_wrong_field_is_named() {
    let (api, path) = ready().await;
    let report = json!({
        "status": "connected", "statusErrorDetail": "", "updated": "x",
        "accounts": [{"accountNumber": 5, "isTracked": null, "meters": [1], "extra": 1}, 7],
    });
    let mut refused = api.post(&path, report).await.refused();
    refused.sort();
    assert_eq!(
        refused,
        [
            "/accounts/0/accountNumber wrong-type",
            "/accounts/0/extra unknown-field",
            "/accounts/0/id required",
            "/accounts/0/isTracked null-not-allowed",
            "/accounts/0/meters/0 wrong-type",
            "/accounts/1 wrong-type",
            "/status unknown-name",
            "/statusErrorDetail empty",
            "/updated unknown-field",
        ]
    );
}
