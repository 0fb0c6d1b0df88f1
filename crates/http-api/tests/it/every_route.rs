//! What holds for every route of the document, so that a new one cannot be without it.

use std::collections::BTreeMap;

use axum::body::Body;
use http::{HeaderMap, Method, Request};
use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use crate::common::{Api, FONT, MFA_ADDRESS, PICTURE, Reply, connection_body};

/// The things that ids in paths name.
struct Things(BTreeMap<&'static str, String>);

impl Things {
    async fn of(api: &Api) -> Self {
        let company = api.company().await;
        let site = api.site(&company).await;
        let connection = api.connection(&company, &site).await;
        let invitation = api.invitation(&company).await;
        let link = api.magic_link(&company).await;
        let flow = api.flow("invoices").await;
        let provider = api.provider("Nordlys", "https://nordlys.example").await;
        let linked = json!({"connector": {"id": "sandbox", "config": {"username": "a", "password": "b"}}});
        let place = format!("/v2/{}/{flow}/tenant/linkedConnectors", api.workspace);
        api.post(&place, linked).await.with(200);
        let rows = json!([{"companyId": company}]);
        let bulk = api.post("/v2.2/invitation/bulk", rows).await.with(202)["id"].as_str().unwrap().to_owned();
        api.takes_codes().await;
        let wish = json!({"name": "Another", "scopes": ["invitations:read"]});
        let key = api.post("/v2.2/api-key", wish).await.with(201)["id"].as_str().unwrap().to_owned();
        Self(BTreeMap::from([
            ("{api_key_id}", key),
            ("{bulk_id}", bulk),
            ("{address}", MFA_ADDRESS.to_owned()),
            ("{company_id}", company),
            ("{site_id}", site),
            ("{connection_id}", connection),
            ("{invitation_id}", invitation),
            ("{link_id}", link),
            ("{flow_id}", flow),
            ("{datasource_id}", provider),
            ("{env_id}", api.workspace.to_string()),
            ("{dead_letter_id}", api.dead_letter().await),
            ("{webhook_id}", api.webhook().await),
            ("{tenant}", "tenant".to_owned()),
        ]))
    }
}

/// What is signed instead.
const SIGNED: &str = "receiveMfaMessage";

/// One call of the document, with a body that is right if there has to be one.
struct Call {
    id: String,
    method: Method,
    path: String,
    body: Option<Value>,
    /// What is sent in the place of a body, as what.
    file: Option<(&'static str, &'static [u8])>,
    has_id: bool,
    mints: bool,
}

fn calls(things: &Things) -> Vec<Call> {
    let document = serde_json::to_value(latchstring_http_api::openapi()).unwrap();
    let mut calls = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let at_root = item.get("servers").is_some();
        for (method, operation) in item.as_object().unwrap().iter().filter(|(name, _)| *name != "servers") {
            let id = operation["operationId"].as_str().unwrap();
            // Signed instead of keyed; `inbound` looks at it.
            if id == "receiveEmailEvent" {
                continue;
            }
            let filled = things.0.iter().fold(path.clone(), |path, (name, id)| path.replace(name, id));
            assert!(!filled.contains('{'), "{path} names a thing that Things does not have");
            calls.push(Call {
                id: id.to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: match id {
                    "liftSuppression" => format!("/v2.2{filled}?email=nobody@example.org"),
                    "unlinkConnector" => format!("{filled}?connector_id=sandbox"),
                    _ if at_root => filled,
                    _ => format!("/v2.2{filled}"),
                },
                body: operation.get("requestBody").filter(|_| file(id).is_none()).map(|_| body(id, things)),
                file: file(id),
                has_id: path.contains('{'),
                mints: operation["deprecated"] == json!(true),
            });
        }
    }
    // What is gone can be looked at no more.
    calls.sort_by_key(|call| (call.method == Method::DELETE, call.id == "deleteFlow"));
    assert!(calls.len() >= 50, "{}", calls.len());
    calls
}

