use std::time::Duration;

use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use super::all;
use crate::common::{Api, masked};

async fn mint(api: &Api, method: Method, path: String) -> Value {
    let minted = api.send_as(&api.key, method, &path, None).await;
    let secret =
        minted.with(200).get("companyMagicLinkSecret").or(minted.json.get("connectionMagicLinkSecret"));
    secret.unwrap().clone()
}

/// One link by each call that mints one; their secrets.
async fn every_way(api: &Api, company: &str) -> Vec<Value> {
    let connection = api.connection(company, &api.site(company).await).await;
    let mut secrets = Vec::new();
    for (method, path) in [
        (Method::POST, format!("/v2.2/connection/company/{company}/link")),
        (Method::GET, format!("/v2.2/connection/company/{company}/link")),
        (Method::POST, format!("/v2.2/company/{company}/connection/link")),
        (Method::POST, format!("/v2.2/connection/{connection}")),
        (Method::GET, format!("/v2.2/connection/{connection}")),
        (Method::POST, format!("/v2.2/company/{company}/connection/{connection}/link")),
    ] {
        secrets.push(mint(api, method, path).await);
        api.pass(Duration::from_millis(1));
    }
    secrets
}

#[tokio::test]
async fn t062_whatever_was_minted_is_listed_and_can_be_revoked_there() {
    let api = Api::new().await;
    let company = api.company().await;
    let secrets = every_way(&api, &company).await;
    let page = api.get(&format!("/v2.2/magic-link/company/{company}")).await;
    assert_json_snapshot!(masked(page.with(200)));
    assert!(secrets.iter().all(|secret| !page.text.contains(secret.as_str().unwrap())), "no secret again");
    let links = all(&api, &company).await;
    assert_eq!(links.len(), secrets.len());
    for link in &links {
        let path = format!("/v2.2/magic-link/{}/revoke", link["id"].as_str().unwrap());
        api.send_as(&api.key, Method::POST, &path, None).await.with(200);
    }
    assert!(all(&api, &company).await.iter().all(|link| link["status"] == "REVOKED"));
}

#[tokio::test]
async fn t035_minting_is_an_event_and_no_event_has_the_secret() {
    let api = Api::new().await;
    let company = api.company().await;
    let secrets = every_way(&api, &company).await;
    let links = all(&api, &company).await;
    for link in &links {
        let events = api.get(&format!("/v2.2/event?magicLinkId={}", link["id"].as_str().unwrap())).await;
        let [event] = events.with(200)["events"].as_array().unwrap().as_slice() else { panic!() };
        assert_eq!((&event["type"], &event["sequence"]), (&json!("CREATED"), &json!(1)));
        assert_eq!(event["subject"], json!({"type": "magic-link", "id": link["id"]}));
        assert_eq!(event["data"]["companyId"], json!(company));
        assert_eq!(event["actor"], link["createdBy"]);
    }
    let whole = api.get("/v2.2/event?limit=500").await;
    assert!(secrets.iter().all(|secret| !whole.text.contains(secret.as_str().unwrap())));
}

#[tokio::test]
async fn a_cursor_walks_over_each_link_once() {
    let api = Api::new().await;
    let company = api.company().await;
    for _ in 0..5 {
        api.magic_link(&company).await;
        api.pass(Duration::from_millis(1));
    }
    api.magic_link(&api.company().await).await;
    let whole: Vec<_> = all(&api, &company).await.iter().map(|link| link["id"].clone()).collect();
    assert_eq!(whole.len(), 5);
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v2.2/magic-link/company/{company}?limit=2&cursor={cursor}")).await;
        let links = page.with(200)["magicLinks"].as_array().unwrap();
        assert_eq!(page.json["perPage"], json!(2));
        seen.extend(links.iter().map(|link| link["id"].clone()));
        // Somebody else mints one more; it is newer than the walk's beginning.
        api.magic_link(&company).await;
        match page.json["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, whole);
}

#[tokio::test]
async fn t128_a_cursor_opens_nowhere_else() {
    let api = Api::new().await;
    let company = api.company().await;
    api.magic_link(&company).await;
    api.magic_link(&company).await;
    let page = api.get(&format!("/v2.2/magic-link/company/{company}?limit=1")).await;
    let cursor = page.with(200)["nextCursor"].as_str().unwrap();
    let other = api.company().await;
    for path in [
        format!("/v2.2/magic-link/company/{other}?cursor={cursor}"),
        format!("/v2.2/invitation/company/{company}?cursor={cursor}"),
        format!("/v2.2/magic-link/company/{company}?cursor=x"),
    ] {
        let refused = api.get(&path).await;
        assert_eq!(refused.problem(400), "bad-request", "{path}");
        assert_eq!(refused.errors(), ["/query/cursor invalid-cursor"]);
    }
    let refused = api.get(&format!("/v2.2/magic-link/company/{company}?page=1&limit=0")).await;
    assert_eq!(refused.refused(), ["/query/limit out-of-range", "/query/page unknown-field"]);
}

#[tokio::test]
async fn t042_minting_wants_both_scopes_and_reading_neither() {
    let api = Api::new().await;
    let company = api.company().await;
    let (mint, list) =
        (format!("/v2.2/connection/company/{company}/link"), format!("/v2.2/magic-link/company/{company}"));
    for scopes in [vec![Scope::InvitationsWrite], vec![Scope::LinksReveal], vec![Scope::InvitationsRead]] {
        let key = api.new_key(&scopes).await;
        for method in [Method::POST, Method::GET] {
            let refused = api.send_as(&key, method, &mint, None).await;
            assert_eq!(refused.problem(403), "scope-missing", "{scopes:?}");
        }
    }
    let key = api.new_key(&[Scope::InvitationsRead]).await;
    assert_eq!(api.send_as(&key, Method::GET, &list, None).await.with(200)["magicLinks"], json!([]));
    let key = api.new_key(&[Scope::InvitationsWrite, Scope::LinksReveal]).await;
    api.send_as(&key, Method::POST, &mint, None).await.with(200);
    assert_eq!(api.send_as(&key, Method::GET, &list, None).await.problem(403), "scope-missing");
}
