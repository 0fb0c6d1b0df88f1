use serde_json::json;

use crate::common::Api;

#[tokio::test]
async fn a_flow_is_changed_part_by_part_and_keeps_its_key() {
    let api = Api::new().await;
    api.flow("invoices").await;
    let schema =
        json!([{"table": "Invoices", "fields": [{"id": "total", "name": "Total", "required": true}]}]);
    let changed = api.patch("/v2.2/flow/invoices", json!({"name": "Bills", "schema": schema})).await;
    let changed = changed.with(200);
    assert_eq!(
        [&changed["name"], &changed["key"], &changed["schema"]],
        [&json!("Bills"), &json!("invoices"), &schema]
    );
    api.pass(std::time::Duration::from_millis(1));
    let emptied = api.patch("/v2.2/flow/invoices", json!({"schema": null})).await;
    assert_eq!(emptied.with(200)["schema"], json!(null));
    assert_eq!(emptied.json["name"], "Bills");

    let events = api.get("/v2.2/event?type=FLOW_UPDATED").await;
    let changes: Vec<_> =
        events.with(200)["events"].as_array().unwrap().iter().map(|e| &e["data"]["changed"]).collect();
    assert_eq!(changes, [&json!(["schema"]), &json!(["name", "schema"])]);
}

#[tokio::test]
async fn what_changes_nothing_is_written_nowhere_and_what_is_wrong_is_refused() {
    let api = Api::new().await;
    api.flow("invoices").await;
    api.patch("/v2.2/flow/invoices", json!({"name": "Invoices", "connectors": ["sandbox"]})).await.with(200);
    let events = api.get("/v2.2/event?type=FLOW_UPDATED").await;
    assert_eq!(events.with(200)["events"], json!([]));
    let refused = api.patch("/v2.2/flow/invoices", json!({"key": "bills", "connectors": ["xero"]})).await;
    assert_eq!(refused.refused(), ["/key unknown-field"]);
    let refused = api.patch("/v2.2/flow/invoices", json!({"connectors": ["xero"]})).await;
    assert_eq!(refused.refused(), ["/connectors/0 unknown-connector"]);
    assert_eq!(api.patch("/v2.2/flow/orders", json!({})).await.problem(404), "not-found");
    assert_eq!(api.patch("/v2.2/flow/%20", json!({})).await.problem(404), "not-found");
}
