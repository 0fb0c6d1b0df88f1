use std::time::Duration;

use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use crate::common::Api;

/// Three invitations of one company, an hour apart: for Mike, for a domain with an id and a label, and a repair.
async fn three(api: &Api) -> (String, [String; 3]) {
    let company = api.company().await;
    let site = api.site(&company).await;
    let connection = api.connection(&company, &site).await;
    let path = format!("/v2.2/invitation/company/{company}");
    let mike = api.post(&path, json!({"allowedEmails": ["Mike@example.org"]})).await.created();
    api.pass(Duration::from_secs(3600));
    let labels = json!({"allowedEmails": ["*@example.net"], "externalId": "Invite-42", "metadata": {"ticket": "T-4711"}});
    let labelled = api.post(&path, labels).await.created();
    api.pass(Duration::from_secs(3600));
    let repair = api.post(&format!("/v2.2/invitation/connection/{connection}"), json!({})).await.created();
    (company, [mike, labelled, repair])
}

async fn found(api: &Api, path: &str) -> Vec<String> {
    let list = api.get(path).await.with(200)["invitations"].clone();
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn invitations_are_found_by_what_is_known_of_them() {
    let api = Api::new().await;
    let (company, [mike, labelled, repair]) = three(&api).await;
    let made = api.get(&format!("/v2.2/invitation/{labelled}")).await.with(200)["createdAt"].clone();
    let made = made.as_str().unwrap();
    let cases: &[(String, &[&String])] = &[
        ("type=EDIT_CONNECTION".to_owned(), &[&repair]),
        ("type=CREATE_CONNECTION".to_owned(), &[&labelled, &mike]),
        ("email=mike%40EXAMPLE.org".to_owned(), &[&mike]),
        ("email=ann%40example.net".to_owned(), &[]),
        ("q=invite-4".to_owned(), &[&labelled]),
        ("q=t-4711".to_owned(), &[&labelled]),
        ("q=example".to_owned(), &[&labelled, &mike]),
        ("q=%25".to_owned(), &[]),
        (format!("createdAfter={made}"), &[&repair, &labelled]),
        (format!("createdBefore={made}"), &[&mike]),
        (format!("createdAfter={made}&type=CREATE_CONNECTION&q=example&status=ACTIVE"), &[&labelled]),
    ];
    for (query, expected) in cases {
        for path in
            [format!("/v2.2/invitation?{query}"), format!("/v2.2/invitation/company/{company}?{query}")]
        {
            assert_eq!(found(&api, &path).await.iter().collect::<Vec<_>>(), *expected, "{path}");
        }
    }
}

#[tokio::test]
async fn t128_a_cursor_is_of_a_list_with_its_filters() {
    let api = Api::new().await;
    let (_, [mike, labelled, _]) = three(&api).await;
    let first = api.get("/v2.2/invitation?q=example&limit=1&cursor=").await.with(200).clone();
    assert_eq!(first["invitations"][0]["id"], json!(labelled));
    let cursor = first["nextCursor"].as_str().unwrap();
    let next = format!("/v2.2/invitation?limit=1&cursor={cursor}");
    assert_eq!(found(&api, &format!("{next}&q=EXAMPLE")).await, [mike], "the same filter, spelled otherwise");
    for other in
        ["", "&q=examples", "&q=example&type=CREATE_CONNECTION", "&q=example&email=mike%40example.org"]
    {
        assert_eq!(api.get(&format!("{next}{other}")).await.problem(400), "bad-request", "{other}");
    }
}

#[tokio::test]
async fn a_filter_that_means_nothing_is_refused() {
    let api = Api::new().await;
    let long = format!("q={}", "x".repeat(201));
    for (query, refused) in [
        ("type=ACTIVE", "/query/type unknown-name"),
        ("email=mike", "/query/email invalid-email"),
        ("email=mike%40example.org&email=ann%40example.org", "/query/email repeated"),
        ("q=", "/query/q empty"),
        (long.as_str(), "/query/q too-long"),
        ("q=a%0Ab", "/query/q illegal-characters"),
        ("createdAfter=2026-01-31", "/query/createdAfter invalid-time"),
        ("createdBefore=yesterday", "/query/createdBefore invalid-time"),
    ] {
        assert_eq!(api.get(&format!("/v2.2/invitation?{query}")).await.refused(), [refused], "{query}");
    }
}

async fn reveals(api: &Api) -> Vec<Value> {
    let events = api.get("/v2.2/event?type=LINKS_REVEALED").await.with(200)["events"].clone();
    events.as_array().unwrap().iter().map(|event| event["data"]["invitationIds"].clone()).collect()
}

#[tokio::test]
async fn t012_that_links_are_shown_is_written_down_once_an_hour() {
    let api = Api::new().await;
    let (_, [mike, labelled, repair]) = three(&api).await;
    let blind = api.new_key(&[Scope::InvitationsRead]).await;
    for path in ["/v2.2/invitation".to_owned(), format!("/v2.2/invitation/{mike}")] {
        api.send_as(&blind, http::Method::GET, &path, None).await.with(200);
    }
    assert_eq!(reveals(&api).await, [json!(null); 0], "there was nothing to see");
    let path = format!("/v2.2/invitation/{mike}");
    for _ in 0..3 {
        api.get(&path).await.with(200);
        api.get("/v2.2/invitation").await.with(200);
        api.get("/v2.2/invitation?q=nothing").await.with(200);
    }
    assert_eq!(reveals(&api).await, [json!([repair, labelled, mike]), json!([mike])]);
    api.pass(Duration::from_secs(3600));
    api.get(&path).await.with(200);
    assert_eq!(reveals(&api).await.len(), 3);
    let detail = api.get(&path).await.with(200).clone();
    assert_eq!(detail["events"].as_array().unwrap().len(), 1, "the invitation's own story is not buried");
}
