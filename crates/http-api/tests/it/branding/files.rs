use http::Method;
use insta::assert_json_snapshot;
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
async fn t114_no_address_is_fetched() {
    let api = Api::new().await;
    for url in [
        "https://northwind.example/logo.png",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "javascript:alert(1)",
    ] {
        for place in ["logo", "favicon", "font"] {
            let reply = api.post(&format!("{PATH}/{place}"), json!({"url": url})).await;
            assert_eq!(reply.refused(), ["/url not-supported"], "{url}");
        }
    }
    let reply = api.send_as(&api.key, Method::POST, &format!("{PATH}/logo"), None).await;
    assert_eq!(reply.problem(415), "unsupported-media-type");
}
