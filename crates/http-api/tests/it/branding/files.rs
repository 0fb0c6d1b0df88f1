use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use latchstring_service::ports::FetchError;
use serde_json::json;

use crate::common::{Api, FONT, PICTURE, masked};

const PATH: &str = "/v2.2/workspace/branding";

#[tokio::test]
async fn a_file_takes_the_place_of_the_one_before_and_goes() {
    let api = Api::new().await;
    let logo = async |file: &[u8]| {
        let reply = api.send_file(&api.key, &format!("{PATH}/logo"), "image/png", file).await;
        reply.with(200)["logo"].clone()
    };
    let first = logo(PICTURE).await;
    assert_eq!((&first["width"], &first["height"]), (&json!(3), &json!(2)));
    let url = first["url"].as_str().unwrap();
    assert!(url.contains("/p/brand/") && url.ends_with(".png"), "{url}");
    // The same file is the same address.
    assert_eq!(logo(PICTURE).await, first);
    let removed = api.delete(&format!("{PATH}/logo")).await;
    assert_eq!(removed.with(200)["logo"], json!(null));
    api.delete(&format!("{PATH}/logo")).await.with(200);
    let stranger = api.stranger().await;
    let reply = stranger.send_file(&stranger.key, &format!("{PATH}/logo"), "image/png", PICTURE).await;
    assert_ne!(reply.with(200)["logo"]["url"], first["url"], "another workspace's is another file");
}

#[tokio::test]
async fn t094_what_is_no_picture_or_font_is_refused() {
    let api = Api::new().await;
    let send = async |place: &str, kind: &str, file: &[u8]| {
        api.send_file(&api.key, &format!("{PATH}/{place}"), kind, file).await
    };
    let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    for place in ["logo", "favicon"] {
        for file in [svg, b"", b"GIF89a", FONT, &PICTURE[..20]] {
            assert_eq!(send(place, "image/png", file).await.refused(), [" invalid-picture"], "{place}");
        }
        for kind in ["image/svg+xml", "text/html", "image/gif", "multipart/form-data; boundary=x", ""] {
            assert_eq!(send(place, kind, svg).await.problem(415), "unsupported-media-type", "{kind}");
        }
    }
    for file in [svg, b"", b"wOF2", PICTURE, &FONT[..100]] {
        assert_eq!(send("font", "font/woff2", file).await.refused(), [" invalid-font"]);
    }
    assert_eq!(send("logo", "image/png", &vec![0; 600 * 1024]).await.refused(), [" invalid-picture"]);
    assert_eq!(send("logo", "image/png", &vec![0; 1100 * 1024]).await.problem(413), "body-too-large");
    let told = send("logo", "image/png", svg).await;
    assert_json_snapshot!("branding_no_picture", masked(&told.json));
}

#[tokio::test]
async fn t094_what_is_no_address_of_a_picture_is_refused_before_anything_is_fetched() {
    let api = Api::new().await;
    for url in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "logo.png",
        "https://user:pass@northwind.example/logo.png",
        "https://northwind.example/a\tb.png",
        "http://northwind.example/logo.png",
        "",
    ] {
        for place in ["logo", "favicon"] {
            let reply = api.post(&format!("{PATH}/{place}"), json!({"url": url})).await;
            assert_eq!(reply.refused(), ["/url invalid-url"], "{url}");
        }
    }
    for (body, refused) in [
        (json!({}), "/url required"),
        (json!({"url": null}), "/url null-not-allowed"),
        (json!({"url": 1}), "/url wrong-type"),
        (json!({"url": "https://northwind.example/a.png", "kind": "svg"}), "/kind unknown-field"),
    ] {
        assert_eq!(api.post(&format!("{PATH}/logo"), body).await.refused(), [refused]);
    }
    let font = json!({"url": "https://northwind.example/font.woff2"});
    assert_eq!(api.post(&format!("{PATH}/font"), font).await.refused(), ["/url not-supported"]);
    let reply = api.send_as(&api.key, Method::POST, &format!("{PATH}/logo"), None).await;
    assert_eq!(reply.problem(415), "unsupported-media-type");
    assert_eq!(api.pictures.asked(), [""; 0]);
}

#[tokio::test]
async fn a_picture_is_fetched_from_an_address_once_and_drawn_anew() {
    let api = Api::new().await;
    let uploaded = api.send_file(&api.key, &format!("{PATH}/logo"), "image/png", PICTURE).await;
    let uploaded = uploaded.with(200)["logo"].clone();
    let url = "https://www.northwind.example/logo.png?size=big#top";
    api.pictures.hold(PICTURE);
    let fetched = api.post(&format!("{PATH}/logo"), json!({"url": url})).await;
    assert_eq!(fetched.with(200)["logo"], uploaded, "as if it had been uploaded");
    assert!(!fetched.json.to_string().contains("www.northwind"));
    let favicon = api.post(&format!("{PATH}/favicon"), json!({"url": url})).await;
    assert_eq!(favicon.with(200)["favicon"]["width"], 3);
    // The fragment is not part of where it is.
    assert_eq!(api.pictures.asked(), ["https://www.northwind.example/logo.png?size=big"; 2]);
    api.get(PATH).await.with(200);
    assert_eq!(api.pictures.asked().len(), 2);
    // What is served here already is not asked for over the network, and only by whose it is.
    let own = json!({"url": uploaded["url"]});
    let favicon = api.post(&format!("{PATH}/favicon"), own.clone()).await;
    assert_eq!(favicon.with(200)["favicon"]["width"], 3);
    let stranger = api.stranger().await;
    let reply = stranger.post(&format!("{PATH}/logo"), own).await;
    assert_eq!(reply.refused(), ["/url not-uploaded"]);
    assert_eq!(api.pictures.asked().len(), 2);
}

#[tokio::test]
async fn t114_each_way_not_to_get_a_picture_is_told_at_the_address() {
    let api = Api::new().await;
    let url = json!({"url": "https://www.northwind.example/logo.png"});
    let mut told = Vec::new();
    for error in [
        FetchError::Forbidden,
        FetchError::Unreachable,
        FetchError::Untrusted,
        FetchError::Late,
        FetchError::Broken,
        FetchError::Redirect,
        FetchError::Refused(4),
        FetchError::TooLarge,
    ] {
        api.pictures.fail(error);
        let reply = api.post(&format!("{PATH}/logo"), url.clone()).await;
        told.push(reply.with(422)["errors"][0].clone());
    }
    api.pictures.hold(b"<svg onload='alert(1)'/>");
    told.push(api.post(&format!("{PATH}/logo"), url.clone()).await.with(422)["errors"][0].clone());
    assert_json_snapshot!("branding_not_fetched", told);
    assert!(api.get(PATH).await.with(200)["logo"].is_null());
    // Whoever may not change the look has nothing fetched.
    let asked = api.pictures.asked().len();
    let key = api.new_key(&[Scope::InvitationsWrite]).await;
    let reply = api.send_as(&key, Method::POST, &format!("{PATH}/logo"), Some(&url)).await;
    assert_eq!(reply.problem(403), "scope-missing");
    assert_eq!(api.pictures.asked().len(), asked);
}
