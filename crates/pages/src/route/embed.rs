use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use latchstring_domain::link::Link;
use latchstring_domain::portal::EmbedEvent;
use latchstring_domain::web_origin::WebOrigin;
use latchstring_web_kit::headers::SecurityHeaders;

use super::PagesState;
use super::assets::answer;
use crate::assets;
use crate::view::Embedding;

/// A site names the script without a version, so it follows a release within the hour.
const AGE: Duration = Duration::from_secs(60 * 60);

/// `GET /embed.js`: what a site loads to show a link in a frame or a window.
pub(super) async fn script(State(state): State<PagesState>, asked: HeaderMap) -> Response {
    answer(SecurityHeaders::public_script(state.base(), AGE), assets::embed_script(), &asked)
}

/// `GET /embed.d.ts`: its types, for TypeScript.
pub(super) async fn types(State(state): State<PagesState>, asked: HeaderMap) -> Response {
    answer(SecurityHeaders::public_script(state.base(), AGE), assets::embed_types(), &asked)
}

/// Whom the pages of a link tell how far its recipient has come: the sites that embed it, if there are any.
pub(super) fn embedding(link: &Link, sites: &[WebOrigin]) -> Option<Embedding> {
    let listener = link.portal().and_then(|portal| portal.options.listener.as_ref());
    (!sites.is_empty()).then(|| Embedding {
        to: spaced(sites.iter().map(WebOrigin::as_str)),
        link: link.subject().uuid().to_string(),
        only: listener.map(|events| spaced(events.iter().copied().map(EmbedEvent::as_str))),
        connections: String::new(),
    })
}

fn spaced<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}
