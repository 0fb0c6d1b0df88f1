use std::time::Duration;

use axum::body::Body;
use http::{Method, Request, header};
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use latchstring_domain::workspace::ExpiryPolicy;
use latchstring_service::provider::{SearchProviders, search};
use serde_json::{Value, json};

use crate::common::{Api, BASE_URL, masked};

async fn ready() -> (Api, String) {
    let api = Api::new().await;
    let company = api.company().await;
    let path = format!("/v2.2/invitation/company/{company}");
    (api, path)
}

async fn refused(body: Value) -> Vec<String> {
    let (api, path) = ready().await;
    let mut refused = api.post(&path, body).await.refused();
    refused.sort();
    let list = api.get("/v2.2/invitation").await;
    assert_eq!(list.with(200)["totalInvitations"], 0, "nothing was made");
    refused
}

#[tokio::test]
async fn an_invitation_for_anyone_is_made_from_nothing() {
    let (api, path) = ready().await;
    assert_json_snapshot!(masked(api.post(&path, json!({})).await.with(201)));
}

#[tokio::test]
async fn an_invitation_has_everything_that_was_asked() {
    let api = Api::new().await;
    let company = api.company().await;
    let site = api.site(&company).await;
    let body = json!({
        "allowedEmails": ["Mike@example.org", "*@example.com", "*@*.example.net", "mike@EXAMPLE.org"],
        "expiresInSeconds": 3600,
        "maxUses": 3,
        "sendEmail": false,
        "prefill": {
            "url": "https://www.pacificpower.example/login",
            "initialSites": [site, site],
            "utilityTypes": ["GAS", "ELECTRICITY"],
            "country": "US",
            "connectionOwnerEmail": "owner@example.org",
            "dataCollectionStartDate": "2024-01-01",
        },
        "lock": ["url", "initialSites"],
        "metadata": {"ticket": "4711", "empty": ""},
        "externalId": "inv-1",
        "locale": "pt-BR",
        "message": "Please connect it.\nThanks!",
        "state": " opaque ",
    });
    let made = api.post(&format!("/v2.2/invitation/company/{company}"), body).await;
    assert_json_snapshot!(masked(made.with(201)));
}

#[tokio::test]
async fn a_provider_is_named_by_its_id() {
    let (api, path) = ready().await;
    let wish = SearchProviders { limit: 1, ..SearchProviders::default() };
    let id = search(api.latchstring(), api.workspace, &wish).await.unwrap()[0].id.to_string();
    let made = api.post(&path, json!({"prefill": {"datasourceId": id}, "lock": ["datasourceId"]})).await;
    assert_eq!(made.with(201)["prefill"], json!({"datasourceId": id}));
}

#[tokio::test]
async fn a_link_can_be_opened_for_some_providers_only() {
    let (api, path) = ready().await;
    let one = api.provider("Nordlys", "https://nordlys.example").await;
    let other = api.provider("Rheinkraft", "https://rheinkraft.example/login").await;
    let hidden = api.provider("Gone", "https://gone.example").await;
    api.delete(&format!("/v2.2/datasource/{hidden}")).await.with(204);
    let foreign = api.stranger().await.provider("Nordlys", "https://nordlys.example").await;
    let made = api.post(&path, json!({"allowedProviders": [other, one, one]})).await;
    let mut both = [one.clone(), other.clone()];
    both.sort();
    assert_eq!(made.with(201)["allowedProviders"], json!(both));
    let id = made.with(201)["id"].as_str().unwrap();
    let detail = api.get(&format!("/v2.2/invitation/{id}")).await;
    assert_eq!(detail.with(200)["allowedProviders"], json!(both));

    let body = json!({"allowedProviders": [one, hidden, "x", foreign, null]});
    let errors = api.post(&path, body).await.refused();
    assert_eq!(errors, ["/allowedProviders/2 invalid-id", "/allowedProviders/4 null-not-allowed"]);
    let body = json!({"allowedProviders": [one, hidden, foreign]});
    let errors = api.post(&path, body).await.refused();
    assert_eq!(errors, ["/allowedProviders/1 unknown-provider", "/allowedProviders/2 unknown-provider"]);
    let many = vec![one.clone(); 101];
    assert_eq!(
        api.post(&path, json!({"allowedProviders": many})).await.refused(),
        ["/allowedProviders too-many"]
    );

    for prefill in [json!({"datasourceId": one}), json!({"url": "https://rheinkraft.example/login"})] {
        let body = json!({"allowedProviders": [one, other], "prefill": prefill});
        api.post(&path, body).await.with(201);
    }
    for (prefill, error) in [
        (json!({"datasourceId": other}), "/prefill/datasourceId provider-not-allowed"),
        (json!({"url": "https://elsewhere.example"}), "/prefill/url provider-not-allowed"),
    ] {
        let body = json!({"allowedProviders": [one], "prefill": prefill});
        assert_eq!(api.post(&path, body).await.refused(), [error]);
    }
}

