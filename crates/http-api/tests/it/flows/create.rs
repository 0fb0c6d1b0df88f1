use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use crate::common::{Api, masked};

fn schema() -> Value {
    json!([{"table": "Invoices", "fields": [
        {"id": "total", "name": "Total amount", "required": true},
        {"id": "currency", "name": "Currency"},
    ]}])
}

#[tokio::test]
async fn a_flow_is_made_read_and_listed() {
    let api = Api::new().await;
    let body = json!({"key": "invoices", "name": "Invoices", "connectors": ["sandbox"], "schema": schema()});
    let made = api.post("/v2.2/flow", body).await;
    let flow = made.with(201);
    assert_json_snapshot!(masked(flow));
    let id = flow["id"].as_str().unwrap();
    for name in ["invoices", id] {
        assert_eq!(api.get(&format!("/v2.2/flow/{name}")).await.with(200), flow, "{name}");
    }
    assert_eq!(api.get("/v2.2/flow").await.with(200), &json!([flow]));
}

#[tokio::test]
async fn a_flow_without_a_key_is_called_by_its_id_and_takes_connectors_by_theirs() {
    let api = Api::new().await;
    let first = api.flow("first").await;
    let sandbox = api.get("/v2.2/flow/first").await.with(200)["connectors"][0]["datasourceId"].clone();
    let body = json!({"name": "Orders", "connectors": [sandbox, "sandbox"]});
    let second = api.post("/v2.2/flow", body).await;
    let second = second.with(201);
    assert_eq!(second["key"], second["id"]);
    assert_eq!(second["connectors"].as_array().unwrap().len(), 1, "named twice, and there once");
    let ids: Vec<_> = api.get("/v2.2/flow").await.with(200).as_array().unwrap().clone();
    assert_eq!([&ids[0]["id"], &ids[1]["id"]], [&json!(first), &second["id"]], "oldest first");
}

#[tokio::test]
async fn bad_flows_are_refused_field_by_field() {
    let api = Api::new().await;
    let refused = async |body: Value| api.post("/v2.2/flow", body).await.refused();
    assert_eq!(refused(json!({})).await, ["/name required", "/connectors required"]);
    let body = json!({"name": "A", "connectors": []});
    assert_eq!(refused(body).await, ["/connectors empty"]);
    let body = json!({"name": "A", "connectors": ["sandbox", "quickbooks", "xero"]});
    assert_eq!(refused(body).await, ["/connectors/1 unknown-connector", "/connectors/2 unknown-connector"]);
    let body = json!({"key": "in voices", "name": "A", "connectors": ["?"]});
    assert_eq!(refused(body).await, ["/key illegal-characters", "/connectors/0 illegal-characters"]);
    for (schema, error) in [
        (json!([]), "/schema empty"),
        (json!([{"table": "A", "fields": []}]), "/schema empty"),
        (json!([{"fields": [{"id": "a", "name": "A"}]}]), "/schema/0/table required"),
        (json!([{"table": "A", "fields": [{"name": "A"}]}]), "/schema/0/fields/0/id required"),
        (
            json!([{"table": "A", "fields": [{"id": "a", "colour": 1}]}]),
            "/schema/0/fields/0/colour unknown-field",
        ),
        (json!([{"table": "A"}]), "/schema/0/fields required"),
        (
            json!([{"table": "A", "fields": [{"id": "a", "name": null}]}]),
            "/schema/0/fields/0/name null-not-allowed",
        ),
        (
            json!([{"table": "A", "fields": [{"id": "a", "required": null}]}]),
            "/schema/0/fields/0/required null-not-allowed",
        ),
        (json!([{"table": "A", "fields": [{"id": "a"}, {"id": "a"}]}]), "/schema repeated"),
        (json!([{"table": "A", "fields": [{"id": "a"}]}, {"table": "A", "fields": []}]), "/schema repeated"),
    ] {
        let body = json!({"name": "A", "connectors": ["sandbox"], "schema": schema});
        let errors = refused(body).await;
        assert!(errors.contains(&error.to_owned()), "{error}: {errors:?}");
    }
    assert_eq!(api.get("/v2.2/flow").await.with(200), &json!([]));
}

#[tokio::test]
async fn a_key_is_taken_once_in_a_workspace_and_is_free_in_another() {
    let api = Api::new().await;
    api.flow("invoices").await;
    let body = json!({"key": "invoices", "name": "Again", "connectors": ["sandbox"]});
    let again = api.post("/v2.2/flow", body).await;
    assert_eq!(again.problem(409), "already-exists");
    assert_eq!(again.errors(), ["/key already-exists"]);
    api.stranger().await.flow("invoices").await;
}

#[tokio::test]
async fn t042_managing_flows_needs_the_right_to_manage() {
    let api = Api::new().await;
    api.flow("invoices").await;
    let writer = api.new_key(&[Scope::InvitationsRead, Scope::InvitationsWrite]).await;
    let body = json!({"name": "A", "connectors": ["sandbox"]});
    let refused = api.send_as(&writer, Method::POST, "/v2.2/flow", Some(&body)).await;
    assert_eq!(refused.problem(403), "scope-missing");
    api.send_as(&writer, Method::GET, "/v2.2/flow/invoices", None).await.with(200);
}
