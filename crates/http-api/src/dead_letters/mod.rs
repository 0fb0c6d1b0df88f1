//! `/dead-letter`: what was promised and given up, and beginning it anew.

mod discard;
mod get;
mod list;
mod model;
mod replay;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(replay::replay))
        .routes(routes!(get::get, discard::discard))
}
