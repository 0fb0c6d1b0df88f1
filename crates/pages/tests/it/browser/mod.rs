//! A browser without JavaScript: it keeps cookies, follows redirects, and sends the forms of the page it got with what they
//! contain.

mod page;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use url::form_urlencoded;

pub(crate) use page::{Form, Page, unescaped};

pub(crate) const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, \
                                like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

/// One answer.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    /// Sent with every request, over what a browser would send.
    pub(crate) extra: Vec<(&'static str, String)>,
    /// Everything that was answered, in order.
    pub(crate) seen: Vec<Answer>,
}

impl Browser {
    pub(crate) fn new(router: &Router) -> Self {
        Self { router: router.clone(), cookies: BTreeMap::new(), extra: Vec::new(), seen: Vec::new() }
    }

    pub(crate) fn with(router: &Router, name: &'static str, value: &str) -> Self {
        Self { extra: vec![(name, value.to_owned())], ..Self::new(router) }
    }

    /// Opens an address and follows where it leads.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let answer = self.send(Method::GET, path, "").await;
        self.follow(answer).await
    }

    /// Sends a form and follows where it leads.
    pub(crate) async fn submit(&mut self, form: &Form) -> Page {
        let answer = self.submit_only(form).await;
        self.follow(answer).await
    }

    /// Sends a form.
    pub(crate) async fn submit_only(&mut self, form: &Form) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish();
        if form.method == "get" {
            return self.send(Method::GET, &format!("{}?{body}", form.action), "").await;
        }
        self.send(Method::POST, &form.action, &body).await
    }

    async fn follow(&mut self, mut answer: Answer) -> Page {
        let mut hops = 0;
        while answer.status == StatusCode::SEE_OTHER {
            hops += 1;
            assert!(hops < 5, "the redirects have no end");
            let location = answer.header("location").to_owned();
            let known = ["/p/s/", "/p/preview/"].iter().any(|folder| location.starts_with(folder));
            assert!(known, "sent to {location}");
            answer = self.send(Method::GET, &location, "").await;
        }
        Page::new(answer)
    }

    /// One request.
    pub(crate) async fn send(&mut self, method: Method, path: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(&method).uri(path);
        let defaults = [("user-agent", PHONE), ("accept-language", "en-GB,en;q=0.9")];
        let posting = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "null"),
            ("sec-fetch-site", "same-origin"),
        ];
        let posting = if method == Method::POST { &posting[..] } else { &[] };
        for (name, value) in defaults.iter().chain(posting) {
            if !self.extra.iter().any(|(other, _)| other == name) {
                request = request.header(*name, *value);
            }
        }
        for (name, value) in self.extra.iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(*name, value);
        }
        for (name, value) in &self.cookies {
            request = request.header(header::COOKIE, format!("{name}={value}"));
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await;
        let (parts, body) = response.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = line.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        let answer = Answer {
            method,
            path: path.to_owned(),
            status: parts.status,
            headers: parts.headers,
            // Of a picture or a font only the headers are looked at.
            body: String::from_utf8_lossy(&body).into_owned(),
        };
        crate::routes::headers::hold_everywhere(&answer);
        self.seen.push(answer.clone());
        answer
    }
}
