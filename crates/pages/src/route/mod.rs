//! The routes: one file a page, each turning the service's answer into a view.
//!
//! A GET changes nothing. A POST ends in a redirect when it got somewhere, so that a reload repeats nothing, and the page
//! of the step in its address is always the step's current one. When it got nowhere (a field is empty, the provider
//! refused) the page is answered right away with 422: so what was typed, but for secrets, can be given back, nothing of
//! it has to be kept anywhere, and no address exists that makes a page claim a failure that did not happen. What that
//! costs is the browser's question before a reload; the repeated try counts like any other. An address that only takes
//! POSTs leads to the current step when it is opened.

mod around;
mod assets;
mod body;
mod brand;
mod cookie;
mod dead_end;
mod embed;
mod error_face;
mod failure;
mod landing;
mod magic_link;
mod mails;
mod oauth;
mod portal;
mod preview;
mod progress;
mod restart;
mod scanner;
mod session;
mod start;
mod state;
mod step;
mod tab;
mod unsubscribe;
mod visitor;
mod walker;

use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use latchstring_web_kit::headers::{PageHeaders, SecurityHeaders};
use latchstring_web_kit::limits::Limits;
use latchstring_web_kit::request::RequestLayer;

use crate::view::Landing;

pub use state::PagesState;

/// Signing in waits for the provider. Below the 60 s after which the listener gives up on a silent request.
const TIME: Duration = Duration::from_secs(45);

/// Room for a few thousand ticked sites; everything else is a few hundred bytes.
const BODY: usize = 256 * 1024;

/// The recipient's pages, their assets, and their errors: everything under `/p`, `/` for links in the hotglue shape, the paths
/// that links had before, and the script for sites that embed them.
///
/// It wears its own request layer, so every answer is a page with the headers of a page, whatever went wrong.
pub fn router(state: PagesState) -> Router {
    let back = session::back_to_step;
    let layer = layer(&state);
    Router::new()
        .route("/", get(portal::show))
        .route("/embed.js", get(embed::script))
        .route("/embed.d.ts", get(embed::types))
        .route("/p/i/{token}", get(landing::show).post(start::start))
        .route("/p/i/{token}/{proof}", get(landing::show_mailed).post(start::start_mailed))
        .route("/p/connect/{company}/{secret}", get(magic_link::show_company).post(magic_link::start_company))
        .route(
            "/p/connect/{company}/workflow/{secret}",
            get(magic_link::show_connection).post(magic_link::start_connection),
        )
        .route("/create-datasource/magic-link/{company}/{secret}", get(magic_link::moved))
        .route("/create-datasource/magic-link/{company}/{secret}/connect", get(magic_link::moved))
        .route("/p/u/{text}", get(unsubscribe::show).post(unsubscribe::stop))
        .route("/p/mails", get(mails::list))
        .route("/p/mails/{name}", get(mails::show))
        .route("/p/mails/{name}/html", get(mails::html))
        .route("/p/mails/{name}/raw", get(mails::raw))
        .route("/p/oauth/callback", get(oauth::returned))
        .route(Landing::SESSION, get(session::latest))
        .route("/p/s/{id}", get(session::show))
        .route("/p/s/{id}/address", post(step::address::ask).get(back))
        .route("/p/s/{id}/code", post(step::code::answer).get(back))
        .route("/p/s/{id}/hand-off", get(step::hand_off::show).post(step::hand_off::hand_off))
        .route("/p/s/{id}/provider", post(step::provider::choose).get(back))
        .route("/p/s/{id}/sign-in", post(step::sign_in::sign_in).get(back))
        .route("/p/s/{id}/challenge", post(step::challenge::answer).get(back))
        .route("/p/s/{id}/sites", post(step::sites::submit).get(back))
        .route("/p/s/{id}/mapping", post(step::mapping::submit).get(back))
        .route("/p/s/{id}/forwarding", post(step::forwarding::answer).get(back))
        .route("/p/s/{id}/submit", post(step::submission::again).get(back))
        .route("/p/s/{id}/finish", post(step::finish::finish).get(back))
        .route("/p/s/{id}/tab", post(tab::open).get(back))
        .route("/p/s/{id}/restart", post(restart::restart).get(back))
        .route("/p/assets/{file}", get(assets::asset))
        .route("/p/brand/{file}", get(brand::file))
        .route("/p/preview/{workspace}", get(preview::show).post(preview::landed))
        .route("/p/preview/{workspace}/sign-in", get(preview::back).post(preview::signed_in))
        .with_state(state)
        .layer(layer)
}

/// The page that says that there is no page: for every path that nothing else answers. Put it behind all other routes
/// with [`Router::fallback_service`].
pub fn fallback(state: &PagesState) -> Router {
    Router::new().layer(layer(state))
}

fn layer(state: &PagesState) -> RequestLayer {
    RequestLayer::new(state.request_ids(), SecurityHeaders::page(state.base(), &PageHeaders::default()))
        .trusted_proxies(state.proxies().clone())
        .limits(Limits { body: BODY, time: TIME, ..Limits::default() })
        .language(visitor::LANGUAGE)
        .errors(error_face::PageErrors::new(state))
}
