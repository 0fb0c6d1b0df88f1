use serde_json::{Value, json};

use crate::common::{Api, ENVIRONMENT, Reply};

async fn with(api: &Api, options: Value) -> Reply {
    api.post(&format!("/{ENVIRONMENT}/magicLink"), json!({"tenant": "a", "options": options})).await
}

#[tokio::test]
async fn every_documented_option_is_honoured() {
    let api = Api::new().await;
    let made = with(
        &api,
        json!({
            "checkLink": true,
            "schemas": [{"flowId": "invoices", "schema": [{"table": "Invoices", "fields": [{"id": "total", "name": "Total"}]}]}],
            "nextStep": "mapping",
            "tenantMetadata": {"region": "north", "seats": 12, "trial": false, "gone": null},
            "localization": {"landing-heading": "Bring your books", "done-heading": "Done!"},
            "multipleSources": true,
            "multipleConnectors": true,
            "hideBackButtons": true,
            "helperText": "Need help?\nAsk us.",
            "breadcrumbs": false,
            "hideFlows": true,
            "connectValues": {"shop": "northwind", "port": 8080, "api_key": "hunter2", "empty": null},
            "listener": ["connected", "exit", "connected"],
        }),
    )
    .await;
    assert_eq!(made.with(200)["ignoredOptions"], json!([]));
    let company = api.get("/v2.2/company?externalId=a").await;
    let metadata = json!({"region": "north", "seats": "12", "trial": "false"});
    assert_eq!(company.with(200)[0]["metadata"], metadata);
}

#[tokio::test]
async fn what_is_not_known_is_kept_and_named() {
    let api = Api::new().await;
    let made = with(
        &api,
        json!({
            "nextStep": "fieldMap",
            "listener": ["connected", "onSourceLinked"],
            "webhook": {"url": "https://example.com"},
            "localization": {"hg.title": "Hello", "landing-start": "Go"},
            "checkLink": null,
        }),
    )
    .await;
    let ignored = json!(["nextStep", "webhook", "localization.hg.title", "listener.onSourceLinked"]);
    assert_eq!(made.with(200)["ignoredOptions"], ignored);
}

#[tokio::test]
async fn bad_options_are_refused_by_their_names() {
    let api = Api::new().await;
    let many: Value =
        (0..51).map(|n| (format!("k{n}"), json!("v"))).collect::<serde_json::Map<_, _>>().into();
    for (options, error) in [
        (json!([]), "/options wrong-type"),
        (json!({"checkLink": "yes"}), "/options/checkLink wrong-type"),
        (json!({"schemas": {}}), "/options/schemas wrong-type"),
        (
            json!({"schemas": [{"schema": [{"table": "A", "fields": [{"id": "a"}]}]}]}),
            "/options/schemas/0/flowId required",
        ),
        (json!({"schemas": [{"flowId": "a"}]}), "/options/schemas/0/schema required"),
        (json!({"schemas": [{"flowId": "a", "schema": []}]}), "/options/schemas/0/schema empty"),
        (json!({"tenantMetadata": {"a": {"b": 1}}}), "/options/tenantMetadata/a wrong-type"),
        (json!({"tenantMetadata": {" ": "b"}}), "/options/tenantMetadata illegal-characters"),
        (json!({"tenantMetadata": many}), "/options/tenantMetadata too-many"),
        (json!({"localization": {"landing-heading": ""}}), "/options/localization/landing-heading empty"),
        (
            json!({"localization": {"landing-heading": ["a"]}}),
            "/options/localization/landing-heading wrong-type",
        ),
        (json!({"helperText": "x".repeat(501)}), "/options/helperText too-long"),
        (json!({"connectValues": many}), "/options/connectValues too-many"),
        (json!({"connectValues": {"a": "x".repeat(1001)}}), "/options/connectValues/a too-long"),
        (json!({"listener": "connected"}), "/options/listener wrong-type"),
        (json!({"listener": ["exit", 7]}), "/options/listener/1 wrong-type"),
        (json!({"listener": vec!["exit"; 21]}), "/options/listener too-many"),
        (json!({"blob": "x".repeat(9000)}), "/options too-long"),
    ] {
        let refused = with(&api, options.clone()).await;
        assert_eq!(refused.loosely_refused(), [error], "{options}");
    }
    assert_eq!(api.get("/v2.2/company").await.with(200), &json!([]), "not even the tenant is made");
}

#[tokio::test]
async fn the_metadata_of_a_tenant_is_replaced_and_left_alone_when_none_is_given() {
    let api = Api::new().await;
    let metadata = async || api.get("/v2.2/company?externalId=a").await.with(200)[0]["metadata"].clone();
    with(&api, json!({"tenantMetadata": {"region": "north", "seats": 12}})).await.with(200);
    with(&api, json!({})).await.with(200);
    assert_eq!(metadata().await, json!({"region": "north", "seats": "12"}));
    with(&api, json!({"tenantMetadata": {"region": "south"}})).await.with(200);
    assert_eq!(metadata().await, json!({"region": "south"}), "replaced, not merged");
    with(&api, json!({"tenantMetadata": {}})).await.with(200);
    assert_eq!(metadata().await, json!({}));
}
