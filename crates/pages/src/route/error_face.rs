use std::sync::Arc;

use askama::Template as _;
use axum::response::{Html, IntoResponse as _, Response};
use http::{StatusCode, header};
use latchstring_i18n::Catalog;
use latchstring_web_kit::problem::{ErrorFace, Problem};
use latchstring_web_kit::request::RequestContext;

use super::visitor::{keep_language, spoken};
use crate::view::{DeadEnd, DeadEndKind, Frame};

/// Says in HTML what no handler got to say: a path without a route, a body that is too large, a panic. It knows the request
/// and nothing of the link, so it names nobody.
pub(super) struct PageErrors {
    catalog: Arc<Catalog>,
}

impl PageErrors {
    pub(super) fn new(catalog: &Arc<Catalog>) -> Self {
        Self { catalog: Arc::clone(catalog) }
    }
}

impl ErrorFace for PageErrors {
    fn render(&self, problem: &Problem, context: &RequestContext) -> Response {
        let language = spoken(&self.catalog, context, None).clone();
        let kind = kind(problem);
        // Only our own faults are worth asking about.
        let reference = (kind == DeadEndKind::ServerError).then(|| context.request_id.to_string());
        let frame = Frame::new(Arc::clone(&self.catalog), language, None);
        match (DeadEnd { frame, kind, onward: None, reference, back: None }).render() {
            Ok(html) => (keep_language(&self.catalog, context), Html(html)).into_response(),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "an error page cannot be rendered");
                Html("<!doctype html><title>Something went wrong</title><p>Something went wrong on our side.")
                    .into_response()
            }
        }
    }
}

fn kind(problem: &Problem) -> DeadEndKind {
    match problem.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => DeadEndKind::NotFound,
        StatusCode::FORBIDDEN => DeadEndKind::BadForm,
        StatusCode::TOO_MANY_REQUESTS => DeadEndKind::TooManyTries { minutes: minutes(problem) },
        status if status.is_server_error() => DeadEndKind::ServerError,
        _ => DeadEndKind::BadRequest,
    }
}

/// `Retry-After`, in minutes, rounded up.
fn minutes(problem: &Problem) -> Option<u32> {
    let seconds: u32 = problem.headers().get(header::RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(seconds.div_ceil(60))
}
