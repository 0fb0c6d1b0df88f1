use std::io::Read as _;

use axum::body::Body;
use flate2::read::GzDecoder;
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use latchstring_domain::flow_session::Step;
use tower::ServiceExt as _;

use super::steps::walk_to;
use crate::browser::{Answer, Browser};
use crate::world::World;

/// T004, T007, T008, T084 and T096: what holds for every answer of every test, whatever was asked and whatever went wrong.
pub(crate) fn hold_everywhere(answer: &Answer) {
    let place = format!("{} {} gave {}", answer.method, answer.path, answer.status);
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{place}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{place}");
    assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow", "{place}");
    assert!(answer.header("permissions-policy").contains("camera=()"), "{place}");
    assert!(answer.header("strict-transport-security").starts_with("max-age="), "{place}");
    assert_eq!(answer.header("x-request-id").len(), 36, "{place}");
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "base-uri 'none'", "object-src 'none'"] {
        assert!(policy.contains(part), "{place} without {part}");
    }
    // Only the tests of embedding have a workspace that names sites.
    let framed = policy.contains("frame-ancestors https://");
    assert!(framed || policy.contains("frame-ancestors 'none'"), "{place}: {policy}");
    // A window would be cut off from its opener at a redirect, which is no document to protect.
    let opener = match (answer.status.is_redirection(), framed) {
        (true, _) => "",
        (false, true) => "unsafe-none",
        (false, false) => "same-origin",
    };
    assert_eq!(answer.header("cross-origin-opener-policy"), opener, "{place}");
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{place}: {policy}");
    for validator in ["etag", "last-modified", "expires", "access-control-allow-origin"] {
        assert_eq!(answer.header(validator), "", "{place} has {validator}");
    }
    let is_file = ["/p/assets/", "/p/brand/", "/embed."].iter().any(|folder| answer.path.starts_with(folder));
    let is_asset = is_file && answer.status == StatusCode::OK;
    if !is_asset {
        assert_eq!(answer.header("cache-control"), "no-store", "{place}");
        assert_eq!(answer.header("x-frame-options"), if framed { "" } else { "DENY" }, "{place}");
    }
    let is_html = answer.header("content-type") == "text/html; charset=utf-8";
    let is_document = !answer.status.is_redirection() && !is_asset;
    assert_eq!(is_html, is_document, "{place} is {}", answer.header("content-type"));
}

#[tokio::test]
async fn t096_every_kind_of_answer_wears_the_whole_set() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let invitation = world.invite().await;
    // The browser checks each answer as it comes.
    walk_to(&mut browser, &world, &invitation, Step::Done).await;
    browser.get("/p/nothing").await;
    browser.get("/p/i/lsi_nothing").await;
    browser.get(latchstring_pages::assets::stylesheet().path.as_str()).await;
    let kinds: std::collections::BTreeSet<_> = browser.seen.iter().map(|answer| answer.status).collect();
    let expected = [StatusCode::OK, StatusCode::SEE_OTHER, StatusCode::NOT_FOUND];
    assert_eq!(kinds, expected.into_iter().collect());
}

#[tokio::test]
async fn assets_are_sent_as_gzip_to_whoever_takes_it() {
    let world = World::new().await;
    for asset in latchstring_pages::assets::all() {
        let ask = |accepted| {
            let request = Request::get(&asset.path).header("accept-encoding", accepted);
            world.router.clone().oneshot(request.body(Body::empty()).unwrap())
        };
        for (accepted, packed) in
            [("gzip, br", true), ("br, GZIP;q=0.5", true), ("br", false), ("gzip;q=0", false), ("", false)]
        {
            let answer = ask(accepted).await.unwrap();
            assert_eq!(answer.headers().contains_key("content-encoding"), packed, "{accepted}");
            assert_eq!(answer.headers()["vary"], "accept-encoding");
            let body = answer.into_body().collect().await.unwrap().to_bytes();
            let mut plain = Vec::new();
            if packed {
                GzDecoder::new(&*body).read_to_end(&mut plain).unwrap();
            } else {
                plain.extend(&body);
            }
            assert_eq!(plain, asset.bytes, "{}: {accepted}", asset.name);
        }
    }
}

#[tokio::test]
async fn assets_are_kept_for_good_and_colors_for_an_hour() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    for asset in latchstring_pages::assets::all() {
        let answer = browser.send(http::Method::GET, &asset.path, "").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("content-type"), asset.content_type);
        assert_eq!(answer.body.as_bytes(), asset.bytes);
        assert_eq!(answer.header("set-cookie"), "");
    }
    let color = browser.send(http::Method::GET, "/p/assets/brand-1f4fd8.css", "").await;
    assert_eq!(color.header("cache-control"), "public, max-age=3600");
    assert!(color.body.contains("--brand:#1f4fd8"));
    for missing in ["brand-1F4FD8.css", "app.css", "0000000000000000-app.css", "brand-url(x).css"] {
        let page = browser.get(&format!("/p/assets/{missing}")).await;
        assert_eq!(
            (page.status(), page.heading().as_str()),
            (StatusCode::NOT_FOUND, "There is no page here")
        );
    }
}
