use std::io::Write;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{any, get, post};
use axum::{Form, Json};
use http::{Method, Request, StatusCode, Uri, header};
use latchstring_web_kit::client_ip::{Cidr, PeerAddr};
use latchstring_web_kit::problem::{ErrorFace, Problem};
use latchstring_web_kit::request::RequestContext;
use tracing_subscriber::fmt::MakeWriter;

use crate::common::{self, FIRST_ID, api_layer, send};

async fn told(context: RequestContext) -> String {
    format!(
        "{} {:?} {} {} {}",
        context.request_id,
        context.client_ip,
        context.is_embedded,
        context.is_prefetch,
        context.user_agent.as_deref().unwrap_or("-")
    )
}

async fn boom(context: RequestContext) -> String {
    context.request_id.to_string().parse::<u32>().unwrap().to_string()
}

fn router() -> Router {
    let proxies = ["10.0.0.0/8"].iter().map(|text| text.parse::<Cidr>().unwrap()).collect();
    Router::new()
        .route("/told", get(told))
        .route(
            "/p/i/{token}",
            get(|| async { "page" }).post(|| async { Problem::conflict("revoked", "It is revoked.") }),
        )
        .route("/json", post(|Json(value): Json<Vec<u32>>| async move { value.len().to_string() }))
        .route(
            "/form",
            post(|Form(value): Form<Vec<(String, String)>>| async move { value.len().to_string() }),
        )
        .route("/any", any(|| async { "any" }))
        .route("/boom", get(boom))
        .route("/internal", get(|| async { Problem::internal() }))
        .route("/own", get(|| async { (StatusCode::BAD_REQUEST, Html("<p>own</p>")) }))
        .route("/raw", get(|| async { (StatusCode::INTERNAL_SERVER_ERROR, "pool timed out at 10.0.0.5") }))
        .layer(api_layer().trusted_proxies(proxies))
}

fn request(method: Method, path: &str, content_type: &str, body: &'static str) -> Request<Body> {
    let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, content_type);
    request.body(Body::from(body)).unwrap()
}

