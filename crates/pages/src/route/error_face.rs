use std::pin::Pin;
use std::sync::Arc;

use askama::Template as _;
use axum::response::{Html, IntoResponse as _, Response};
use http::{StatusCode, Uri, header};
use latchstring_web_kit::headers::{PageHeaders, SecurityHeaders};
use latchstring_web_kit::problem::{ErrorFace, Problem};
use latchstring_web_kit::request::RequestContext;

use super::PagesState;
use super::around::{self, Around};
use super::visitor::{keep_language, spoken};
use crate::view::{DeadEnd, DeadEndKind, Frame, Onward};

/// Says in HTML what no handler got to say: a path without a route, a body that is too large, a panic. It names nobody, since
/// whose browser it is may not have been asked; but the sites around the page show it and are told.
pub(super) struct PageErrors {
    state: PagesState,
}

/// The page of the step that a session is at, for a browser that holds its pass.
#[derive(Clone)]
pub(super) struct WayOn(pub(super) String);

impl PageErrors {
    pub(super) fn new(state: &PagesState) -> Self {
        Self { state: state.clone() }
    }
}

impl ErrorFace for PageErrors {
    fn prepare<'a>(
        &'a self,
        uri: &'a Uri,
        context: &'a RequestContext,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(around::find(&self.state, uri, context))
    }

    fn render(&self, problem: &Problem, context: &RequestContext) -> Response {
        let catalog = self.state.catalog();
        let language = spoken(catalog, context, None).clone();
        let kind = kind(problem);
        // Only our own faults are worth asking about.
        let reference = (kind == DeadEndKind::ServerError).then(|| context.request_id.to_string());
        let around = context.notes.find::<Around>();
        let headers = around.as_ref().map(|around| {
            let frame_ancestors = around.framed_by.clone();
            SecurityHeaders::page(
                self.state.base(),
                &PageHeaders { frame_ancestors, ..PageHeaders::default() },
            )
        });
        let frame = Frame::new(Arc::clone(catalog), language, None)
            .embedded(around.and_then(|around| around.embedding))
            .within_another(context.is_embedded);
        let way_on = context.notes.find::<WayOn>().filter(|_| leads_on(&kind));
        let onward = way_on.map(|WayOn(href)| Onward::Go { href });
        match (DeadEnd { frame, kind, onward, reference, back: None }).render() {
            Ok(html) => (headers, keep_language(catalog, context), Html(html)).into_response(),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "an error page cannot be rendered");
                Html("<!doctype html><title>Something went wrong</title><p>Something went wrong on our side.")
                    .into_response()
            }
        }
    }
}

/// Whether looking at the step again may help.
const fn leads_on(kind: &DeadEndKind) -> bool {
    matches!(kind, DeadEndKind::ServerError | DeadEndKind::BadForm | DeadEndKind::BadRequest)
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
