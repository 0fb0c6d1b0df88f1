use serde_json::json;

use crate::common::{Api, ENVIRONMENT};

#[tokio::test]
async fn a_deleted_flow_is_gone_and_what_was_made_in_it_stays() {
    let api = Api::new().await;
    api.flow("invoices").await;
    let place = format!("/v2/{ENVIRONMENT}/invoices/tenant/linkedConnectors");
    let body = json!({"connector": {"id": "sandbox", "config": {"username": "a", "password": "b"}}});
    let connection = api.post(&place, body).await.with(200)["connection_id"].as_str().unwrap().to_owned();
    api.delete("/v2.2/flow/invoices").await.with(204);
    assert_eq!(api.delete("/v2.2/flow/invoices").await.problem(404), "not-found");
    assert_eq!(api.get(&place).await.problem(404), "not-found");
    let kept = api.get(&format!("/v2.2/connection/{connection}/details")).await;
    assert_eq!(kept.with(200)["flow"]["key"], "invoices");
    assert_eq!(kept.json["isActive"], true);
    api.flow("invoices").await;
}
