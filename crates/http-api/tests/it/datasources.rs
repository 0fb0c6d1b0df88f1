use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use crate::common::{Api, ENVIRONMENT, PICTURE, masked};

const LIST: &str = "/v2.2/datasource";

async fn names(api: &Api, query: &str) -> Vec<String> {
    let page = api.get(&format!("{LIST}?{query}")).await;
    let found = page.with(200)["datasources"].as_array().unwrap().clone();
    found.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_provider_is_made_read_changed_and_taken_out() {
    let api = Api::new().await;
    let body = json!({
        "name": "Rheinkraft", "url": "https://rheinkraft.example/login", "countries": ["DE", "AT", "DE"],
        "utilityTypes": ["GAS", "ELECTRICITY"],
        "fields": [
            {"key": "username", "label": "Customer number", "help": "At the top of any bill."},
            {"key": "password", "label": "Password", "type": "password"},
            {"key": "region", "label": "Region", "type": "select", "required": false,
             "options": [{"value": "n", "label": "North"}, {"value": "south"}]},
            {"key": "shop", "label": "Shop", "pattern": "[a-z-]+", "adornment": {"start": "https://", "end": null}},
        ],
    });
    let made = api.post(LIST, body).await;
    let made = made.with(201);
    assert_json_snapshot!(masked(made));
    let path = format!("{LIST}/{}", made["id"].as_str().unwrap());
    assert_eq!(api.get(&path).await.with(200), made);
    let changed =
        api.patch(&path, json!({"name": "Rheinkraft AG", "countries": [], "utilityTypes": []})).await;
    let changed = changed.with(200);
    assert_eq!([&changed["name"], &changed["countries"]], [&json!("Rheinkraft AG"), &json!([])]);
    assert_eq!(changed["fields"], made["fields"]);
    assert_eq!(api.patch(&path, json!({})).await.with(200), changed, "nothing to change changes nothing");

    api.delete(&path).await.with(204);
    api.delete(&path).await.with(204);
    assert_eq!(api.get(&path).await.with(200)["listed"], false);
    assert_eq!(names(&api, "").await, ["Sandbox Utility"]);
    assert_eq!(names(&api, "listed=false").await, ["Rheinkraft AG"]);
    assert_eq!(api.patch(&path, json!({"listed": true})).await.with(200)["listed"], true);
    assert_eq!(names(&api, "").await, ["Rheinkraft AG", "Sandbox Utility"]);
}

#[tokio::test]
async fn an_address_is_in_the_catalog_once_and_one_that_left_it_comes_back_as_what_it_was() {
    let api = Api::new().await;
    let id = api.provider("Nordlys", "https://nordlys.example").await;
    let again = api.post(LIST, json!({"name": "Other", "url": "https://nordlys.example/"})).await;
    assert_eq!(
        (again.problem(409), again.errors()),
        ("already-exists", vec!["/url already-exists".to_owned()])
    );
    let other = api.provider("Other", "https://other.example").await;
    let moved = api.patch(&format!("{LIST}/{other}"), json!({"url": "https://nordlys.example"})).await;
    assert_eq!(moved.errors(), ["/url already-exists"]);
    api.delete(&format!("{LIST}/{id}")).await.with(204);
    assert_eq!(api.provider("Nordlys Gas", "https://nordlys.example").await, id);
    api.stranger().await.provider("Nordlys", "https://nordlys.example").await;
}

#[tokio::test]
async fn a_search_narrows_and_takes_every_character_for_itself() {
    let api = Api::new().await;
    for (name, body) in [
        ("100% Green", json!({"countries": ["DE"], "utilityTypes": ["ELECTRICITY"]})),
        ("Under_score", json!({"countries": ["US", "CA"]})),
        ("Wasserwerk", json!({"utilityTypes": ["WATER"]})),
    ] {
        let Value::Object(mut body) = body else { unreachable!() };
        let host = name.replace(['%', '_', ' '], "-").to_lowercase();
        body.insert("name".to_owned(), json!(name));
        body.insert("url".to_owned(), json!(format!("https://{host}.example")));
        api.post(LIST, Value::Object(body)).await.with(201);
    }
    assert_eq!(names(&api, "q=%25").await, ["100% Green"]);
    assert_eq!(names(&api, "q=_").await, ["Under_score"]);
    assert_eq!(names(&api, "q=WERK").await, ["Wasserwerk"]);
    assert_eq!(names(&api, "q=-green.ex").await, ["100% Green"]);
    assert_eq!(names(&api, "country=CA").await, ["Sandbox Utility", "Under_score", "Wasserwerk"]);
    assert_eq!(names(&api, "utilityType=WATER").await, ["Sandbox Utility", "Under_score", "Wasserwerk"]);
    assert_eq!(names(&api, "utilityType=ELECTRICITY&country=DE&q=green").await, ["100% Green"]);
    let refused = api.get(&format!("{LIST}?q=&country=Germany&utilityType=gas&listed=yes&limit=0")).await;
    assert_eq!(
        refused.refused(),
        [
            "/query/q empty",
            "/query/country invalid-country",
            "/query/utilityType unknown-name",
            "/query/listed wrong-type",
            "/query/limit out-of-range",
        ]
    );
}

#[tokio::test]
async fn pages_go_on_where_the_last_one_ended_even_when_that_provider_is_gone() {
    let api = Api::new().await;
    let mut made = Vec::new();
    for name in ["a", "B", "c", "D"] {
        made.push(api.provider(name, &format!("https://{}.example", name.to_lowercase())).await);
    }
    let first = api.get(&format!("{LIST}?limit=2")).await;
    let cursor = first.with(200)["nextCursor"].as_str().unwrap().to_owned();
    api.delete(&format!("{LIST}/{}", made[1])).await.with(204);
    let second = api.get(&format!("{LIST}?limit=2&cursor={cursor}")).await;
    let second = second.with(200);
    let names: Vec<_> = second["datasources"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, [&json!("c"), &json!("D")]);
    let last = api.get(&format!("{LIST}?cursor={}", second["nextCursor"].as_str().unwrap())).await;
    assert_eq!(last.with(200)["nextCursor"], json!(null));
    for elsewhere in [format!("{LIST}?q=a&cursor={cursor}"), format!("{LIST}?cursor=x")] {
        assert_eq!(api.get(&elsewhere).await.errors(), ["/query/cursor invalid-cursor"], "{elsewhere}");
    }
    let foreign = api.stranger().await.get(&format!("{LIST}?cursor={cursor}&limit=2")).await;
    assert_eq!(foreign.errors(), ["/query/cursor invalid-cursor"]);
}

#[tokio::test]
async fn bad_providers_are_refused_field_by_field() {
    let api = Api::new().await;
    let refused = async |body: Value| api.post(LIST, body).await.refused();
    assert_eq!(refused(json!({})).await, ["/name required", "/url required"]);
    for url in
        ["http://a.example", "https://10.0.0.1", "https://localhost", "a.example", "https://u:p@a.example"]
    {
        assert_eq!(refused(json!({"name": "A", "url": url})).await, ["/url invalid-url"], "{url}");
    }
    let with = |fields: Value| json!({"name": "A", "url": "https://a.example", "fields": fields});
    let text = |key: &str| json!({"key": key, "label": "L"});
    for (fields, errors) in [
        (json!([]), vec!["/fields empty"]),
        (json!([text("a b")]), vec!["/fields/0/key illegal-characters"]),
        (json!([text("csrf")]), vec!["/fields/0/key illegal-characters"]),
        (json!([text("a"), text("a")]), vec!["/fields/1/key repeated"]),
        (json!([{"label": "L"}]), vec!["/fields/0/key required"]),
        (json!([{"key": "a", "label": "L", "type": "date"}]), vec!["/fields/0/type unknown-name"]),
        (json!([{"key": "a", "label": "L", "type": "select"}]), vec!["/fields/0/options empty"]),
        (
            json!([{"key": "a", "label": "L", "options": [{"value": "x"}]}]),
            vec!["/fields/0/options exclusive"],
        ),
        (
            json!([{"key": "a", "label": "L", "type": "select", "options": [{"value": "x"}, {"value": "x"}]}]),
            vec!["/fields/0/options repeated"],
        ),
        (
            json!([{"key": "a", "label": "L", "pattern": "(?=a)"}, {"key": "b", "label": "L", "pattern": ""}]),
            vec!["/fields/0/pattern invalid-pattern", "/fields/1/pattern empty"],
        ),
        (
            json!([{"key": "a", "label": "L", "type": "boolean", "pattern": "a"}]),
            vec!["/fields/0/pattern exclusive"],
        ),
        (
            json!([{"key": "a", "label": "L", "adornment": {"start": "x".repeat(101), "middle": ""}}]),
            vec!["/fields/0/adornment/start too-long", "/fields/0/adornment/middle unknown-field"],
        ),
    ] {
        assert_eq!(refused(with(fields.clone())).await, errors, "{fields}");
    }
    assert_eq!(names(&api, "").await, ["Sandbox Utility"]);
}

#[tokio::test]
async fn t042_the_catalog_is_read_by_those_who_invite_and_kept_by_those_who_manage() {
    let api = Api::new().await;
    let id = api.provider("Nordlys", "https://nordlys.example").await;
    let inviter = api.new_key(&[Scope::InvitationsRead, Scope::InvitationsWrite]).await;
    api.send_as(&inviter, Method::GET, LIST, None).await.with(200);
    let one = format!("{LIST}/{id}");
    let body = json!({"name": "B", "url": "https://b.example"});
    for (method, path) in [(Method::POST, LIST), (Method::PATCH, &one), (Method::DELETE, &one)] {
        let refused = api.send_as(&inviter, method, path, Some(&body)).await;
        assert_eq!(refused.problem(403), "scope-missing");
    }
}

fn registration(more: &Value) -> Value {
    let mut oauth = json!({
        "authorizeUrl": "https://id.example.com/authorize?prompt=consent", "tokenUrl": "https://id.example.com/token",
        "clientId": "latchstring", "scopes": " openid  offline_access ",
    });
    oauth.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"name": "Agreeable", "url": "https://agreeable.example", "oauth": oauth})
}

