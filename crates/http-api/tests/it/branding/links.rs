//! Links that look otherwise than their workspace.

use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use latchstring_service::ports::FetchError;
use serde_json::{Value, json};

use crate::common::{Api, PICTURE, Reply, masked};

const PATH: &str = "/v2.2/workspace/branding";
const BULK: &str = "/v2.2/invitation/bulk";
const LOGO: &str = "https://www.contoso.example/logo.png";

fn everything() -> Value {
    json!({
        "displayName": "Contoso Facilities",
        "color": "#0B6E4F",
        "background": "#fff",
        "font": "inter",
        "title": "Connect your building",
        "description": "It takes three minutes.",
        "helperButtons": [{"label": "Help", "url": "https://help.contoso.example/a?b=c"}],
        "footer": "© Contoso",
        "hidePoweredBy": false,
        "logoUrl": LOGO,
    })
}

/// The three ways to make an invitation: their paths, what their errors begin with, and a body around a branding.
struct Ways {
    company: String,
    connection: String,
}

impl Ways {
    async fn new(api: &Api) -> Self {
        let company = api.company().await;
        let site = api.site(&company).await;
        let connection = api.connection(&company, &site).await;
        Self { company, connection }
    }

    fn all(&self, branding: &Value) -> [(String, &'static str, Value); 3] {
        let one = json!({"branding": branding});
        let mut row = one.clone();
        row["companyId"] = json!(self.company);
        [
            (format!("/v2.2/invitation/company/{}", self.company), "", one.clone()),
            (format!("/v2.2/invitation/connection/{}", self.connection), "", one),
            (BULK.to_owned(), "/0", json!([row])),
        ]
    }
}

async fn invited(api: &Api, company: &str, branding: Value) -> Reply {
    api.post(&format!("/v2.2/invitation/company/{company}"), json!({"branding": branding})).await
}

#[tokio::test]
async fn a_link_shows_what_it_chooses_and_nothing_else() {
    let api = Api::new().await;
    let company = api.company().await;
    api.pictures.hold(PICTURE);
    let full = invited(&api, &company, everything()).await;
    assert_json_snapshot!("link_branding", masked(full.with(201))["branding"]);
    let id = full.with(201)["id"].as_str().unwrap();
    let detail = api.get(&format!("/v2.2/invitation/{id}")).await;
    assert_eq!(detail.with(200)["branding"], full.with(201)["branding"]);
    let created = &detail.with(200)["events"][0]["data"]["branding"];
    assert_eq!(created.as_array().unwrap().len(), 10, "{created}");
    for nothing in [json!(null), json!({}), json!({"color": null, "logoUrl": null})] {
        let bare = invited(&api, &company, nothing).await;
        assert_eq!(bare.with(201)["branding"], json!(null));
    }
    let none = invited(&api, &company, json!({"helperButtons": []})).await;
    assert_eq!(none.with(201)["branding"], json!({"helperButtons": []}));
    // The workspace looks as it did.
    assert!(api.get(PATH).await.with(200)["displayName"].is_null());
}

#[tokio::test]
async fn a_links_logo_is_its_own_whatever_becomes_of_the_workspaces() {
    let api = Api::new().await;
    let company = api.company().await;
    let uploaded = api.send_file(&api.key, &format!("{PATH}/logo"), "image/png", PICTURE).await;
    let uploaded = uploaded.with(200)["logo"].clone();
    let made = invited(&api, &company, json!({"logoUrl": uploaded["url"]})).await;
    let logo = made.with(201)["branding"]["logo"].clone();
    assert_eq!((&logo["width"], &logo["height"]), (&uploaded["width"], &uploaded["height"]));
    assert_eq!(api.pictures.asked(), [""; 0], "a picture of ours is not fetched");
    let file = async |picture: &Value| {
        let name = picture["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let key = name.trim_end_matches(".png").parse().unwrap();
        latchstring_service::branding::file(api.latchstring(), &key).await.unwrap()
    };
    api.delete(&format!("{PATH}/logo")).await.with(200);
    assert!(file(&uploaded).await.is_none());
    assert!(file(&logo).await.unwrap().bytes.starts_with(b"\x89PNG"));
    let gone = invited(&api, &company, json!({"logoUrl": uploaded["url"]})).await;
    assert_eq!(gone.refused(), ["/branding/logoUrl not-uploaded"]);
    // Nor is it another workspace's to show.
    let stranger = api.stranger().await;
    let elsewhere = stranger.company().await;
    let stolen = invited(&stranger, &elsewhere, json!({"logoUrl": logo["url"]})).await;
    assert_eq!(stolen.refused(), ["/branding/logoUrl not-uploaded"]);
}

/// T045: whoever may not change how the workspace looks may not change how a link looks, whichever way it is made.
#[tokio::test]
async fn t045_each_way_to_make_a_link_asks_for_the_same_right_to_dress_it() {
    let api = Api::new().await;
    let ways = Ways::new(&api).await;
    let key = api.new_key(&[Scope::InvitationsWrite, Scope::InvitationsRead]).await;
    api.pictures.hold(PICTURE);
    for part in everything().as_object().unwrap() {
        let branding = json!({part.0: part.1});
        for (path, _, body) in ways.all(&branding) {
            let reply = api.send_as(&key, Method::POST, &path, Some(&body)).await;
            assert_eq!(reply.problem(403), "scope-missing", "{path} {branding}");
            let dry = api.send_as(&key, Method::POST, &format!("{path}?dryRun=true"), Some(&body)).await;
            assert!(!dry.status.is_success(), "{path}");
        }
    }
    assert_eq!(api.pictures.asked(), [""; 0]);
    let file = format!("companyId,branding.displayName\n{},Contoso\n", ways.company);
    let reply = api.send_file(&key, BULK, "text/csv", file.as_bytes()).await;
    assert_eq!(reply.problem(403), "scope-missing");
    // Without a look of its own each of them is made, and with the right one too.
    for (path, _, body) in ways.all(&json!({})) {
        assert!(api.send_as(&key, Method::POST, &path, Some(&body)).await.status.is_success(), "{path}");
    }
    for (path, _, body) in ways.all(&everything()) {
        assert!(api.post(&path, body).await.status.is_success(), "{path}");
    }
    assert_eq!(api.pictures.asked(), [LOGO; 3]);
}

/// T094: the parts of a link's look are those of a workspace's, each refused for what it is not, whichever way it is made.
#[tokio::test]
async fn t094_what_is_no_look_is_refused_field_by_field_whichever_way() {
    let api = Api::new().await;
    let ways = Ways::new(&api).await;
    let long = "x".repeat(121);
    for (branding, refused) in [
        (json!({"color": "red;}"}), "/color invalid-color"),
        (json!({"background": "#fff;background:url(//evil)"}), "/background invalid-color"),
        (json!({"font": "inter\"}body{}"}), "/font unknown-name"),
        (json!({"font": "own"}), "/font not-uploaded"),
        (json!({"title": long}), "/title too-long"),
        (json!({"displayName": "a\u{202e}b"}), "/displayName illegal-characters"),
        (
            json!({"helperButtons": [{"label": "x", "url": "javascript:alert(1)"}]}),
            "/helperButtons/0/url invalid-url",
        ),
        (json!({"logoUrl": "javascript:alert(1)"}), "/logoUrl invalid-url"),
        (json!({"logoUrl": "http://www.contoso.example/logo.png"}), "/logoUrl invalid-url"),
        (json!({"logo": "data:image/png;base64,AAAA"}), "/logo unknown-field"),
        (json!({"css": "body{}"}), "/css unknown-field"),
        (json!({"texts": {"de": {}}}), "/texts unknown-field"),
    ] {
        for (path, before, body) in ways.all(&branding) {
            let reply = api.post(&path, body).await;
            assert_eq!(reply.refused(), [format!("{before}/branding{refused}")], "{path}");
        }
    }
    for (error, code) in [(FetchError::Forbidden, "url-not-allowed"), (FetchError::Redirect, "not-reached")] {
        api.pictures.fail(error);
        for (path, before, body) in ways.all(&json!({"logoUrl": LOGO})) {
            assert_eq!(api.post(&path, body).await.refused(), [format!("{before}/branding/logoUrl {code}")]);
        }
    }
    api.pictures.hold(b"<svg onload='alert(1)'/>");
    for (path, before, body) in ways.all(&json!({"logoUrl": LOGO})) {
        let refused = format!("{before}/branding/logoUrl invalid-picture");
        assert_eq!(api.post(&path, body).await.refused(), [refused]);
    }
    assert_eq!(api.get("/v2.2/invitation").await.with(200)["totalInvitations"], json!(0));
}

#[tokio::test]
async fn nothing_is_fetched_for_what_is_refused_anyway() {
    let api = Api::new().await;
    let ways = Ways::new(&api).await;
    for (path, _, mut body) in ways.all(&json!({"logoUrl": LOGO})) {
        let terms = if body.is_array() { &mut body[0] } else { &mut body };
        terms["successUrl"] = json!("https://elsewhere.example/done");
        assert_eq!(api.post(&path, body).await.problem(422), "validation-failed", "{path}");
    }
    assert_eq!(api.pictures.asked(), [""; 0]);
}

#[tokio::test]
async fn rows_share_a_logo_that_is_fetched_once_and_name_few() {
    let api = Api::new().await;
    let company = api.company().await;
    api.pictures.hold(PICTURE);
    let row = |place: usize, url: &str| json!({"companyId": company, "externalId": format!("row-{place}"), "branding": {"logoUrl": url}});
    let same: Vec<_> = (0..20).map(|place| row(place, LOGO)).collect();
    api.post(BULK, json!(same)).await.with(202);
    assert_eq!(api.pictures.asked(), [LOGO]);
    let url = |place: usize| format!("https://www.contoso.example/{place}.png");
    let many: Vec<_> = (0..6).map(|place| row(place + 20, &url(place))).collect();
    let refused = api.post(BULK, json!(many)).await;
    assert_eq!(refused.refused(), ["/5/branding/logoUrl too-many"]);
    assert_eq!(api.pictures.asked().len(), 1);
    let lines: String = (0..2).map(|place| format!("{company};file-{place};Contoso;{LOGO};true\n")).collect();
    let head = "companyId;externalId;branding.displayName;branding.logoUrl;branding.hidePoweredBy\n";
    api.send_file(&api.key, BULK, "text/csv", format!("{head}{lines}").as_bytes()).await.with(202);
    crate::invitations::work(&api).await;
    let found = api.get("/v2.2/invitation?q=file-1").await;
    let branding = found.with(200)["invitations"][0]["branding"].clone();
    assert_eq!((&branding["displayName"], &branding["hidePoweredBy"]), (&json!("Contoso"), &json!(true)));
    assert_eq!(branding["logo"]["width"], 3);
}