#[tokio::test]
async fn t127_every_error_is_a_problem_with_the_request_id_and_the_headers_of_its_face() {
    let json = "application/json";
    let cases = [
        (request(Method::GET, "/nowhere", json, ""), 404, "not-found"),
        (request(Method::DELETE, "/told", json, ""), 405, "method-not-allowed"),
        (request(Method::POST, "/p/i/x", json, ""), 409, "revoked"),
        (request(Method::POST, "/json", json, "[1"), 400, "bad-request"),
        (request(Method::POST, "/json", json, "[\"a\"]"), 422, "validation-failed"),
        (request(Method::POST, "/json", "text/plain", "[1]"), 415, "unsupported-media-type"),
        (request(Method::POST, "/form", json, "a=b"), 415, "unsupported-media-type"),
        (request(Method::GET, "/boom", json, ""), 500, "internal"),
        (request(Method::GET, "/internal", json, ""), 500, "internal"),
        (request(Method::GET, "/raw", json, ""), 500, "internal"),
    ];
    for (request, status, code) in cases {
        let name = format!("{} {}", request.method(), request.uri());
        let answer = send(&router(), request).await;
        assert_eq!(answer.status.as_u16(), status, "{name}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{name}");
        let body = answer.json();
        assert_eq!(body["status"], status, "{name}");
        assert_eq!(body["code"], code, "{name}");
        assert_eq!(body["type"], format!("urn:latchstring:problem:{code}"), "{name}");
        assert_eq!(body["instance"], format!("urn:uuid:{FIRST_ID}"), "{name}");
        assert!(!body["detail"].as_str().unwrap().is_empty(), "{name}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("10.0.0.5"), "{name}");
        assert_eq!(answer.header("x-request-id"), FIRST_ID, "{name}");
        assert_eq!(answer.header("cache-control"), "no-store", "{name}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{name}");
        assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow", "{name}");
    }
}

#[tokio::test]
async fn t130_trace_and_connect_are_refused_by_every_route() {
    for path in ["/told", "/any", "/nowhere"] {
        for method in [Method::TRACE, Method::CONNECT] {
            let answer = send(&router(), request(method, path, "text/plain", "")).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
    }
    let overridden =
        Request::get("/told").header("x-http-method-override", "DELETE").body(Body::empty()).unwrap();
    assert_eq!(send(&router(), overridden).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_405_names_the_methods_that_work() {
    let answer = send(&router(), request(Method::PUT, "/told", "text/plain", "")).await;
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
}

#[tokio::test]
async fn an_error_with_a_body_of_its_own_is_left_alone() {
    let answer = common::get(&router(), "/own").await;
    assert_eq!((answer.status, answer.body.as_slice()), (StatusCode::BAD_REQUEST, b"<p>own</p>".as_slice()));
}

#[tokio::test]
async fn a_face_of_pages_says_every_error_in_html() {
    let html = |problem: &Problem, context: &RequestContext| {
        Html(format!("<h1>{}</h1><p>{}</p>", problem.code(), context.request_id)).into_response()
    };
    let router = Router::new()
        .route("/boom", get(boom))
        .route(
            "/gone",
            get(|| async { ([(header::SET_COOKIE, "a=b")], Problem::gone("used-up", "It is used up.")) }),
        )
        .layer(api_layer().errors(html));
    for (path, status, code) in
        [("/boom", 500, "internal"), ("/gone", 410, "used-up"), ("/x", 404, "not-found")]
    {
        let answer = common::get(&router, path).await;
        assert_eq!(answer.status.as_u16(), status);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("set-cookie"), if path == "/gone" { "a=b" } else { "" });
        assert_eq!(answer.header("cache-control"), "no-store");
        let body = String::from_utf8(answer.body.clone()).unwrap();
        assert_eq!(body, format!("<h1>{code}</h1><p>{}</p>", answer.header("x-request-id")));
    }
}

fn from_peer(peer: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::get("/told").header("host", "connect.example.com");
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let peer: SocketAddr = peer.parse().unwrap();
    request.extension(PeerAddr(peer)).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn t068_client_and_request_id_are_taken_from_trusted_proxies_only() {
    let theirs = "11111111-2222-4333-8444-555555555555";
    let fields = [("x-request-id", theirs), ("x-forwarded-for", "198.51.100.7")];
    let proxied = send(&router(), from_peer("10.1.2.3:9", &fields)).await;
    assert_eq!(
        String::from_utf8(proxied.body.clone()).unwrap(),
        format!("{theirs} Some(198.51.100.7) false false -")
    );
    assert_eq!(proxied.header("x-request-id"), theirs);
    let direct = send(&router(), from_peer("203.0.113.9:9", &fields)).await;
    assert_eq!(
        String::from_utf8(direct.body).unwrap(),
        format!("{FIRST_ID} Some(203.0.113.9) false false -")
    );
    for bad in ["abc", "111111112222433384445555555555555", "{11111111-2222-4333-8444-55555555555}"] {
        let answer = send(&router(), from_peer("10.1.2.3:9", &[("x-request-id", bad)])).await;
        assert_eq!(answer.header("x-request-id"), FIRST_ID, "{bad}");
    }
    let twice =
        send(&router(), from_peer("10.1.2.3:9", &[("x-request-id", theirs), ("x-request-id", theirs)])).await;
    assert_eq!(twice.header("x-request-id"), FIRST_ID);
}

#[tokio::test]
async fn t003_declared_prefetches_and_frames_are_known_to_handlers() {
    for (name, value, expected) in [
        ("sec-purpose", "prefetch", "false true"),
        ("sec-purpose", "prefetch;prerender", "false true"),
        ("purpose", "Prefetch", "false true"),
        ("x-moz", "prefetch", "false true"),
        ("x-purpose", "preview", "false true"),
        ("sec-purpose", "prefetched", "false false"),
        ("sec-fetch-dest", "iframe", "true false"),
        ("sec-fetch-dest", "document", "false false"),
    ] {
        let answer = send(&router(), from_peer("203.0.113.9:9", &[(name, value)])).await;
        let body = String::from_utf8(answer.body).unwrap();
        assert!(body.ends_with(&format!("{expected} -")), "{name}: {value} gave {body}");
    }
}

#[tokio::test]
async fn a_user_agent_is_bounded_and_cannot_steer_a_terminal() {
    let mut request = from_peer("203.0.113.9:9", &[]);
    let mut hostile = "a\u{202E}b\u{9b}c\t".as_bytes().to_vec();
    hostile.extend(std::iter::repeat_n(0xFF, 2000));
    request.headers_mut().insert(header::USER_AGENT, http::HeaderValue::from_bytes(&hostile).unwrap());
    let body = String::from_utf8(send(&router(), request).await.body).unwrap();
    let agent = body.rsplit(' ').next().unwrap();
    assert!(
        agent.starts_with("a\u{FFFD}b\u{FFFD}c\u{FFFD}") && agent.len() <= 512 && agent.len() > 500,
        "{agent}"
    );
}

#[tokio::test]
async fn what_a_handler_leaves_is_found_by_the_face_that_renders_its_error() {
    #[derive(Clone, PartialEq, Debug)]
    struct Whose(&'static str);

    struct Faced;

    impl ErrorFace for Faced {
        fn prepare<'a>(
            &'a self,
            uri: &'a Uri,
            context: &'a RequestContext,
        ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
            Box::pin(async move {
                assert_ne!(uri.path(), "/panicking");
                if context.notes.find::<Whose>().is_none() && uri.path() == "/unseen" {
                    context.notes.leave(Whose("somebody's"));
                }
            })
        }

        fn render(&self, _: &Problem, context: &RequestContext) -> Response {
            context.notes.find::<Whose>().map_or("unknown", |Whose(name)| name).into_response()
        }
    }

    let note = |context: RequestContext| async move {
        assert_eq!(context.notes.find::<Whose>(), None, "nothing is left of another request");
        context.notes.leave(Whose("nobody's"));
        context.clone().notes.leave(Whose("acme's"));
        assert_eq!(format!("{:?}", context.notes), "latchstring_web_kit::request::notes::Notes");
        Problem::internal()
    };
    let router = Router::new()
        .route("/failing", get(note))
        .route("/well", get(|| async { "well" }))
        .layer(api_layer().errors(Faced));
    for _ in 0..2 {
        assert_eq!(common::get(&router, "/failing").await.body, b"acme's");
    }
    assert_eq!(common::get(&router, "/well").await.body, b"well");
    assert_eq!(common::get(&router, "/none").await.body, b"unknown");
    assert_eq!(common::get(&router, "/panicking").await.body, b"unknown", "it is said all the same");
    // Refused before a handler sees it.
    let large = request(Method::POST, "/unseen", "text/plain", "");
    let (mut head, body) = large.into_parts();
    head.headers.insert(header::CONTENT_LENGTH, http::HeaderValue::from_static("999999999"));
    let refused = send(&router, Request::from_parts(head, body)).await;
    assert_eq!(
        (refused.status, refused.body.as_slice()),
        (StatusCode::PAYLOAD_TOO_LARGE, &b"somebody's"[..])
    );
}

#[tokio::test]
async fn a_handler_without_the_layer_gets_a_plain_failure() {
    let bare = Router::new().route("/told", get(told));
    assert_eq!(common::get(&bare, "/told").await.json()["code"], "internal");
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_access_log_names_the_route_and_never_the_path() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).finish();
    let guard = tracing::subscriber::set_default(subscriber);
    common::get(&router(), "/p/i/lsi_secret?code=123456").await;
    common::get(&router(), "/q/lsi_secret").await;
    common::get(&router(), "/boom").await;
    send(&router(), request(Method::from_bytes(b"LSI_SECRET").unwrap(), "/told", "text/plain", "")).await;
    let mut unfinished = Box::pin(tower::ServiceExt::oneshot(
        Router::new().route("/wait", get(std::future::pending::<()>)).layer(api_layer()),
        Request::get("/wait").body(Body::empty()).unwrap(),
    ));
    assert!(futures_util::FutureExt::now_or_never(&mut unfinished).is_none());
    drop(unfinished);
    drop(guard);

    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(!text.to_lowercase().contains("lsi_secret") && !text.contains("123456"), "{text}");
    let access: Vec<_> = text.lines().filter(|line| line.contains("latchstring::access")).collect();
    assert_eq!(access.len(), 5, "{text}");
    for (line, (route, status)) in
        access.iter().zip([("/p/i/{token}", 200), ("-", 404), ("/boom", 500), ("/told", 405), ("/wait", 499)])
    {
        assert!(line.contains(&format!("route=\"{route}\" status={status} duration_us=")), "{line}");
        assert!(line.contains(&format!("request_id={FIRST_ID}")), "{line}");
    }
}