#[tokio::test]
async fn t006_a_registration_is_kept_and_its_secret_is_never_shown() {
    let api = Api::new().await;
    let made = api.post(LIST, registration(&json!({"clientSecret": "hunter2-hunter2"}))).await;
    let made = made.with(201);
    let shown = json!({
        "authorizeUrl": "https://id.example.com/authorize?prompt=consent", "tokenUrl": "https://id.example.com/token",
        "clientId": "latchstring", "hasClientSecret": true, "clientAuth": "basic",
        "scopes": "openid offline_access", "issuer": null,
    });
    assert_eq!(
        [&made["signInMethod"], &made["fields"], &made["oauth"]],
        [&json!("oauth"), &json!([]), &shown]
    );
    let path = format!("{LIST}/{}", made["id"].as_str().unwrap());
    // A change without the secret keeps it; one of nothing else changes nothing.
    let same = registration(&json!({}))["oauth"].clone();
    assert_eq!(api.patch(&path, json!({"oauth": same})).await.with(200)["updated"], made["updated"]);
    let mut other = same;
    other["clientId"] = json!("latchstring-2");
    let changed = api.patch(&path, json!({"oauth": other})).await;
    assert_eq!(changed.with(200)["oauth"]["hasClientSecret"], true);
    let everything =
        [&api.get(LIST).await.text, &api.get("/v2.2/event").await.text, &changed.text].map(String::clone);
    assert!(!everything.concat().contains("hunter2"), "{everything:?}");

    let plain = api.patch(&path, json!({"oauth": null})).await;
    let plain = plain.with(200);
    assert_eq!([&plain["signInMethod"], &plain["oauth"]], [&json!("form"), &json!(null)]);
    assert_eq!(plain["fields"].as_array().unwrap().len(), 2, "a form without fields would let nobody in");
}

