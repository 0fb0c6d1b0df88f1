//! The faces on one socket: the API, the pages, and the machine's questions.

use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use latchstring_domain::id::RequestId;
use latchstring_http_api::ApiState;
use latchstring_i18n::Catalog;
use latchstring_pages::PagesState;
use latchstring_pages::mailbox::Mailbox;
use latchstring_service::Latchstring;
use latchstring_service::ports::{Clock as _, Randomness as _, Visits};
use latchstring_storage::Store;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::client_ip::TrustedProxies;
use latchstring_web_kit::headers::SecurityHeaders;
use latchstring_web_kit::request::{RequestIds, RequestLayer};
use tokio_util::sync::CancellationToken;

use crate::health;
use crate::ports::{OsRandomness, SystemClock};

/// What the faces stand on.
pub(crate) struct Faces {
    pub(crate) latchstring: Latchstring,
    pub(crate) base_url: BaseUrl,
    pub(crate) trusted_proxies: TrustedProxies,
    pub(crate) visits: Arc<dyn Visits>,
    pub(crate) machine: Machine,
    /// What shows the mails that are not sent, where somebody tries the server out.
    pub(crate) mailbox: Option<Arc<dyn Mailbox>>,
}

/// What the machine's own questions are answered from.
pub(crate) struct Machine {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) stopping: CancellationToken,
}

/// The program's version, as the API tells it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn request_ids() -> RequestIds {
    Arc::new(|| RequestId::generate(SystemClock.now(), &mut *OsRandomness.rng()).as_uuid())
}

/// What a server answers that only works: the machine's questions. A recipient who is sent here by a mistaken proxy is told
/// nothing of links.
pub(crate) fn of_a_worker(machine: Machine, base_url: &BaseUrl) -> Router {
    let layer = RequestLayer::new(request_ids(), SecurityHeaders::api(base_url));
    health::router(machine).fallback(health::nothing_here).layer(layer)
}

/// All faces as one router. Each wears its own layer, so that its errors look like the rest of it; what belongs to none
/// of them is answered by the pages, because a person is the likeliest to have mistyped an address.
pub(crate) fn router(faces: Faces) -> anyhow::Result<Router> {
    let ids = request_ids();
    let api_layer = || {
        RequestLayer::new(Arc::clone(&ids), SecurityHeaders::api(&faces.base_url))
            .trusted_proxies(faces.trusted_proxies.clone())
    };
    let catalog = Catalog::load().context("the texts of the pages cannot be loaded")?;
    let pages = PagesState::new(
        faces.latchstring.clone(),
        faces.base_url.clone(),
        faces.visits,
        Arc::new(catalog),
        Arc::clone(&ids),
    )
    .trusted_proxies(faces.trusted_proxies.clone());
    let pages = match faces.mailbox {
        Some(mailbox) => pages.showing_mails(mailbox),
        None => pages,
    };
    let api = ApiState::new(faces.latchstring, &faces.base_url, VERSION);
    Ok(Router::new()
        .merge(latchstring_http_api::face(api, api_layer()))
        .merge(health::router(faces.machine).layer(api_layer()))
        .merge(latchstring_pages::router(pages.clone()))
        .fallback_service(latchstring_pages::fallback(&pages)))
}
