use std::time::Duration;

use axum::body::Body;
use http::{Method, Request, header};
use insta::assert_json_snapshot;
use latchstring_domain::magic_link::MagicLinkStatus;
use latchstring_domain::workspace::ExpiryPolicy;
use serde_json::{Value, json};

use super::{all, opened};
use crate::common::{Api, BASE_URL, masked};

async fn ready() -> (Api, String, String) {
    let api = Api::new().await;
    let company = api.company().await;
    let path = format!("/v2.2/connection/company/{company}/link");
    (api, company, path)
}

#[tokio::test]
async fn a_link_is_minted_from_nothing() {
    let (api, company, path) = ready().await;
    let minted = api.send_as(&api.key, Method::POST, &path, None).await;
    assert_json_snapshot!(masked(minted.with(200)));
    let secret = minted.json["companyMagicLinkSecret"].as_str().unwrap();
    assert!(minted.json["magicLinkUrl"].as_str().unwrap().ends_with(secret));
    let (link, status) = opened(&api, &minted.json["magicLinkUrl"]).await;
    assert_eq!((link.company_id.to_string(), status), (company, MagicLinkStatus::Active));
}

#[tokio::test]
async fn a_body_that_is_declared_and_empty_is_none() {
    let (api, _, path) = ready().await;
    let request = Request::post(&path)
        .header("X-API-Key", &api.key)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::empty())
        .unwrap();
    api.raw(request).await.with(200);
    let undeclared =
        Request::post(&path).header("X-API-Key", &api.key).body(Body::from("{\"country\":\"US\"}")).unwrap();
    assert_eq!(api.raw(undeclared).await.problem(415), "unsupported-media-type");
    assert_eq!(api.post(&path, json!([])).await.problem(400), "malformed-body");
}

#[tokio::test]
async fn a_link_holds_everything_that_was_asked() {
    let (api, company, path) = ready().await;
    let site = api.site(&company).await;
    let body = json!({
        "url": "https://www.pacificpower.example/login",
        "initialSites": [site, site],
        "utilityTypes": ["GAS", "ELECTRICITY"],
        "country": "US",
        "connectionOwnerEmail": "owner@example.org",
        "dataCollectionStartDate": "2024-01-01",
        "lock": ["url"],
        "expiresInSeconds": 3600,
    });
    api.post(&path, body).await.with(200);
    assert_json_snapshot!(masked(&Value::Array(all(&api, &company).await)));
}

#[tokio::test]
async fn two_links_for_the_same_are_two() {
    let (api, company, path) = ready().await;
    let first = api.post(&path, json!({"country": "US"})).await.with(200).clone();
    assert_ne!(&first, api.post(&path, json!({"country": "US"})).await.with(200));
    assert_eq!(all(&api, &company).await.len(), 2);
}

#[tokio::test]
async fn the_workspace_s_terms_hold() {
    let day = Duration::from_secs(86_400);
    let api = Api::with_policy(ExpiryPolicy { default: Some(day), ceiling: Some(day) }).await;
    let company = api.company().await;
    let path = format!("/v2.2/connection/company/{company}/link");
    let refused = api.post(&path, json!({"expiresInSeconds": 86_401})).await;
    assert_eq!(refused.refused(), ["/expiresInSeconds out-of-range"]);
    api.post(&path, json!({})).await.with(200);
    assert_eq!(all(&api, &company).await[0]["expiresAt"], "2026-11-21T09:30:00.000Z");
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once_and_nothing_is_minted() {
    let (api, company, path) = ready().await;
    let body = json!({
        "url": "http://insecure.example", "datasourceId": "x", "initialSites": ["x"], "utilityTypes": ["NUCLEAR"],
        "country": "us", "connectionOwnerEmail": "x", "dataCollectionStartDate": "2024-2-1", "lock": ["name"],
        "expiresInSeconds": 59, "sites": [], "prefill": {},
    });
    let mut refused = api.post(&path, body).await.refused();
    refused.sort();
    assert_eq!(
        refused,
        [
            "/connectionOwnerEmail invalid-email",
            "/country invalid-country",
            "/dataCollectionStartDate invalid-date",
            "/datasourceId exclusive",
            "/datasourceId invalid-id",
            "/expiresInSeconds out-of-range",
            "/initialSites/0 invalid-id",
            "/lock/0 unknown-name",
            "/prefill unknown-field",
            "/sites unknown-field",
            "/url invalid-url",
            "/utilityTypes/0 unknown-name",
        ]
    );
    let refused = api.post(&path, json!({"lock": ["country"]})).await.refused();
    assert_eq!(refused, ["/lock locked-but-empty"]);
    let foreign = api.site(&api.company().await).await;
    let refused = api.post(&path, json!({"initialSites": [foreign]})).await.refused();
    assert_eq!(refused, ["/initialSites/0 unknown-site"]);
    let refused = api.post(&path, json!({"datasourceId": foreign})).await.refused();
    assert_eq!(refused, ["/datasourceId unknown-provider"]);
    assert!(all(&api, &company).await.is_empty());
}

/// The sites of a company, so many that a link for all of them is too long.
pub(super) async fn too_many_sites(api: &Api, company: &str) -> Vec<String> {
    let mut sites = Vec::new();
    for number in 0..80 {
        let body = json!({"name": format!("Place {number}")});
        sites.push(api.post(&format!("/v2.2/site/company/{company}"), body).await.created());
    }
    sites
}

#[tokio::test]
async fn t030_a_link_that_would_be_too_long_is_refused_by_its_largest_field() {
    let (api, company, path) = ready().await;
    let sites = too_many_sites(&api, &company).await;
    let refused = api.post(&path, json!({"initialSites": sites, "country": "US"})).await;
    assert_eq!(refused.refused(), ["/initialSites link-too-long"]);
    assert!(refused.json["errors"][0]["detail"].as_str().unwrap().contains("2000 characters"));
    assert!(all(&api, &company).await.is_empty());

    let mut longest = 0;
    for count in 0..sites.len() {
        let minted = api.post(&path, json!({"initialSites": sites[..count]})).await;
        if minted.status == 200 {
            longest = minted.json["magicLinkUrl"].as_str().unwrap().len();
        } else {
            assert_eq!(minted.refused(), ["/initialSites link-too-long"]);
            break;
        }
    }
    assert!((1900..=2000).contains(&longest), "{longest}");
}

#[tokio::test]
async fn t014_the_link_never_follows_the_request_s_host() {
    let (api, _, path) = ready().await;
    let request = Request::post(format!("https://evil.test{path}"))
        .header("X-API-Key", &api.key)
        .header(header::HOST, "evil.test")
        .header("X-Forwarded-Host", "evil.test")
        .header(header::FORWARDED, "host=evil.test;proto=http")
        .body(Body::empty())
        .unwrap();
    let minted = api.raw(request).await;
    let url = minted.with(200)["magicLinkUrl"].as_str().unwrap();
    assert!(url.starts_with(&format!("{BASE_URL}/p/connect/co_")), "{url}");
    assert!(minted.headers.values().all(|value| !value.to_str().unwrap().contains("evil.test")));
}
