use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::{Value, json};

use crate::common::{Api, FONT, PICTURE, masked};

const PATH: &str = "/v2.2/workspace/branding";

fn everything() -> Value {
    json!({
        "displayName": "Northwind Energy Desk",
        "color": "#FFB020",
        "background": "#012",
        "font": "own",
        "title": "Connect your account",
        "description": "It takes three minutes.",
        "helperButtons": [{"label": "Help", "url": "https://help.example.com/a?b=c"}],
        "footer": "© Northwind",
        "hidePoweredBy": true,
        "texts": {"de": {"landing-start": "Weiter"}, "pt-BR": {}},
    })
}

#[tokio::test]
async fn a_look_is_replaced_whole_and_keeps_its_files() {
    let api = Api::new().await;
    let bare = api.get(PATH).await;
    assert_json_snapshot!("branding_bare", masked(bare.with(200)));
    for (place, kind, file) in
        [("logo", "image/png", PICTURE), ("favicon", "image/png", PICTURE), ("font", "font/woff2", FONT)]
    {
        api.send_file(&api.key, &format!("{PATH}/{place}"), kind, file).await.with(200);
    }
    let full = api.put(PATH, everything()).await;
    assert_json_snapshot!("branding_full", masked(full.with(200)));
    assert_eq!(api.get(PATH).await.with(200), full.with(200));
    let emptied = api.put(PATH, json!({"color": null})).await;
    let emptied = emptied.with(200);
    assert_eq!(
        (&emptied["color"], &emptied["font"], &emptied["texts"]),
        (&json!(null), &json!("system"), &json!({}))
    );
    assert_eq!(emptied["logo"], full.with(200)["logo"]);
}

#[tokio::test]
async fn t094_what_is_no_look_is_refused_field_by_field() {
    let api = Api::new().await;
    let refused = async |body: Value| api.put(PATH, body).await.refused();
    for color in ["red", "red;}", "#12", "#1234567", "url(//evil)", "#fff;background:url(//evil)", "", "#ggg"]
    {
        assert_eq!(refused(json!({"color": color})).await, ["/color invalid-color"], "{color}");
        assert_eq!(refused(json!({"background": color})).await, ["/background invalid-color"], "{color}");
    }
    for font in ["Comic Sans", "https://evil.example/a.woff2", "javascript:alert(1)", "inter\"}body{}", ""] {
        assert_eq!(refused(json!({"font": font})).await, ["/font unknown-name"], "{font}");
    }
    assert_eq!(refused(json!({"font": "own"})).await, ["/font not-uploaded"]);
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://help.example.com",
        "//evil.example",
        "https://1.2.3.4/",
        "",
    ] {
        let body = json!({"helperButtons": [{"label": "Help", "url": url}]});
        assert_eq!(refused(body).await, ["/helperButtons/0/url invalid-url"], "{url}");
    }
    assert_eq!(
        refused(json!({"helperButtons": [{}]})).await,
        ["/helperButtons/0/label required", "/helperButtons/0/url required"]
    );
    let five = vec![json!({"label": "Help", "url": "https://help.example.com"}); 5];
    assert_eq!(refused(json!({"helperButtons": five})).await, ["/helperButtons too-many"]);
    let body = json!({"texts": {"de": {"nothing": "x", "landing-start": 5}, "not a tag": {}, "fr": "x"}});
    assert_eq!(
        refused(body).await,
        [
            "/texts/de/landing-start wrong-type",
            "/texts/de/nothing unknown-name",
            "/texts/fr wrong-type",
            "/texts/not a tag invalid-language"
        ]
    );
    assert_eq!(
        refused(json!({"displayName": "a\r\nBcc: x", "footer": "x\u{202e}"})).await,
        ["/displayName illegal-characters", "/footer illegal-characters"]
    );
    assert_eq!(
        refused(json!({"css": "body{}", "logo": "x"})).await,
        ["/css unknown-field", "/logo unknown-field"]
    );
    assert_eq!(api.get(PATH).await.with(200)["color"], json!(null), "nothing was half written");
}

/// A name is a text, wherever it is shown; the pages hold that.
#[tokio::test]
async fn t094_markup_in_a_name_is_kept_as_it_is() {
    let api = Api::new().await;
    let name = "<img src=x onerror=alert(1)>";
    assert_eq!(api.put(PATH, json!({"displayName": name})).await.with(200)["displayName"], name);
}

#[tokio::test]
async fn a_change_is_an_event_and_no_change_is_none() {
    let api = Api::new().await;
    let told = async || {
        let events = api.get("/v2.2/event?type=BRANDING_UPDATED").await;
        let events = events.with(200)["events"].as_array().unwrap().clone();
        events.iter().map(|event| event["data"]["changed"].clone()).collect::<Vec<_>>()
    };
    let look = json!({"color": "#0a7", "footer": "x"});
    for _ in 0..2 {
        api.put(PATH, look.clone()).await.with(200);
    }
    api.put(PATH, json!({"footer": "x"})).await.with(200);
    assert_eq!(told().await, [json!(["color"]), json!(["color", "footer"])]);
}

#[tokio::test]
async fn each_workspace_has_its_own() {
    let api = Api::new().await;
    let stranger = api.stranger().await;
    api.put(PATH, json!({"footer": "ours"})).await.with(200);
    assert_eq!(stranger.get(PATH).await.with(200)["footer"], json!(null));
    let maker = api.new_key(&[Scope::InvitationsRead, Scope::InvitationsWrite]).await;
    assert_eq!(api.send_as(&maker, Method::GET, PATH, None).await.with(200)["footer"], "ours");
    assert_eq!(api.send_as(&maker, Method::PUT, PATH, Some(&json!({}))).await.problem(403), "scope-missing");
}
