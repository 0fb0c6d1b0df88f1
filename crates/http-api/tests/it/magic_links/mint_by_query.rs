use http::Method;
use serde_json::{Map, Value, json};

use super::all;
use super::mint_for_company::too_many_sites;
use crate::common::{Api, masked};

async fn ready() -> (Api, String, String) {
    let api = Api::new().await;
    let company = api.company().await;
    let path = format!("/v2.2/connection/company/{company}/link");
    (api, company, path)
}

#[tokio::test]
async fn the_parameters_are_the_members_of_the_body() {
    let (api, company, path) = ready().await;
    let site = api.site(&company).await;
    let other = api.site(&company).await;
    let body = json!({
        "url": "https://www.pacificpower.example/login",
        "initialSites": [site, other],
        "utilityTypes": ["GAS", "ELECTRICITY"],
        "country": "US",
        "connectionOwnerEmail": "owner@example.org",
        "dataCollectionStartDate": "2024-01-01",
        "lock": ["url", "country"],
        "expiresInSeconds": 3600,
    });
    let query = format!(
        "url=https%3A%2F%2Fwww.pacificpower.example%2Flogin&initialSites={site}&initialSites={other}\
         &utilityTypes=GAS&utilityTypes=ELECTRICITY&country=US&connectionOwnerEmail=owner%40example.org\
         &dataCollectionStartDate=2024-01-01&lock=url&lock=country&expiresInSeconds=3600"
    );
    let by_post = api.post(&path, body).await;
    let by_get = api.get(&format!("{path}?{query}")).await;
    assert_eq!(masked(by_post.with(200)), masked(by_get.with(200)));
    let links = all(&api, &company).await;
    let without_id = |link: &Value| {
        let mut link: Map<_, _> = link.as_object().unwrap().clone();
        link.remove("id").unwrap();
        link
    };
    assert_eq!(without_id(&links[0]), without_id(&links[1]));
    assert_eq!(links[0]["prefill"]["initialSites"], json!([site, other]));
}

#[tokio::test]
async fn each_call_mints_one_and_head_none() {
    let (api, company, path) = ready().await;
    let first = api.get(&path).await.with(200).clone();
    assert_ne!(api.get(&path).await.with(200), &first);
    assert_eq!(all(&api, &company).await.len(), 2);
    let head = api.send_as(&api.key, Method::HEAD, &path, None).await;
    assert_eq!((head.status.as_u16(), head.header("allow")), (405, "GET, POST"));
    assert_eq!(all(&api, &company).await.len(), 2);
}

#[tokio::test]
async fn every_wrong_parameter_is_named_at_once_and_nothing_is_minted() {
    let (api, company, path) = ready().await;
    let query = "url=http://insecure.example&datasourceId=x&initialSites=x&utilityTypes=GAS&utilityTypes=NUCLEAR\
                 &country=US&country=US&connectionOwnerEmail=x&dataCollectionStartDate=2024-2-1&lock=name\
                 &expiresInSeconds=%2B60&sites=x&a~b=1";
    let mut refused = api.get(&format!("{path}?{query}")).await.refused();
    refused.sort();
    assert_eq!(
        refused,
        [
            "/query/a~0b unknown-field",
            "/query/connectionOwnerEmail invalid-email",
            "/query/country repeated",
            "/query/dataCollectionStartDate invalid-date",
            "/query/datasourceId exclusive",
            "/query/datasourceId invalid-id",
            "/query/expiresInSeconds wrong-type",
            "/query/initialSites/0 invalid-id",
            "/query/lock/0 unknown-name",
            "/query/sites unknown-field",
            "/query/url invalid-url",
            "/query/utilityTypes/1 unknown-name",
        ]
    );
    let foreign = api.site(&api.company().await).await;
    for (query, expected) in [
        ("expiresInSeconds=59".to_owned(), "/query/expiresInSeconds out-of-range"),
        ("lock=country".to_owned(), "/query/lock locked-but-empty"),
        (format!("initialSites={foreign}"), "/query/initialSites/0 unknown-site"),
        (format!("datasourceId={foreign}"), "/query/datasourceId unknown-provider"),
    ] {
        assert_eq!(api.get(&format!("{path}?{query}")).await.refused(), [expected]);
    }
    assert!(all(&api, &company).await.is_empty());
}

#[tokio::test]
async fn t030_the_parameter_that_makes_it_too_long_is_named() {
    let (api, company, path) = ready().await;
    let sites = too_many_sites(&api, &company).await;
    let query: Vec<_> = sites.iter().map(|site| format!("initialSites={site}")).collect();
    let refused = api.get(&format!("{path}?{}", query.join("&"))).await;
    assert_eq!(refused.refused(), ["/query/initialSites link-too-long"]);
}

#[tokio::test]
async fn every_described_parameter_is_read_and_no_other() {
    let (api, _, path) = ready().await;
    let document = serde_json::to_value(latchstring_http_api::openapi()).unwrap();
    let operation = &document["paths"]["/connection/company/{company_id}/link"]["get"];
    let described: Vec<_> = operation["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|parameter| parameter["in"] == "query")
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect();
    // No parameter takes this value, so one that is read is refused for it and not for being unknown.
    let query: Vec<_> = described.iter().map(|name| format!("{name}=%00")).collect();
    let refused = api.get(&format!("{path}?{}", query.join("&"))).await.refused();
    for name in &described {
        let pointer = format!("/query/{name}");
        let of_it: Vec<_> = refused.iter().filter(|error| error.starts_with(&pointer)).collect();
        assert!(!of_it.is_empty() && of_it.iter().all(|error| !error.ends_with("unknown-field")), "{name}");
    }
    let body = &document["components"]["schemas"]["Prefill"]["properties"];
    assert_eq!(described.len(), body.as_object().unwrap().len() + 2);
}
