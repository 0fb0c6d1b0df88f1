//! What deprecated calls say of themselves.

use http::Method;
use serde_json::json;

use crate::common::{Api, BASE_URL, Reply};

const SINCE: &str = "@1795132800";

fn assert_announced(reply: &Reply, successor: &str) {
    assert_eq!(reply.header("deprecation"), SINCE);
    let link = format!("<{BASE_URL}/v2.2/invitation/{successor}>; rel=\"successor-version\"");
    assert_eq!(reply.header("link"), link);
}

#[tokio::test]
async fn every_minting_call_names_the_invitation_to_make_instead_under_every_version() {
    let api = Api::new().await;
    let company = api.company().await;
    let connection = api.connection(&company, &api.site(&company).await).await;
    let (for_company, for_connection) = (format!("company/{company}"), format!("connection/{connection}"));
    let calls = [
        (Method::POST, format!("connection/company/{company}/link"), &for_company),
        (Method::GET, format!("connection/company/{company}/link"), &for_company),
        (Method::POST, format!("company/{company}/connection/link"), &for_company),
        (Method::POST, format!("connection/{connection}"), &for_connection),
        (Method::GET, format!("connection/{connection}"), &for_connection),
        (Method::POST, format!("company/{company}/connection/{connection}/link"), &for_connection),
    ];
    for version in ["v2.2", "v2.1", "v2"] {
        for (method, path, successor) in &calls {
            let minted = api.send_as(&api.key, method.clone(), &format!("/{version}/{path}"), None).await;
            minted.with(200);
            assert_announced(&minted, successor);
        }
    }
    let successor = api.post(&format!("/v2.2/invitation/{for_connection}"), json!({})).await;
    successor.with(201);
    assert!(successor.headers.get("deprecation").is_none(), "an invitation is not deprecated");
}

#[tokio::test]
async fn refusals_say_it_too() {
    let api = Api::new().await;
    let company = api.company().await;
    let path = format!("/v2.2/connection/company/{company}/link");
    let refused = api.post(&path, json!({"country": "us"})).await;
    refused.refused();
    assert_announced(&refused, &format!("company/{company}"));
    let head = api.send_as(&api.key, Method::HEAD, &path, None).await;
    assert_announced(&head, &format!("company/{company}"));
    let nothing = api.get("/v2.2/connection/x%3E;rel=evil").await;
    assert_eq!(nothing.problem(404), "not-found");
    assert_eq!((nothing.header("deprecation"), nothing.header("link")), (SINCE, ""));
}

#[tokio::test]
async fn our_own_calls_are_not_deprecated() {
    let api = Api::new().await;
    let company = api.company().await;
    let link = api.magic_link(&company).await;
    let list = api.get(&format!("/v2.2/magic-link/company/{company}")).await;
    list.with(200);
    let revoked = api.send_as(&api.key, Method::POST, &format!("/v2.2/magic-link/{link}/revoke"), None).await;
    revoked.with(200);
    let cut = api.post(&format!("/v2.2/magic-link/company/{company}/revoke"), json!({})).await;
    cut.with(200);
    for reply in [list, revoked, cut] {
        assert!(reply.headers.get("deprecation").is_none() && reply.headers.get("link").is_none());
    }
}

#[test]
fn the_document_says_the_same() {
    let document = serde_json::to_value(latchstring_http_api::openapi()).unwrap();
    let mut deprecated = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let headers = &operation["responses"]["200"]["headers"];
            let announced = headers.get("Deprecation").is_some() && headers.get("Link").is_some();
            assert_eq!(operation["deprecated"] == true, announced, "{method} {path}");
            if announced {
                deprecated.push(operation["operationId"].as_str().unwrap().to_owned());
            }
        }
    }
    deprecated.sort();
    assert_eq!(
        deprecated,
        [
            "getConnectionWithMagicLink",
            "mintCompanyConnectionMagicLink",
            "mintCompanyMagicLink",
            "mintCompanyMagicLinkByGet",
            "mintCompanyMagicLinkForSites",
            "mintConnectionMagicLink",
        ]
    );
}
