use std::time::Duration;

use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use crate::common::{Api, masked};

async fn with_invitations(count: usize) -> (Api, String) {
    let api = Api::new().await;
    let company = api.company().await;
    for number in 1..=count {
        let body = json!({"externalId": format!("i-{number}")});
        api.post(&format!("/v2.2/invitation/company/{company}"), body).await.created();
        api.pass(Duration::from_millis(1));
    }
    (api, company)
}

fn ids(page: &Value) -> Vec<&str> {
    let list = page["invitations"].as_array().unwrap();
    list.iter().map(|invitation| invitation["externalId"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_numbered_page_has_the_documented_envelope() {
    let (api, company) = with_invitations(1).await;
    let page = api.get(&format!("/v2.2/invitation/company/{company}")).await;
    assert_json_snapshot!(masked(page.with(200)));
}

#[tokio::test]
async fn numbered_pages_count_from_one_newest_first() {
    let (api, company) = with_invitations(5).await;
    let list = format!("/v2.2/invitation/company/{company}?limit=2");
    let first = api.get(&list).await;
    assert_eq!(ids(first.with(200)), ["i-5", "i-4"]);
    assert_eq!((&first.json["hasNext"], &first.json["hasPrevious"]), (&json!(true), &json!(false)));
    let last = api.get(&format!("{list}&page=3")).await;
    assert_eq!(ids(last.with(200)), ["i-1"]);
    assert_eq!((&last.json["hasNext"], &last.json["hasPrevious"]), (&json!(false), &json!(true)));
    assert_eq!((&last.json["totalInvitations"], &last.json["totalPages"]), (&json!(5), &json!(3)));
    let beyond = api.get(&format!("{list}&page=4")).await;
    assert_eq!(ids(beyond.with(200)), Vec::<&str>::new());
}

#[tokio::test]
async fn the_workspace_s_list_is_narrowed_by_company_and_status() {
    let (api, company) = with_invitations(2).await;
    let other = api.company().await;
    let id = api.invitation(&other).await;
    api.send_as(&api.key, Method::POST, &format!("/v2.2/invitation/{id}/revoke"), None).await.with(200);
    let count = async |query: &str| {
        let page = api.get(&format!("/v2.2/invitation?{query}")).await;
        page.with(200)["totalInvitations"].as_u64().unwrap()
    };
    assert_eq!(count("").await, 3);
    assert_eq!(count(&format!("companyId={company}")).await, 2);
    assert_eq!(count("status=REVOKED").await, 1);
    assert_eq!(count(&format!("status=REVOKED&companyId={company}")).await, 0);
    assert_eq!(count("status=ACTIVE").await, 2);
}

#[tokio::test]
async fn t128_a_cursor_walks_once_over_what_was_there() {
    let (api, company) = with_invitations(7).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v2.2/invitation?limit=3&cursor={cursor}")).await;
        assert!(page.with(200).get("totalInvitations").is_none());
        seen.extend(ids(&page.json).into_iter().map(str::to_owned));
        // Somebody else makes one more; it is newer than the walk's beginning.
        api.post(&format!("/v2.2/invitation/company/{company}"), json!({"externalId": "new"}))
            .await
            .created();
        match page.json["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, ["i-7", "i-6", "i-5", "i-4", "i-3", "i-2", "i-1"]);
}

#[tokio::test]
async fn t128_a_cursor_opens_nowhere_else() {
    let (api, company) = with_invitations(3).await;
    let page = api.get("/v2.2/invitation?limit=1&cursor=").await;
    let cursor = page.with(200)["nextCursor"].as_str().unwrap().to_owned();
    api.get(&format!("/v2.2/invitation?cursor={cursor}&limit=2")).await.with(200);

    let refused = async |api: &Api, path: String| {
        let reply = api.get(&path).await;
        assert_eq!(reply.problem(400), "bad-request", "{path}");
        assert_eq!(reply.errors(), ["/query/cursor invalid-cursor"]);
    };
    refused(&api, format!("/v2.2/invitation?status=ACTIVE&cursor={cursor}")).await;
    refused(&api, format!("/v2.2/invitation/company/{company}?cursor={cursor}")).await;
    refused(&api, format!("/v2.2/connection?cursor={cursor}")).await;
    refused(&api, format!("/v2.2/event?cursor={cursor}")).await;
    refused(&api.stranger().await, format!("/v2.2/invitation?cursor={cursor}")).await;
    for at in 0..cursor.len() {
        let mut forged = cursor.clone().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        refused(&api, format!("/v2.2/invitation?cursor={}", String::from_utf8(forged).unwrap())).await;
    }
    refused(&api, "/v2.2/invitation?cursor=1".to_owned()).await;
}

#[tokio::test]
async fn t128_illegal_pages_are_refused() {
    let (api, _) = with_invitations(0).await;
    for (query, expected) in [
        ("page=0", "/query/page out-of-range"),
        ("page=-1", "/query/page out-of-range"),
        ("page=1e9", "/query/page out-of-range"),
        ("page=", "/query/page out-of-range"),
        ("page=99999999999", "/query/page out-of-range"),
        ("limit=0", "/query/limit out-of-range"),
        ("limit=501", "/query/limit out-of-range"),
        ("page=1&page=2", "/query/page repeated"),
        ("page=1&cursor=", "/query/cursor exclusive"),
        ("status=active", "/query/status unknown-name"),
        ("companyId=x", "/query/companyId invalid-id"),
        ("search=x", "/query/search unknown-field"),
    ] {
        assert_eq!(api.get(&format!("/v2.2/invitation?{query}")).await.refused(), [expected], "{query}");
    }
}

#[tokio::test]
async fn t012_a_list_has_no_link_for_a_key_without_the_scope() {
    let (api, company) = with_invitations(2).await;
    let key = api.new_key(&[Scope::InvitationsRead]).await;
    for path in [format!("/v2.2/invitation/company/{company}"), "/v2.2/invitation".to_owned()] {
        let page = api.send_as(&key, Method::GET, &path, None).await;
        assert_eq!(ids(page.with(200)).len(), 2);
        for invitation in page.json["invitations"].as_array().unwrap() {
            assert_eq!((&invitation["token"], &invitation["invitationUrl"]), (&json!(null), &json!(null)));
        }
        assert!(!page.text.contains("lsi_"));
        assert!(api.get(&path).await.text.contains("lsi_"), "with the scope they are there");
    }
}
