//! `Idempotency-Key`, of every call that makes something.

use std::time::Duration;

use axum::body::Body;
use http::{Method, Request};
use serde_json::{Value, json};

use crate::common::{Api, Reply, connection_body};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn send(api: &Api, key: &str, name: &str, path: &str, body: Option<&Value>) -> Reply {
    let request = Request::post(path).header("X-API-Key", key).header("Idempotency-Key", name);
    let request = match body {
        Some(body) => request.header("content-type", "application/json").body(Body::from(body.to_string())),
        None => request.body(Body::empty()),
    };
    api.raw(request.unwrap()).await
}

async fn count(api: &Api) -> usize {
    let list = api.get("/v2.2/company").await.with(200).clone();
    list.as_array().unwrap().len()
}

/// How much has happened.
async fn events(api: &Api) -> usize {
    let list = api.get("/v2.2/event?limit=500").await.with(200).clone();
    list["events"].as_array().unwrap().len()
}

fn is_replay(reply: &Reply) -> bool {
    reply.headers.get("idempotency-replayed").is_some_and(|value| value == "true")
}

/// The headers that an answer has of itself.
fn own(reply: &Reply) -> Vec<(String, String)> {
    let mut own: Vec<_> = reply
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "idempotency-replayed"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    own.sort();
    own
}

/// Every call of the document that takes the header, with a body that is right, if it has one.
async fn calls(api: &Api) -> Vec<(String, Option<Value>)> {
    let company = api.company().await;
    let site = api.site(&company).await;
    let connection = api.connection(&company, &site).await;
    let flow = api.flow("invoices").await;
    let key = json!({"name": "Nightly job", "scopes": ["invitations:read"]});
    let rotated = api.post("/v2.2/api-key", key.clone()).await.created();
    let document = serde_json::to_value(latchstring_http_api::openapi()).unwrap();
    let mut calls = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(operation) = item.get("post") else { continue };
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        if !parameters.iter().any(|parameter| parameter["name"] == "Idempotency-Key") {
            continue;
        }
        // Makes something later, of which nothing is told before; `invitations::bulk` looks at it.
        if operation["operationId"] == "askForBulkInvitations" {
            continue;
        }
        let filled = path
            .replace("{company_id}", &company)
            .replace("{connection_id}", &connection)
            .replace("{flow_id}", &flow)
            .replace("{api_key_id}", &rotated)
            .replace("{env_id}", &api.workspace.to_string())
            .replace("{tenant}", "tenant");
        let config = json!({"username": "a", "password": "b"});
        let body = match operation["operationId"].as_str().unwrap() {
            "createCompany" => json!({"name": "Northwind", "externalId": "nw"}),
            "createSite" => json!({"name": "Mill Lane", "externalId": "ml"}),
            "createConnection" => connection_body(&site),
            "createDatasource" => json!({"name": "Rheinkraft", "url": "https://rheinkraft.example"}),
            "createFlow" => json!({"name": "Orders", "key": "orders", "connectors": ["sandbox"]}),
            "createApiKey" => key.clone(),
            "createWebhook" => json!({"url": "https://hooks.example.com/"}),
            "createPortalLink" | "createPortalLinkAtConnect" => json!({"tenant": "a new tenant"}),
            "linkConnector" => json!({"connector": {"id": "sandbox", "config": config}}),
            "createContributorInvitation" | "createReconnectInvitation" => {
                json!({"allowedEmails": ["mike@example.org"], "sendEmail": true})
            }
            _ => json!({}),
        };
        let has_body = operation.get("requestBody").is_some();
        let at = if item.get("servers").is_some() { filled } else { format!("/v2.2{filled}") };
        calls.push((at, has_body.then_some(body)));
    }
    assert_eq!(calls.len(), 17, "every call that makes something");
    calls
}

#[tokio::test]
async fn t120_every_call_that_makes_something_makes_it_once_for_a_key() {
    let api = Api::new().await;
    for (number, (path, body)) in calls(&api).await.into_iter().enumerate() {
        let name = format!("call-{number}");
        let before = events(&api).await;
        let first = send(&api, &api.key, &name, &path, body.as_ref()).await;
        assert!(first.status.is_success(), "{path}: {}", first.text);
        assert!(!is_replay(&first));
        let made = events(&api).await;
        assert!(made > before, "{path}");
        api.pass(Duration::from_secs(60));
        for name in [name.clone(), format!("\"{name}\"")] {
            let again = send(&api, &api.key, &name, &path, body.as_ref()).await;
            assert_eq!((again.status, &again.text), (first.status, &first.text), "{path}");
            assert_eq!(own(&again), own(&first), "{path}");
            assert!(is_replay(&again), "{path}");
        }
        assert_eq!(events(&api).await, made, "{path}: nothing was done again");
    }
}

