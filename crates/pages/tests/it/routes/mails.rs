//! The mails of a server that somebody tries out.

use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use latchstring_pages::mailbox::{KeptMail, Mailbox, OpenedMail};
use latchstring_web_kit::client_ip::PeerAddr;
use tower::ServiceExt as _;

use crate::world::World;

const HERE: &str = "127.0.0.1:5000";
const HOST: &str = "connect.example.com";

struct OneMail;

fn mail() -> KeptMail {
    let text = str::to_owned;
    KeptMail { name: text("1a"), to: text("dana@a.example"), subject: text("A <b>code</b>"), at: text("now") }
}

#[async_trait]
impl Mailbox for OneMail {
    async fn mails(&self) -> io::Result<Vec<KeptMail>> {
        Ok(vec![mail()])
    }

    async fn mail(&self, name: &str) -> io::Result<Option<OpenedMail>> {
        let html = "<script>1</script><p><a href=\"https://a.example/p/i/lsi_x\">open</a>".to_owned();
        let opened = OpenedMail {
            mail: mail(),
            from: "q@a.example".to_owned(),
            html: Some(html),
            text: "open <it>".to_owned(),
            raw: b"Subject: x\r\n\r\nbody".to_vec(),
        };
        Ok((name == "1a").then_some(opened))
    }
}

async fn get(router: &Router, peer: &str, host: &str, path: &str) -> (Response<()>, String) {
    let request = Request::get(path).header("host", host).extension(PeerAddr(peer.parse().unwrap()));
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (Response::from_parts(parts, ()), String::from_utf8_lossy(&body).into_owned())
}

fn header<'a>(response: &'a Response<()>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn mails_are_listed_shown_and_saved() {
    let world = World::new().await;
    let router = latchstring_pages::router(world.state.clone().showing_mails(Arc::new(OneMail)));
    let (_, list) = get(&router, HERE, HOST, "/p/mails").await;
    assert!(list.contains("href=\"/p/mails/1a\"") && list.contains("A &#60;b&#62;code"), "{list}");
    let (shown, page) = get(&router, HERE, HOST, "/p/mails/1a").await;
    assert!(header(&shown, "content-security-policy").ends_with("; frame-src 'self'"));
    assert!(page.contains("src=\"/p/mails/1a/html\"") && page.contains("open &#60;it&#62;"), "{page}");
    assert!(
        page.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\""),
        "no scripts, no origin"
    );
    let (raw, body) = get(&router, "[::1]:9", HOST, "/p/mails/1a/raw").await;
    assert_eq!((header(&raw, "content-type"), body.as_str()), ("message/rfc822", "Subject: x\r\n\r\nbody"));
    assert_eq!(header(&raw, "content-disposition"), "attachment");
    for path in ["/p/mails/2b", "/p/mails/2b/html", "/p/mails/..%2f1a", "/p/mails/%ff/raw"] {
        assert_eq!(get(&router, HERE, HOST, path).await.0.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_html_of_a_mail_runs_nothing_and_its_links_say_nothing_of_where_they_were() {
    let world = World::new().await;
    let router = latchstring_pages::router(world.state.clone().showing_mails(Arc::new(OneMail)));
    let (shown, html) = get(&router, HERE, HOST, "/p/mails/1a/html").await;
    let policy = header(&shown, "content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'self'", "; sandbox allow-popups "] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("script") && !policy.contains("allow-same-origin"), "{policy}");
    assert_eq!(header(&shown, "referrer-policy"), "no-referrer");
    assert!(
        html.contains(
            "<a target=\"_blank\" rel=\"noreferrer noopener\" href=\"https://a.example/p/i/lsi_x\">"
        )
    );
}

#[tokio::test]
async fn nobody_but_this_machine_sees_them_and_no_server_that_is_not_tried_out_has_them() {
    let world = World::new().await;
    let router = latchstring_pages::router(world.state.clone().showing_mails(Arc::new(OneMail)));
    let paths = ["/p/mails", "/p/mails/1a", "/p/mails/1a/html", "/p/mails/1a/raw"];
    for path in paths {
        for (peer, host) in [("192.0.2.7:1", HOST), (HERE, "evil.example"), (HERE, "")] {
            let (refused, body) = get(&router, peer, host, path).await;
            assert_eq!(refused.status(), StatusCode::NOT_FOUND, "{path} {peer} {host}");
            assert!(!body.contains("dana@") && !body.contains("lsi_x"));
        }
        assert_eq!(get(&world.router, HERE, HOST, path).await.0.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