#[tokio::test]
async fn bad_registrations_are_refused_field_by_field() {
    let api = Api::new().await;
    let body = json!({"name": "A", "url": "https://a.example", "oauth": {}});
    let errors = api.post(LIST, body).await.refused();
    assert_eq!(
        errors,
        ["/oauth/authorizeUrl required", "/oauth/tokenUrl required", "/oauth/clientId required"]
    );
    for (more, error) in [
        (json!({"authorizeUrl": "http://id.example.com/a"}), "/oauth/authorizeUrl invalid-url"),
        (json!({"authorizeUrl": "https://u:p@id.example.com/a"}), "/oauth/authorizeUrl invalid-url"),
        (json!({"tokenUrl": "https://id.example.com/t#x"}), "/oauth/tokenUrl invalid-url"),
        (json!({"tokenUrl": "file:///etc/passwd"}), "/oauth/tokenUrl invalid-url"),
        (json!({"clientAuth": "jwt"}), "/oauth/clientAuth unknown-name"),
        (json!({"scopes": "a \"b\""}), "/oauth/scopes illegal-characters"),
        (json!({"clientSecret": ""}), "/oauth/clientSecret empty"),
        (json!({"grantType": "implicit"}), "/oauth/grantType unknown-field"),
    ] {
        assert_eq!(api.post(LIST, registration(&more)).await.refused(), [error], "{more}");
    }
    assert_eq!(names(&api, "").await, ["Sandbox Utility"]);
}