#[tokio::test]
async fn the_workspace_s_ceiling_holds() {
    let day = Duration::from_secs(86_400);
    let api = Api::with_policy(ExpiryPolicy { default: None, ceiling: Some(day) }).await;
    let path = format!("/v2.2/invitation/company/{}", api.company().await);
    let refused = api.post(&path, json!({"expiresInSeconds": 86_401})).await;
    assert_eq!(refused.refused(), ["/expiresInSeconds out-of-range"]);
    let made = api.post(&path, json!({})).await;
    assert_eq!(made.with(201)["expiresAt"], "2026-11-21T09:30:00.000Z");
}

#[tokio::test]
async fn t012_a_key_without_the_scope_gets_no_link() {
    let (api, path) = ready().await;
    let key = api.new_key(&[Scope::InvitationsWrite, Scope::InvitationsRead]).await;
    let made = api.send_as(&key, Method::POST, &path, Some(&json!({}))).await;
    assert_eq!(made.with(201)["token"], json!(null));
    assert_eq!(made.json["invitationUrl"], json!(null));
    assert!(!made.text.contains("lsi_"), "{}", made.text);
}

#[tokio::test]
async fn t014_the_link_never_follows_the_request_s_host() {
    let (api, path) = ready().await;
    for uri in [path.clone(), format!("https://evil.test{path}")] {
        let request = Request::builder()
            .method(Method::POST)
            .uri(uri)
            .header("X-API-Key", &api.key)
            .header(header::HOST, "evil.test")
            .header("X-Forwarded-Host", "evil.test")
            .header("X-Forwarded-Proto", "http")
            .header(header::FORWARDED, "host=evil.test;proto=http")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from("{}"))
            .unwrap();
        let made = api.raw(request).await;
        assert!(
            made.with(201)["invitationUrl"].as_str().unwrap().starts_with(&format!("{BASE_URL}/p/i/lsi_"))
        );
        assert!(!made.text.contains("evil.test"), "{}", made.text);
        assert!(made.headers.values().all(|value| !value.to_str().unwrap().contains("evil.test")));
    }
}

#[tokio::test]
async fn t044_what_only_the_server_decides_is_refused() {
    let body = json!({
        "status": "ACTIVE", "useCount": 5, "uses": 5, "workspaceId": "x", "tenant_id": "x", "created_by": "x",
        "createdBy": {"kind": "operator"}, "token": "lsi_x", "max_uses": 1, "id": "x",
    });
    let names = [
        "created_by",
        "createdBy",
        "id",
        "max_uses",
        "status",
        "tenant_id",
        "token",
        "useCount",
        "uses",
        "workspaceId",
    ];
    let mut expected: Vec<_> = names.iter().map(|name| format!("/{name} unknown-field")).collect();
    expected.sort();
    assert_eq!(refused(body).await, expected);
}