fn file(id: &str) -> Option<(&'static str, &'static [u8])> {
    match id {
        "uploadLogo" | "uploadFavicon" | "uploadDatasourceLogo" => Some(("image/png", PICTURE)),
        "uploadFont" => Some(("font/woff2", FONT)),
        _ => None,
    }
}

fn body(id: &str, things: &Things) -> Value {
    match id {
        "createContributorInvitation"
        | "createReconnectInvitation"
        | "updateCompany"
        | "updateSite"
        | "updateWorkspace"
        | "mintCompanyMagicLink"
        | "mintCompanyMagicLinkForSites"
        | "updateWebhook"
        | "rotateWebhookSecret"
        | "rotateApiKey"
        | "cutOffMagicLinks" => json!({}),
        "extendInvitation" => json!({"expiresAt": null}),
        "askForBulkInvitations" => json!([{"companyId": things.0["{company_id}"]}]),
        "resendInvitation" => json!({"rotate": true, "emails": []}),
        // What waits for another call is left where it is.
        "replayDeadLetters" => json!({"from": "2100-01-01T00:00:00Z"}),
        "createApiKey" => json!({"name": "A third", "scopes": ["invitations:read"]}),
        "createWebhook" => json!({"url": "https://hooks.example.com/"}),
        "replayWebhooks" => json!({"failed": true}),
        "createCompany" | "createSite" => json!({"name": "Northwind"}),
        "createConnection" => connection_body(&things.0["{site_id}"]),
        "createFlow" => json!({"name": "Orders", "connectors": ["sandbox"]}),
        "createPortalLink" | "createPortalLinkAtConnect" => json!({"tenant": "tenant"}),
        "replaceTenantMetadata" => json!({"region": "north"}),
        "linkConnector" => {
            json!({"connector": {"id": "sandbox", "config": {"username": "a", "password": "b"}}})
        }
        "updateLinkedConnector" => json!({"connector_id": "sandbox", "config": {"password": "c"}}),
        "replaceBranding" => json!({"color": "#0a7", "font": "inter"}),
        "createDatasource" => json!({"name": "Rheinkraft", "url": "https://rheinkraft.example"}),
        "updateDatasource" => json!({"countries": ["NO"]}),
        "receiveMfaMessage" => json!({"text": "Your code is 482913."}),
        "eraseRecipient" => json!({"email": "nobody@example.com"}),
        "updateFlow" => json!({"name": "Bills"}),
        "reportConnectionStatus" => json!({"status": "CONNECTED"}),
        other => panic!("what is a right body for {other}?"),
    }
}

async fn send(api: &Api, key: &str, call: &Call) -> Reply {
    match call.file {
        Some((kind, file)) => api.send_file(key, &call.path, kind, file).await,
        None => api.send_as(key, call.method.clone(), &call.path, call.body.as_ref()).await,
    }
}