#[tokio::test]
async fn a_providers_logo_is_uploaded_or_fetched_shown_everywhere_and_goes() {
    let api = Api::new().await;
    let id = api.provider("Nordlys", "https://nordlys.example").await;
    let path = format!("{LIST}/{id}/logo");
    let uploaded = api.send_file(&api.key, &path, "image/png", PICTURE).await;
    let logo = uploaded.with(200)["logo"].clone();
    assert_eq!((&logo["width"], &logo["height"]), (&json!(3), &json!(2)));
    assert_eq!(api.get(&format!("{LIST}/{id}")).await.with(200)["logo"], logo);
    assert_eq!(api.get(&format!("{LIST}?q=nordlys")).await.with(200)["datasources"][0]["logo"], logo);
    let changed = api.patch(&format!("{LIST}/{id}"), json!({"name": "Nordlys Gass"})).await;
    assert_eq!(changed.with(200)["logo"], logo, "a change of something else leaves it");
    // Another provider with the same picture has a file of its own.
    let other = api.provider("Aqua", "https://aqua.example").await;
    let theirs = api.send_file(&api.key, &format!("{LIST}/{other}/logo"), "image/png", PICTURE).await;
    let theirs = theirs.with(200)["logo"].clone();
    assert_ne!(theirs["url"], logo["url"]);
    let file = async |picture: &Value| {
        let name = picture["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let key = name.trim_end_matches(".png").parse().unwrap();
        latchstring_service::branding::file(api.latchstring(), &key).await.unwrap()
    };
    assert!(api.delete(&path).await.with(200)["logo"].is_null());
    assert!(file(&logo).await.is_none() && file(&theirs).await.is_some());
    api.delete(&path).await.with(200);
    api.pictures.hold(PICTURE);
    let fetched = api.post(&path, json!({"url": "https://nordlys.example/logo.png"})).await;
    assert_eq!(fetched.with(200)["logo"], logo);
    assert_eq!(
        api.post(&path, json!({"url": "ftp://nordlys.example"})).await.refused(),
        ["/url invalid-url"]
    );
    let svg = api.send_file(&api.key, &path, "image/png", b"<svg/>").await;
    assert_eq!(svg.refused(), [" invalid-picture"]);
}

#[tokio::test]
async fn nothing_is_fetched_for_a_provider_that_is_not_the_callers() {
    let api = Api::new().await;
    let id = api.provider("Nordlys", "https://nordlys.example").await;
    let path = format!("{LIST}/{id}/logo");
    let body = json!({"url": "https://nordlys.example/logo.png"});
    let stranger = api.stranger().await;
    assert_eq!(stranger.post(&path, body.clone()).await.problem(404), "not-found");
    let reader = api.new_key(&[Scope::InvitationsRead]).await;
    assert_eq!(api.send_as(&reader, Method::POST, &path, Some(&body)).await.problem(403), "scope-missing");
    assert_eq!(api.pictures.asked(), [""; 0]);
}

#[tokio::test]
async fn a_connector_without_an_icon_of_its_own_has_the_logo() {
    let api = Api::new().await;
    let list = api.get(&format!("{LIST}?q=sandbox")).await;
    let id = list.with(200)["datasources"][0]["id"].as_str().unwrap().to_owned();
    let logo = api.send_file(&api.key, &format!("{LIST}/{id}/logo"), "image/png", PICTURE).await;
    let logo = logo.with(200)["logo"]["url"].clone();
    let connectors = api.get(&format!("/v2/{ENVIRONMENT}/availableConnectors")).await;
    let sandbox = connectors.with(200).as_array().unwrap().iter().find(|one| one["id"] == "sandbox").cloned();
    assert_eq!(sandbox.unwrap()["icon"], logo);
}
