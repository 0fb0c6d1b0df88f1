use insta::assert_json_snapshot;
use serde_json::Value;

use crate::common::{Api, masked};

fn types(page: &Value) -> Vec<&str> {
    page["events"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_events_of_a_company_have_their_subject_and_request() {
    let api = Api::new().await;
    let company = api.company().await;
    let page = api.get(&format!("/v2.2/event?companyId={company}")).await;
    assert_json_snapshot!(masked(page.with(200)));
}

#[tokio::test]
async fn a_cursor_walks_over_each_event_once() {
    let api = Api::new().await;
    for _ in 0..4 {
        api.company().await;
        api.pass(std::time::Duration::from_millis(1));
    }
    let whole = api.get("/v2.2/event").await;
    let whole = types(whole.with(200)).into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert!(whole.len() >= 6, "{whole:?}");
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v2.2/event?limit=1&cursor={cursor}")).await;
        seen.extend(types(page.with(200)).into_iter().map(str::to_owned));
        match page.json["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, whole);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let api = Api::new().await;
    api.company().await;
    assert_eq!(types(api.get("/v2.2/event?type=COMPANY_CREATED").await.with(200)), ["COMPANY_CREATED"]);
    assert_eq!(types(api.get("/v2.2/event?actor=api_key").await.with(200)), ["COMPANY_CREATED"]);
    let refused = api.get("/v2.2/event?type=company&actor=me&limit=0&invitationId=1&page=1").await;
    let mut refused = refused.refused();
    refused.sort();
    assert_eq!(
        refused,
        [
            "/query/actor unknown-name",
            "/query/invitationId invalid-id",
            "/query/limit out-of-range",
            "/query/page unknown-field",
            "/query/type unknown-name",
        ]
    );
}

#[tokio::test]
async fn only_one_subject_can_be_asked_for() {
    let api = Api::new().await;
    let id = api.company().await;
    for other in ["invitationId", "magicLinkId", "connectionId"] {
        let refused = api.get(&format!("/v2.2/event?companyId={id}&{other}={id}")).await;
        assert_eq!(refused.refused(), ["/query/companyId exclusive"], "{other}");
    }
}
