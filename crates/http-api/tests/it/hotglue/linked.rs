use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use crate::common::{Api, ENVIRONMENT, masked};

fn place(tenant: &str) -> String {
    format!("/v2/{ENVIRONMENT}/invoices/{tenant}/linkedConnectors")
}

fn sandbox(password: &str) -> Value {
    let config =
        json!({"username": "sandbox-username", "password": password, "start_date": "2026-01-01", "pages": 3});
    json!({"connector": {"id": "sandbox", "label": "whatever", "config": config}})
}

fn field_map() -> Value {
    json!([{"table": "Invoices", "fields": [{"id": "total", "source": {"table": "Bills", "id": "amount"}}]}])
}

#[tokio::test]
async fn a_connector_is_linked_listed_changed_and_unlinked() {
    let api = Api::new().await;
    api.flow("invoices").await;
    assert_eq!(api.get(&place("a")).await.with(200), &json!([]), "a tenant not seen before has nothing");
    let linked = api.post(&place("a"), sandbox("one")).await;
    assert_json_snapshot!(masked(linked.with(200)));
    let listed = api.get(&place("a")).await;
    assert_eq!(listed.with(200), &json!([linked.json]));
    assert_eq!(api.get(&place("b")).await.with(200), &json!([]), "another tenant's");

    let change = json!({"connector_id": "sandbox", "field_map": field_map()});
    let changed = api.patch(&place("a"), change).await;
    assert_eq!(changed.with(200)["field_map"], field_map());
    let path = format!("/v2.2/connection/{}/details", linked.json["connection_id"].as_str().unwrap());
    let connection = api.get(&path).await;
    assert_eq!(connection.with(200)["fieldMapping"], field_map());
    assert_eq!(connection.json["flow"]["key"], "invoices");
    let emptied = api.patch(&place("a"), json!({"connector_id": "sandbox", "field_map": null})).await;
    assert_eq!(emptied.with(200)["field_map"], Value::Null);

    let gone = api.delete(&format!("{}?connector_id=sandbox&token=whatever", place("a"))).await;
    assert_eq!(gone.with(200), &json!({"connector_id": "sandbox"}));
    assert_eq!(api.get(&place("a")).await.with(200), &json!([]));
    let connection = api.get(&path).await;
    assert_eq!(
        [&connection.with(200)["isActive"], &connection.json["username"]],
        [&json!(false), &Value::Null]
    );
    let again = api.delete(&format!("{}?connector_id=sandbox", place("a"))).await;
    assert_eq!(again.problem(404), "not-found");
}

#[tokio::test]
async fn linking_again_replaces_the_values_of_the_same_connection() {
    let api = Api::new().await;
    api.flow("invoices").await;
    let first = api.post(&place("a"), sandbox("one")).await.with(200)["connection_id"].clone();
    let second = api.post(&place("a"), sandbox("two")).await;
    assert_eq!(second.with(200)["connection_id"], first);
    let change = json!({"connector_id": "sandbox", "config": {"pages": 4}});
    api.patch(&place("a"), change).await.with(200);
    let listed = api.get(&format!("{}?config=true&connector_id=sandbox", place("a"))).await;
    let config =
        json!({"username": "sandbox-username", "password": "two", "start_date": "2026-01-01", "pages": "4"});
    assert_eq!(listed.with(200)[0]["config"], config, "laid over what there was");
}

#[tokio::test]
async fn values_are_told_only_to_who_may_read_them_and_each_reading_is_an_event() {
    let api = Api::new().await;
    api.flow("invoices").await;
    let connection = api.post(&place("a"), sandbox("one")).await.with(200)["connection_id"].clone();
    let path = format!("{}?config=true", place("a"));
    let reader = api.new_key(&[Scope::ConnectionsRead]).await;
    assert_eq!(api.send_as(&reader, Method::GET, &path, None).await.problem(403), "scope-missing");
    let without = api.send_as(&reader, Method::GET, &place("a"), None).await;
    assert!(!without.text.contains("\"config\""), "{}", without.text);

    api.get(&path).await.with(200);
    let details = format!("/v2.2/connection/{}/credentials", connection.as_str().unwrap());
    let credentials = api.get(&details).await;
    assert_eq!(credentials.with(200)["credentials"]["password"], "one");
    assert_eq!(api.send_as(&reader, Method::GET, &details, None).await.problem(403), "scope-missing");
    let events = api.get("/v2.2/event?type=CREDENTIALS_READ").await;
    assert_eq!(events.with(200)["events"].as_array().unwrap().len(), 2);
    assert!(!events.text.contains("sandbox-username"), "{}", events.text);

    api.delete(&format!("{}?connector_id=sandbox", place("a"))).await.with(200);
    assert_eq!(api.get(&details).await.with(200), &json!({"credentials": {}}), "gone with the link");
}

#[tokio::test]
async fn bad_links_are_refused_by_their_names_and_nothing_is_made() {
    let api = Api::new().await;
    api.flow("invoices").await;
    for (body, errors) in [
        (json!({}), vec!["/connector required"]),
        (json!({"connector": "sandbox"}), vec!["/connector wrong-type"]),
        (json!({"connector": {}}), vec!["/connector/id required"]),
        (json!({"connector": {"id": "xero"}}), vec!["/connector/id unknown-connector"]),
        (
            json!({"connector": {"id": "sandbox", "config": {"username": ""}}}),
            vec!["/connector/config/username required", "/connector/config/password required"],
        ),
        (
            json!({"connector": {"id": "sandbox", "config": {"a": {}}}}),
            vec!["/connector/config/a wrong-type"],
        ),
        (
            json!({"connector": {"id": "sandbox", "field_map": [{"table": "A", "fields": [{"id": "a"}]}]}}),
            vec!["/connector/field_map/0/fields/0/source required"],
        ),
        (
            json!({"connector": {"id": "sandbox", "field_map": [{"table": "A"}]}}),
            vec!["/connector/field_map/0/fields required"],
        ),
    ] {
        assert_eq!(api.post(&place("a"), body.clone()).await.loosely_refused(), errors, "{body}");
    }
    assert_eq!(api.get("/v2.2/company").await.with(200), &json!([]));
    assert_eq!(api.patch(&place("a"), json!({})).await.loosely_refused(), ["/connector_id required"]);
    assert_eq!(api.delete(&place("a")).await.loosely_refused(), ["/query/connector_id required"]);
    assert_eq!(api.patch(&place("a"), json!({"connector_id": "sandbox"})).await.problem(404), "not-found");
    assert_eq!(
        api.post("/v2/other/invoices/a/linkedConnectors", sandbox("x")).await.problem(404),
        "not-found"
    );
    let config = format!("{}?config=yes", place("a"));
    assert_eq!(api.get(&config).await.loosely_refused(), ["/query/config wrong-type"]);
}
