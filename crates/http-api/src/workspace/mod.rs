//! `/workspace`: what the caller's workspace has set.

mod get;
mod inbound_secret;
mod model;
mod return_secret;
mod update;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(get::get, update::update))
        .routes(routes!(return_secret::rotate))
        .routes(routes!(inbound_secret::rotate))
}
