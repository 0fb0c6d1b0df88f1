use axum::{Router, middleware};
use latchstring_domain::problem::ProblemCode;
use latchstring_web_kit::problem::Problem;
use latchstring_web_kit::request::RequestLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::problem;
use crate::state::ApiState;
use crate::{
    api_keys, auth, branding, bulk, companies, connections, datasources, docs, events, flows, hotglue,
    idempotency, inbound, invitations, magic_links, openapi, ping, recipients, sites, webhooks, workspace,
};

/// The path of the current version.
pub(crate) const CURRENT: &str = "/v2.2";

/// The versions, each at its own path and all of the same shapes.
pub(crate) const VERSIONS: [(&str, &str); 3] =
    [(CURRENT, "The current version"), ("/v2.1", "An alias"), ("/v2", "An alias")];

/// Every endpoint with its description, at the paths that all versions share.
pub(crate) fn endpoints() -> OpenApiRouter<ApiState> {
    keyed().merge(magic_links::deprecated()).merge(inbound::routes()).routes(routes!(ping::ping))
}

fn keyed() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(openapi::frame())
        .merge(invitations::routes())
        .merge(bulk::routes())
        .merge(companies::routes())
        .merge(sites::routes())
        .merge(connections::routes())
        .merge(flows::routes())
        .merge(datasources::routes())
        .merge(magic_links::routes())
        .merge(webhooks::routes())
        .merge(branding::routes())
        .merge(events::routes())
        .merge(workspace::routes())
        .merge(api_keys::routes())
        .merge(recipients::routes())
}

/// The API without the layer around it: its routes under every version, `/openapi.json` and `/docs`.
///
/// Its handlers need what [`RequestLayer`] puts into a request; [`face`] wears one.
pub fn router(state: ApiState) -> Router {
    let key = middleware::from_fn_with_state(state.clone(), auth::require_key);
    let announce = middleware::from_fn_with_state(state.clone(), magic_links::announce);
    let deprecated = Router::from(magic_links::deprecated()).route_layer(announce);
    let once = middleware::from_fn_with_state(state.clone(), idempotency::keep_answer);
    let version = Router::new()
        .merge(OpenApiRouter::new().merge(inbound::routes()).routes(routes!(ping::ping)))
        .merge(Router::from(keyed()).merge(deprecated).route_layer(once.clone()).route_layer(key))
        .fallback(nothing_here);
    let key = middleware::from_fn_with_state(state.clone(), auth::require_key);
    let mut router = docs::routes().merge(Router::from(hotglue::routes()).route_layer(once).route_layer(key));
    for (path, _) in VERSIONS {
        router = router.nest(path, version.clone());
    }
    router.with_state(state)
}

/// The API as a face of a server: its routes inside `layer`, so that every answer, of a panic or of no route at all,
/// is a problem detail with security headers.
pub fn face(state: ApiState, layer: RequestLayer) -> Router {
    router(state).layer(layer.larger_bodies(&[(bulk::PATH_END, bulk::MAX_BYTES)]))
}

async fn nothing_here() -> Problem {
    problem(ProblemCode::NotFound, "There is nothing at this address.")
}
