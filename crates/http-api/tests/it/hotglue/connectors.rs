use insta::assert_json_snapshot;
use latchstring_domain::event::Origin;
use latchstring_domain::flow::{Schema, SchemaField, SchemaTable};
use latchstring_domain::provider::{Connector, ProviderUrl};
use latchstring_domain::sign_in::{Adornment, FieldKind, SelectOption, SignInField, SignInForm};
use latchstring_domain::text::{FieldId, FieldName, ProviderName, Tag};
use latchstring_service::Caller;
use latchstring_service::connector::{ConnectorImport, import};
use serde_json::json;

use crate::common::{Api, ENVIRONMENT, masked};

/// A connector with everything a connector can have.
fn shop() -> ConnectorImport {
    let field = |key: &str, label: &str, kind| SignInField {
        key: key.to_owned(),
        label: label.to_owned(),
        help: None,
        kind,
        required: true,
        pattern: None,
        adornment: Adornment::default(),
        options: Vec::new(),
    };
    let domain = Adornment { start: Some("https://".to_owned()), end: Some(".shop.example".to_owned()) };
    let region = SelectOption { value: "eu".to_owned(), label: "Europe".to_owned() };
    let form = vec![
        SignInField { adornment: domain, ..field("shop", "Shop", FieldKind::Text) },
        SignInField {
            help: Some("In the settings of your shop.".to_owned()),
            ..field("api_key", "API key", FieldKind::Password)
        },
        SignInField { options: vec![region], required: false, ..field("area", "Area", FieldKind::Select) },
    ];
    let total = SchemaField {
        id: FieldId::parse("total").unwrap(),
        name: FieldName::parse("Total").unwrap(),
        required: false,
    };
    let orders = SchemaTable { table: FieldName::parse("Orders").unwrap(), fields: vec![total] };
    ConnectorImport {
        oauth: None,
        connector: Connector {
            key: "shop".parse().unwrap(),
            tags: vec![Tag::parse("ecommerce").unwrap()],
            icon: Some(ProviderUrl::parse("https://shop.example/icon.svg").unwrap()),
            fields: Some(Schema::new(vec![orders]).unwrap()),
        },
        name: ProviderName::parse("Shop").unwrap(),
        url: ProviderUrl::parse("https://shop.example").unwrap(),
        form: SignInForm(form),
    }
}

async fn imported(api: &Api) {
    let caller = Caller::operator(api.workspace, "tests", Origin::default());
    import(api.latchstring(), &caller, &[shop()]).await.unwrap();
}

#[tokio::test]
async fn the_catalog_is_listed_in_the_shape_of_connectors() {
    let api = Api::new().await;
    imported(&api).await;
    let all = api.get(&format!("/v2/{ENVIRONMENT}/availableConnectors")).await;
    assert_json_snapshot!(masked(all.with(200)));
    // A map would have sorted the fields by their keys.
    let places = ["\"shop\":{\"label", "\"api_key\":{\"label", "\"area\":{\"label"]
        .map(|key| all.text.find(key).unwrap());
    assert!(places.is_sorted(), "the fields of a form keep their order: {}", all.text);
}

#[tokio::test]
async fn a_flow_supports_its_connectors_in_its_order() {
    let api = Api::new().await;
    imported(&api).await;
    let body = json!({"key": "orders", "name": "Orders", "connectors": ["shop", "sandbox"]});
    let flow = api.post("/v2.2/flow", body).await.created();
    for flow in ["orders", &flow] {
        let supported = api.get(&format!("/v2/{ENVIRONMENT}/{flow}/supportedConnectors")).await;
        let ids: Vec<_> = supported.with(200).as_array().unwrap().iter().map(|one| &one["id"]).collect();
        assert_eq!(ids, ["shop", "sandbox"]);
    }
    assert_eq!(
        api.get(&format!("/v2/{ENVIRONMENT}/bills/supportedConnectors")).await.problem(404),
        "not-found"
    );
    assert_eq!(api.get("/v2/other/orders/supportedConnectors").await.problem(404), "not-found");
    assert_eq!(api.get("/v2/other/availableConnectors").await.problem(404), "not-found");
}
