use axum::body::Body;
use http::Request;
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

#[tokio::test]
async fn a_range_of_time_is_half_open() {
    let api = Api::new().await;
    api.pass(std::time::Duration::from_secs(60));
    let from = api.latchstring().now().to_string();
    api.company().await;
    api.pass(std::time::Duration::from_secs(60));
    let until = api.latchstring().now().to_string();
    api.company().await;
    let count = async |query: String| types(api.get(&format!("/v2.2/event?{query}")).await.with(200)).len();
    assert_eq!(count(format!("occurredAfter={from}&occurredBefore={until}")).await, 1);
    assert_eq!(count(format!("occurredAfter={until}")).await, 1);
    let refused = api.get("/v2.2/event?occurredAfter=yesterday").await;
    assert_eq!(refused.refused(), ["/query/occurredAfter invalid-time"]);
}

#[tokio::test]
async fn an_export_has_the_events_of_the_list_the_oldest_first() {
    let api = Api::new().await;
    for _ in 0..3 {
        api.company().await;
        api.pass(std::time::Duration::from_millis(1));
    }
    let list = api.get("/v2.2/event?type=COMPANY_CREATED").await;
    let mut listed = list.with(200)["events"].as_array().unwrap().clone();
    listed.reverse();
    let export = api.get("/v2.2/event/export?type=COMPANY_CREATED").await;
    assert_eq!((export.status.as_u16(), export.header("content-type")), (200, "application/x-ndjson"));
    let lines: Vec<Value> = export.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, listed);
}

#[tokio::test]
async fn t161_an_export_for_spreadsheets_is_a_table_without_formulas() {
    let api = Api::new().await;
    let made = Request::post("/v2.2/company").header("x-api-key", &api.key);
    let made = made.header("user-agent", "=cmd|' /C calc'!A0").header("content-type", "application/json");
    api.raw(made.body(Body::from(r#"{"name": "Works"}"#)).unwrap()).await.with(201);
    for (path, accept) in [("/v2.2/event/export?format=csv", "*/*"), ("/v2.2/event/export", "text/csv; q=1")]
    {
        let asked = Request::get(path).header("x-api-key", &api.key).header("accept", accept);
        let export = api.raw(asked.body(Body::empty()).unwrap()).await;
        assert_eq!((export.status.as_u16(), export.header("content-type")), (200, "text/csv; charset=utf-8"));
        assert!(export.text.starts_with("id,occurredAt,type,"), "{}", export.text);
        let made = export.text.lines().find(|line| line.contains("COMPANY_CREATED")).unwrap();
        assert!(made.contains(",'=cmd|' /C calc'!A0,"), "{made}");
    }
    let refused = api.get("/v2.2/event/export?format=xlsx&limit=3").await;
    assert_eq!(refused.refused(), ["/query/format unknown-name", "/query/limit unknown-field"]);
}

#[tokio::test]
async fn t163_checkpoints_are_listed_by_number() {
    use latchstring_service::event::checkpoint;

    let api = Api::new().await;
    assert_eq!(api.get("/v2.2/event/checkpoint").await.with(200)["checkpoints"], serde_json::json!([]));
    for _ in 0..3 {
        api.company().await;
        api.pass(std::time::Duration::from_secs(3600));
        checkpoint::take(api.latchstring(), api.workspace, std::time::Duration::ZERO).await.unwrap();
    }
    let first = api.get("/v2.2/event/checkpoint?limit=2").await;
    let first = first.with(200);
    let numbers = |page: &Value| {
        page["checkpoints"].as_array().unwrap().iter().map(|one| one["number"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((numbers(first), &first["next"]), (vec![1.into(), 2.into()], &2.into()));
    let rest = api.get("/v2.2/event/checkpoint?after=2").await;
    let rest = rest.with(200);
    assert_eq!((numbers(rest), &rest["next"]), (vec![3.into()], &Value::Null));
    assert_eq!(rest["checkpoints"][0]["previous"], first["checkpoints"][1]["root"]);
    // What is told is what is kept: it reads back as one that verifies.
    let kept = checkpoint::KeptCheckpoint::read(&rest["checkpoints"][0].to_string()).unwrap();
    assert_eq!(kept.statement.workspace_id, api.workspace);
    let stranger = api.stranger().await;
    assert_eq!(numbers(stranger.get("/v2.2/event/checkpoint").await.with(200)), Vec::<Value>::new());
}