#[tokio::test]
async fn t044_illegal_numbers_and_types_are_refused() {
    for (value, code) in [
        (json!(0), "out-of-range"),
        (json!(-1), "out-of-range"),
        (json!(1e9), "wrong-type"),
        (json!(1_000_000_000_u64), "out-of-range"),
        (json!("5"), "wrong-type"),
        (json!(1.5), "wrong-type"),
        (json!(true), "wrong-type"),
        (json!(null), "null-not-allowed"),
        (json!([1]), "wrong-type"),
    ] {
        assert_eq!(refused(json!({"maxUses": value})).await, [format!("/maxUses {code}")], "{value}");
    }
    for (value, code) in [
        (json!(59), "out-of-range"),
        (json!(-60), "out-of-range"),
        (json!("60"), "wrong-type"),
        (json!(null), "null-not-allowed"),
        (json!(u64::MAX), "out-of-range"),
    ] {
        let found = refused(json!({"expiresInSeconds": value})).await;
        assert_eq!(found, [format!("/expiresInSeconds {code}")], "{value}");
    }
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let body = json!({
        "allowedEmails": ["mike@example.org", "*@", "a@b@c", 5],
        "prefill": {
            "url": "http://insecure.example", "datasourceId": "x", "initialSites": ["x"],
            "utilityTypes": ["GAS", "NUCLEAR"], "country": "us", "connectionOwnerEmail": "x",
            "dataCollectionStartDate": "2024-2-1", "extra": 1,
        },
        "lock": ["name", "datasource"],
        "metadata": {"a/b": 5, "c": null},
        "locale": "en_US",
        "message": "x".repeat(501),
        "state": "",
    });
    assert_eq!(
        refused(body).await,
        [
            "/allowedEmails/1 invalid-email",
            "/allowedEmails/2 invalid-email",
            "/allowedEmails/3 wrong-type",
            "/locale invalid-language",
            "/lock/0 unknown-name",
            "/lock/1 unknown-name",
            "/message too-long",
            "/metadata/a~1b wrong-type",
            "/metadata/c wrong-type",
            "/prefill/connectionOwnerEmail invalid-email",
            "/prefill/country invalid-country",
            "/prefill/dataCollectionStartDate invalid-date",
            "/prefill/datasourceId exclusive",
            "/prefill/datasourceId invalid-id",
            "/prefill/extra unknown-field",
            "/prefill/initialSites/0 invalid-id",
            "/prefill/url invalid-url",
            "/prefill/utilityTypes/1 unknown-name",
            "/state empty",
        ]
    );
}

#[tokio::test]
async fn labels_are_bounded() {
    let many: serde_json::Map<_, _> = (0..51).map(|n| (format!("k{n}"), json!("v"))).collect();
    assert_eq!(refused(json!({"metadata": many})).await, ["/metadata too-many"]);
    assert_eq!(refused(json!({"metadata": {"": "v"}})).await, ["/metadata illegal-characters"]);
    assert_eq!(refused(json!({"metadata": {"k": "v".repeat(501)}})).await, ["/metadata/k too-long"]);
    assert_eq!(refused(json!({"metadata": []})).await, ["/metadata wrong-type"]);
}

#[tokio::test]
async fn sites_and_providers_of_others_are_named() {
    let (api, path) = ready().await;
    let foreign = api.site(&api.company().await).await;
    let refused = api.post(&path, json!({"prefill": {"initialSites": [foreign]}})).await;
    assert_eq!(refused.refused(), ["/prefill/initialSites/0 unknown-site"]);
    assert!(refused.json["errors"][0]["detail"].as_str().unwrap().contains(&foreign));
    let refused = api.post(&path, json!({"prefill": {"datasourceId": foreign}})).await;
    assert_eq!(refused.refused(), ["/prefill/datasourceId unknown-provider"]);
}

#[tokio::test]
async fn a_lock_needs_something_to_hold() {
    assert_eq!(refused(json!({"lock": ["country"]})).await, ["/lock locked-but-empty"]);
}

#[tokio::test]
async fn a_mail_is_refused_without_addresses_and_where_none_is_sent() {
    assert_eq!(refused(json!({"sendEmail": true})).await, ["/sendEmail needs-addresses"]);
    let to_a_domain = json!({"sendEmail": true, "allowedEmails": ["*@example.org"]});
    assert_eq!(refused(to_a_domain).await, ["/sendEmail needs-addresses"]);
    let api = Api::without_mail().await;
    let path = format!("/v2.2/invitation/company/{}", api.company().await);
    let refused = api.post(&path, json!({"sendEmail": true, "allowedEmails": ["mike@example.org"]})).await;
    assert_eq!(refused.problem(422), "mail-not-configured");
    assert_eq!(refused.errors(), ["/sendEmail mail-not-configured"]);
    assert_eq!(api.get("/v2.2/invitation").await.with(200)["totalInvitations"], 0);
}

#[tokio::test]
async fn mails_are_among_the_deliveries_of_their_invitation() {
    let (api, path) = ready().await;
    let body = json!({"sendEmail": true, "allowedEmails": ["Mike@example.org", "*@example.net", "dana@example.org"]});
    let made = api.post(&path, body).await;
    insta::assert_json_snapshot!(masked(made.with(201))["deliveries"]);
    let detail = api.get(&format!("/v2.2/invitation/{}", made.json["id"].as_str().unwrap())).await;
    assert_eq!(detail.with(200)["deliveries"], made.json["deliveries"]);
    let listed = api.get("/v2.2/invitation").await;
    assert_eq!(listed.with(200)["invitations"][0]["deliveries"], made.json["deliveries"]);
}
