use insta::assert_json_snapshot;
use serde_json::json;

use crate::common::{Api, connection_body, masked};

#[tokio::test]
async fn a_numbered_page_has_the_documented_envelope() {
    let api = Api::new().await;
    let company = api.company().await;
    api.connection(&company, &api.site(&company).await).await;
    let page = api.get(&format!("/v2.2/connection/company/{company}")).await;
    assert_json_snapshot!(masked(page.with(200)));
}

#[tokio::test]
async fn filters_narrow_both_lists() {
    let api = Api::new().await;
    let company = api.company().await;
    let (north, south) = (api.site(&company).await, api.site(&company).await);
    api.connection(&company, &north).await;
    let mut body = connection_body(&south);
    body["connectionOwnerEmail"] = json!("owner@example.org");
    api.post(&format!("/v2.2/connection/company/{company}"), body).await.created();
    for list in [format!("/v2.2/connection/company/{company}"), "/v2.2/connection".to_owned()] {
        for (query, expected) in [
            (String::new(), 2),
            ("connectionOwnerEmail=Owner@example.org".to_owned(), 1),
            ("connectionOwnerEmail=other@example.org".to_owned(), 0),
            ("status=PENDING".to_owned(), 2),
            ("status=CONNECTED".to_owned(), 0),
            (format!("sites={north}"), 1),
            (format!("sites={north}&sites={south}"), 2),
        ] {
            let page = api.get(&format!("{list}?{query}")).await;
            assert_eq!(page.with(200)["totalConnections"], expected, "{list}?{query}");
        }
    }
    let narrowed = api.get(&format!("/v2.2/connection?companyId={}", api.company().await)).await;
    assert_eq!(narrowed.with(200)["totalConnections"], 0);
}

#[tokio::test]
async fn a_cursor_walks_over_each_once() {
    let api = Api::new().await;
    let company = api.company().await;
    let site = api.site(&company).await;
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(api.connection(&company, &site).await);
        api.pass(std::time::Duration::from_millis(1));
    }
    made.reverse();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v2.2/connection?sites={site}&limit=1&cursor={cursor}")).await;
        seen.push(page.with(200)["connections"][0]["id"].as_str().unwrap().to_owned());
        match page.json["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, made);
}