fn assert_safe(headers: &HeaderMap, what: &str) {
    let header =
        |name: &str| headers.get(name).unwrap_or_else(|| panic!("{what} has no {name}")).to_str().unwrap();
    assert_eq!(header("cache-control"), "no-store", "{what}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "no-referrer", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert!(header("strict-transport-security").starts_with("max-age="), "{what}");
    assert!(header("permissions-policy").contains("camera=()"), "{what}");
    assert!(header("x-robots-tag").contains("noindex"), "{what}");
    let policy = header("content-security-policy");
    for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    for validator in ["etag", "last-modified", "access-control-allow-origin"] {
        assert!(headers.get(validator).is_none(), "{what} has {validator}");
    }
    assert!(!header("x-request-id").is_empty());
}

#[tokio::test]
async fn t007_t096_every_answer_is_safe_and_stored_nowhere() {
    let api = Api::new().await;
    let things = Things::of(&api).await;
    for call in calls(&things) {
        assert_safe(&send(&api, "wrong", &call).await.headers, &call.id);
        let reply = send(&api, &api.key, &call).await;
        // A site or company that is in use stays; everything else succeeds.
        assert!(reply.status.is_success() || reply.status == 409, "{}: {}", call.id, reply.text);
        assert_safe(&reply.headers, &call.id);
    }
    for path in [
        "/openapi.json",
        "/docs",
        "/docs/viewer.js",
        "/docs/viewer.css",
        "/v2.2/nothing",
        "/v2.2",
        "/nothing",
    ] {
        assert_safe(&api.get(path).await.headers, path);
    }
}

#[tokio::test]
async fn t042_every_route_but_ping_wants_a_key_and_a_scope() {
    let api = Api::new().await;
    let things = Things::of(&api).await;
    let powerless = api.new_key(&[Scope::LinksReveal]).await;
    let manager = api.new_key(&[Scope::WebhooksManage]).await;
    let reading = [Scope::InvitationsRead, Scope::ConnectionsRead, Scope::EventsRead, Scope::CredentialsRead];
    let reader = api.new_key(&reading).await;
    for call in calls(&things).iter().filter(|call| call.id != "ping" && call.id != SIGNED) {
        let body = call.body.as_ref().map(Value::to_string).unwrap_or_default();
        let request = Request::builder().method(&call.method).uri(&call.path).body(Body::from(body)).unwrap();
        assert_eq!(api.raw(request).await.problem(401), "api-key-missing", "{}", call.id);
        let refused = send(&api, &powerless, call).await;
        assert_eq!(refused.problem(403), "scope-missing", "{}", call.id);
        let read = send(&api, &reader, call).await;
        let managing = ["getWorkspace", "getApiKey", "listApiKeys"];
        let is_managing = managing.contains(&call.id.as_str()) || call.path.contains("/dead-letter");
        if call.path.contains("/webhook") {
            // Its address and what it answered are for those who manage it, so reading them is no lesser right.
            assert_eq!(read.problem(403), "scope-missing", "{}", call.id);
            assert!(send(&api, &manager, call).await.status.is_success(), "{}", call.id);
        } else if call.method == Method::GET && !call.mints && !is_managing {
            read.with(200);
        } else {
            assert_eq!(read.problem(403), "scope-missing", "{}", call.id);
        }
    }
}

/// What a collector is given, and nobody else.
const TELLS_CREDENTIALS: &str = "readCredentials";

#[tokio::test]
async fn t171_credentials_are_told_to_nobody_but_who_may_read_them_and_each_reading_is_written_down() {
    let api = Api::new().await;
    let things = Things::of(&api).await;
    let everything_else: Vec<Scope> =
        Scope::ALL.iter().copied().filter(|scope| *scope != Scope::CredentialsRead).collect();
    let manager = api.new_key(&everything_else).await;
    let collector = api.new_key(&[Scope::CredentialsRead]).await;
    let told = |reply: &Reply| reply.text.contains("sandbox-password");
    for call in &calls(&things) {
        let reply = send(&api, &manager, call).await;
        assert!(!told(&reply), "{}: {}", call.id, reply.text);
        if call.id == TELLS_CREDENTIALS {
            assert_eq!(reply.problem(403), "scope-missing");
            assert!(told(&send(&api, &collector, call).await));
        }
    }
    let read = api.get("/v2.2/event?type=CREDENTIALS_READ").await;
    assert_eq!(read.with(200)["events"].as_array().unwrap().len(), 1);
    assert!(!told(&read));
}

#[tokio::test]
async fn t131_nothing_of_another_workspace_is_found_and_each_try_is_written_down() {
    let api = Api::new().await;
    let things = Things::of(&api).await;
    let before = all_of(&api, &things).await;
    let stranger = api.stranger().await;
    let mut tries = 0;
    for call in calls(&things).iter().filter(|call| call.has_id && call.id != SIGNED) {
        assert_eq!(send(&stranger, &stranger.key, call).await.problem(404), "not-found", "{}", call.id);
        tries += 1;
    }
    let filters = [("invitation", "companyId"), ("connection", "companyId")];
    for (list, filter) in filters {
        let path = format!("/v2.2/{list}?{filter}={}", things.0["{company_id}"]);
        assert_eq!(stranger.get(&path).await.problem(404), "not-found", "{path}");
        tries += 1;
    }
    let events = stranger.get("/v2.2/event?type=ACCESS_DENIED&limit=500").await;
    assert_eq!(events.with(200)["events"].as_array().unwrap().len(), tries);
    assert_eq!(stranger.get("/v2.2/company").await.with(200), &json!([]));
    assert_eq!(all_of(&api, &things).await, before, "nothing was changed");
}

async fn all_of(api: &Api, things: &Things) -> Vec<Value> {
    let mut all = Vec::new();
    for (path, name) in [
        ("company/{id}", "{company_id}"),
        ("site/{id}", "{site_id}"),
        ("connection/{id}/details", "{connection_id}"),
        ("invitation/{id}", "{invitation_id}"),
        ("magic-link/company/{id}", "{company_id}"),
        ("datasource/{id}", "{datasource_id}"),
    ] {
        let path = format!("/v2.2/{}", path.replace("{id}", &things.0[name]));
        all.push(api.get(&path).await.with(200).clone());
    }
    all
}

#[tokio::test]
async fn t127_t130_methods_and_paths_that_are_not_there_are_problems() {
    let api = Api::new().await;
    let things = Things::of(&api).await;
    let calls = calls(&things);
    for Call { path, .. } in &calls {
        let taken = |method: &Method| calls.iter().any(|call| call.path == *path && call.method == method);
        let unknown = [Method::PUT, Method::PATCH].into_iter().find(|method| !taken(method)).unwrap();
        let refused = api.send_as(&api.key, unknown, path, None).await;
        assert_eq!(refused.problem(405), "method-not-allowed", "{path}");
        assert!(!refused.header("allow").is_empty(), "{path}");
        for method in [Method::TRACE, Method::CONNECT] {
            assert_eq!(api.send_as(&api.key, method, path, None).await.problem(405), "method-not-allowed");
        }
        // An override is not listened to: the method is the one on the request line.
        let request =
            Request::get(path).header("X-API-Key", &api.key).header("X-HTTP-Method-Override", "DELETE");
        let reply = api.raw(request.body(Body::empty()).unwrap()).await;
        assert!(reply.status == 200 || reply.status == 405, "{path}: {}", reply.text);
        let below = format!("{}/nothing", path.split('?').next().unwrap());
        assert_eq!(api.get(&below).await.problem(404), "not-found", "{path}");
    }
    assert_eq!(api.get("/nothing").await.problem(404), "not-found");
}

#[tokio::test]
async fn t093_no_page_of_another_origin_reads_an_answer() {
    let api = Api::new().await;
    let things = Things::of(&api).await;
    for call in calls(&things) {
        for origin in ["https://evil.example", "null", "https://latchstring.example.evil.example"] {
            // What a browser asks before it sends a key, and what it sends then.
            for (method, asked) in [(Method::OPTIONS, call.method.as_str()), (call.method.clone(), "")] {
                let request = Request::builder().method(&method).uri(&call.path).header("origin", origin);
                let request = match asked {
                    "" => request,
                    asked => request
                        .header("access-control-request-method", asked)
                        .header("access-control-request-headers", "x-api-key"),
                };
                let reply = api.raw(request.body(Body::empty()).unwrap()).await;
                let allowed = reply.headers.keys().any(|name| name.as_str().starts_with("access-control-"));
                assert!(!allowed, "{method} {} from {origin}", call.id);
            }
        }
    }
}
