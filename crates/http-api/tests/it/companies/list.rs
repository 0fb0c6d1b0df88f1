use serde_json::{Value, json};

use crate::common::Api;

const PATH: &str = "/v2.2/company";

async fn with_companies(count: usize) -> Api {
    let api = Api::new().await;
    for number in 1..=count {
        let body = json!({"name": format!("Company {number}"), "externalId": format!("c-{number}")});
        api.post(PATH, body).await.created();
        api.pass(std::time::Duration::from_millis(1));
    }
    api
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|company| company["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn all_companies_are_a_plain_list_newest_first() {
    let api = with_companies(3).await;
    assert_eq!(names(api.get(PATH).await.with(200)), ["Company 3", "Company 2", "Company 1"]);
}

#[tokio::test]
async fn one_is_found_by_its_external_id() {
    let api = with_companies(2).await;
    assert_eq!(names(api.get("/v2.2/company?externalId=c-1").await.with(200)), ["Company 1"]);
    assert_eq!(api.get("/v2.2/company?externalId=c-9").await.with(200), &json!([]));
}

#[tokio::test]
async fn a_cursor_walks_over_all_of_them_once() {
    let api = with_companies(5).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("{PATH}?limit=2&cursor={cursor}")).await;
        let page = page.with(200);
        assert_eq!(page["perPage"], 2);
        seen.extend(names(&page["companies"]).into_iter().map(str::to_owned));
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, ["Company 5", "Company 4", "Company 3", "Company 2", "Company 1"]);
}

#[tokio::test]
async fn an_unknown_parameter_is_refused() {
    let api = Api::new().await;
    assert_eq!(api.get("/v2.2/company?external_id=1").await.refused(), ["/query/external_id unknown-field"]);
    assert_eq!(api.get("/v2.2/company?limit=5").await.refused(), ["/query/limit unknown-field"]);
    let twice = api.get("/v2.2/company?externalId=a&externalId=b").await;
    assert_eq!(twice.refused(), ["/query/externalId repeated"]);
}