#[tokio::test]
async fn t122_a_key_names_one_request_of_one_api_key() {
    let api = Api::new().await;
    let company = json!({"name": "Northwind"});
    let first = send(&api, &api.key, "k", "/v2.2/company", Some(&company)).await.with(201).clone();
    let site = format!("/v2.2/site/company/{}", first["id"].as_str().unwrap());
    for (path, body) in [
        ("/v2.2/company", json!({"name": "Southwind"})),
        ("/v2/company", company.clone()),
        ("/v2.2/company?x=1", company.clone()),
        (site.as_str(), company.clone()),
    ] {
        let refused = send(&api, &api.key, "k", path, Some(&body)).await;
        assert_eq!(refused.problem(422), "idempotency-key-reused", "{path}");
    }
    let other = api.new_key(&[latchstring_domain::api_key::Scope::InvitationsWrite]).await;
    let second = send(&api, &other, "k", "/v2.2/company", Some(&company)).await.with(201).clone();
    assert_ne!(second["id"], first["id"], "another key is another caller");
    let stranger = api.stranger().await;
    let third = send(&stranger, &stranger.key, "k", "/v2.2/company", Some(&company)).await;
    assert!(!is_replay(&third) && third.status == 201);
    assert_eq!(count(&api).await, 2);
    // The rule is the bytes: the same JSON spelled otherwise is another request.
    let spelled = Request::post("/v2.2/company")
        .header("X-API-Key", &api.key)
        .header("Idempotency-Key", "k")
        .header("content-type", "application/json")
        .body(Body::from("{ \"name\": \"Northwind\" }"));
    assert_eq!(api.raw(spelled.unwrap()).await.problem(422), "idempotency-key-reused");
}

#[tokio::test]
async fn t125_what_is_refused_is_decided_anew() {
    let api = Api::new().await;
    let bad = json!({"name": "", "externalId": "nw"});
    for _ in 0..2 {
        let refused = send(&api, &api.key, "k", "/v2.2/company", Some(&bad)).await;
        assert!(!is_replay(&refused));
        assert_eq!(refused.refused(), ["/name empty"]);
    }
    let good = json!({"name": "Northwind", "externalId": "nw"});
    send(&api, &api.key, "k", "/v2.2/company", Some(&good)).await.with(201);
    // A rule that only the storage knows of is told as without a key, and nothing is kept.
    let taken = send(&api, &api.key, "l", "/v2.2/company", Some(&good)).await;
    assert_eq!((taken.problem(409), is_replay(&taken)), ("already-exists", false));
    let other = json!({"name": "Northwind", "externalId": "other"});
    send(&api, &api.key, "l", "/v2.2/company", Some(&other)).await.with(201);
    let denied = api.new_key(&[latchstring_domain::api_key::Scope::EventsRead]).await;
    assert_eq!(send(&api, &denied, "m", "/v2.2/company", Some(&good)).await.problem(403), "scope-missing");
    let denials = api.get("/v2.2/event?type=ACCESS_DENIED").await.with(200)["events"].clone();
    assert_eq!(denials.as_array().unwrap().len(), 1, "what was tried is written down");
}

#[tokio::test]
async fn t121_many_at_once_make_one() {
    let api = std::sync::Arc::new(Api::new().await);
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let api = api.clone();
        requests.spawn(async move {
            let body = json!({"name": "Northwind"});
            let reply = send(&api, &api.key, "k", "/v2.2/company", Some(&body)).await;
            (reply.with(201)["id"].clone(), is_replay(&reply))
        });
    }
    let replies = requests.join_all().await;
    assert!(replies.iter().all(|(id, _)| *id == replies[0].0));
    assert_eq!(replies.iter().filter(|(_, replay)| !replay).count(), 1);
    assert_eq!(count(&api).await, 1);
}

#[tokio::test]
async fn t124_a_key_has_a_form_and_lasts_a_day() {
    let api = Api::new().await;
    let body = json!({"name": "Northwind"});
    for name in ["", "\"\"", "\"a", "a\"b", &"x".repeat(256)] {
        let refused = send(&api, &api.key, name, "/v2.2/company", Some(&body)).await;
        assert_eq!(refused.problem(400), "idempotency-key-invalid", "{name}");
    }
    let twice = Request::post("/v2.2/company").header("X-API-Key", &api.key).header("Idempotency-Key", "a");
    let twice = twice.header("Idempotency-Key", "a").body(Body::empty()).unwrap();
    assert_eq!(api.raw(twice).await.problem(400), "idempotency-key-invalid");
    assert_eq!(count(&api).await, 0);
    let first = send(&api, &api.key, "k", "/v2.2/company", Some(&body)).await.with(201)["id"].clone();
    api.pass(DAY - Duration::from_millis(1));
    let last = send(&api, &api.key, "k", "/v2.2/company", Some(&body)).await;
    assert_eq!((last.with(201)["id"].clone(), is_replay(&last)), (first.clone(), true));
    api.pass(Duration::from_millis(1));
    let anew = send(&api, &api.key, "k", "/v2.2/company", Some(&json!({"name": "Southwind"}))).await;
    assert_eq!((anew.with(201)["id"] == first, is_replay(&anew)), (false, false));
}

#[tokio::test]
async fn a_call_that_makes_nothing_is_done_each_time() {
    let api = Api::new().await;
    let company = api.company().await;
    let path = format!("/v2.2/invitation/{}/revoke", api.invitation(&company).await);
    for _ in 0..2 {
        let revoked = send(&api, &api.key, "k", &path, None).await;
        assert_eq!((revoked.with(200)["status"].clone(), is_replay(&revoked)), (json!("REVOKED"), false));
    }
    let read = api.send_as(&api.key, Method::GET, "/v2.2/company", None).await;
    assert!(read.headers.get("idempotency-replayed").is_none());
}
